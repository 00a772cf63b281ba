/**
 * node scripts/timelines.ts [--static] FOLDER: holds the simulator against recorded runs of a kubelet.
 *
 * A folder holds one folder a scenario: `pod.yaml`, `behaviour.json` (an assumption file), and recordings
 * `observed-N-api.jsonl` and `observed-N-static.jsonl`, one record of a Timeline a line. A scenario agrees when the
 * predicted timeline agrees with one of its recordings within what the kubelet itself leaves to chance.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Assumptions } from '../server/src/lifecycle/assumptions/assumptions.ts';
import { readPod } from '../server/src/lifecycle/pod/read-pod.ts';
import { simulate } from '../server/src/lifecycle/simulate.ts';

/** Seconds: a start or an end is noticed up to a second late, and by a busy machine later still. */
const NOTICED = 1.6;
/** Seconds for which what the API shows may differ. */
const SHOWN = 2.7;
/** Seconds by which a wait may exceed its back-off: the kubelet looks every 10 to 15 s. */
const LATE = 16;
/** Of events after a back-off has begun, the share that must agree: how many fit in is a matter of luck. */
const ALIKE = 0.85;
/** Reasons that the kubelet repeats as long as a state lasts. */
const REPEATED = new Set(['BackOff', 'DeadlineExceeded', 'ErrImageNeverPull', 'FailedMount']);
const BACK_OFFS = [0, 10, 20, 40, 80, 160, 300];

interface Entry {
  readonly t: number;
  readonly kind: string;
  readonly [key: string]: unknown;
}

interface Run {
  readonly start: number;
  end?: number;
  /** Exit code and reason. */
  how?: string;
}

/** A function of time that is constant between its steps. */
type Steps = [number, unknown][];

/** What is compared of a timeline. */
interface View {
  readonly end: number;
  readonly gone: number | undefined;
  /** When the first back-off wait began. */
  readonly waits: number;
  readonly runs: Map<string, Run[]>;
  readonly events: Map<string, { t: number; reason: string }[]>;
  /** The first text of each reason, by container. */
  readonly texts: Map<string, string>;
  readonly shown: Map<string, Steps>;
}

function main(args: readonly string[]): number {
  const folder = args.find((arg) => !arg.startsWith('--'));
  if (folder === undefined) {
    process.stderr.write('usage: node scripts/timelines.ts [--static] FOLDER\n');
    return 2;
  }
  const isStatic = args.includes('--static');
  let agreeing = 0;
  let total = 0;
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const differences = compareScenario(path.join(folder, name), isStatic);
    if (differences === undefined) continue;
    total++;
    if (differences.length === 0) agreeing++;
    process.stdout.write(`${differences.length === 0 ? 'equal  ' : 'differs'}  ${name}\n`);
    for (const difference of differences) process.stdout.write(`           ${difference}\n`);
  }
  process.stdout.write(`${agreeing} of ${total} scenarios agree\n`);
  return agreeing === total ? 0 : 1;
}

/** What differs from the nearest recording; undefined when there is none. */
function compareScenario(scenario: string, isStatic: boolean): readonly string[] | undefined {
  const suffix = isStatic ? '-static.jsonl' : '-api.jsonl';
  const recordings = readdirSync(scenario)
    .filter((file) => file.startsWith('observed-') && file.endsWith(suffix))
    .map((file) => viewOf(readLines(path.join(scenario, file))));
  if (recordings.length === 0) return undefined;
  const manifest: unknown = parse(readFileSync(path.join(scenario, 'pod.yaml'), 'utf8'));
  const assumptions: Assumptions = JSON.parse(readFileSync(path.join(scenario, 'behaviour.json'), 'utf8'));
  const until = Math.floor(Math.max(...recordings.map(({ end }) => end))) + 1;
  const pod = readPod(manifest);
  const { steps } = simulate(pod, assumptions, { until, kubernetes: '1.34', static: isStatic });
  const ours = viewOf(steps.map((step) => ({ ...step })));
  const probes = [...pod.initContainers, ...pod.containers].flatMap(({ probes }) => Object.values(probes));
  const period = Math.max(0, ...probes.map(({ periodSeconds }) => periodSeconds));
  const compared = recordings.map((theirs) => differencesBetween(ours, theirs, period));
  return compared.reduce((best, each) => (each.length < best.length ? each : best));
}

function readLines(file: string): Entry[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
}

function viewOf(entries: readonly Entry[]): View {
  const view = {
    end: Math.max(0, ...entries.map(({ t }) => t)),
    gone: entries.find(({ kind }) => kind === 'gone')?.t,
    waits: entries.find(({ kind, reason }) => kind === 'event' && reason === 'BackOff')?.t ?? Number.POSITIVE_INFINITY,
    runs: new Map<string, Run[]>(),
    events: new Map<string, { t: number; reason: string }[]>(),
    texts: new Map<string, string>(),
    shown: new Map<string, Steps>([
      ['phase', [[0, 'Pending']]],
      ['Ready', [[0, 'False']]],
    ]),
  };
  for (const { t, kind, container, ...entry } of entries) {
    const name = String(container ?? '');
    const show = (what: string, value: unknown, before: unknown): void => {
      listIn(view.shown, what, [0, before]).push([t, value]);
    };
    if (kind === 'start') listIn(view.runs, name).push({ start: t });
    else if (kind === 'exit') {
      const run = view.runs.get(name)?.at(-1);
      if (run) Object.assign(run, { end: t, how: `${entry.exitCode} ${entry.reason}` });
    } else if (kind === 'event' && entry.reason !== 'Scheduled') addEvent(view, name, t, entry);
    else if (kind === 'phase') show('phase', entry.phase, 'Pending');
    else if (kind === 'condition' && entry.type === 'Ready') show('Ready', entry.status, 'False');
    else if (kind === 'state') show(`state of ${name}`, entry.state, 'waiting');
  }
  return view;
}

function addEvent(view: View, container: string, t: number, entry: Readonly<Record<string, unknown>>): void {
  const reason = String(entry.reason);
  const list = listIn(view.events, container);
  const recent = list.slice(-3).map((event) => event.reason);
  const repeats = REPEATED.has(reason)
    ? recent.includes(reason)
    : reason === 'Failed' && recent.slice(-2).includes(reason);
  if (!repeats) list.push({ t, reason });
  const key = `${container} ${reason}`;
  if (!view.texts.has(key)) view.texts.set(key, comparable(String(entry.message ?? '')));
}

/** A text without what differs from node to node: durations, addresses, sizes, the Pod's identity. */
function comparable(message: string): string {
  return message
    .replace(/ Image size: \d+ bytes\./, '')
    .replace(/(?:\d+(?:\.\d+)?(?:h|ms|m|s))+(?![a-z])/g, 'DURATION')
    .replace(/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, 'ADDRESS')
    .replace(/:\d{2,5}\b/g, ':PORT')
    .replace(/\bpod[ =]\S+_default\([^)]*\)/, 'POD')
    .replace(/\s+/g, ' ')
    .trim();
}

function listIn<V>(map: Map<string, V[]>, key: string, ...initial: V[]): V[] {
  const list = map.get(key) ?? initial;
  map.set(key, list);
  return list;
}

function differencesBetween(ours: View, theirs: View, period: number): string[] {
  const ended = ours.gone !== undefined || theirs.gone !== undefined;
  const horizon = ended ? Math.max(ours.end, theirs.end) : Math.min(ours.end, theirs.end);
  const waited = Number.isFinite(theirs.waits);
  const killed = [...theirs.events.values()].some((events) => events.some(({ reason }) => reason === 'Killing'));
  const firstWait = Math.min(ours.waits, theirs.waits);
  // Where probe kills meet back-off, runs of the kubelet itself part ways after the first wait.
  const upto = waited && killed ? Math.min(horizon, firstWait) : horizon;
  return [
    ...compareRuns(ours, theirs, horizon, upto, period),
    ...compareEvents(ours, theirs, upto, waited),
    ...compareTexts(ours, theirs),
    ...compareShown(ours, theirs, Math.min(horizon, firstWait)),
    ...compareGone(ours, theirs),
  ];
}

function compareRuns(ours: View, theirs: View, horizon: number, upto: number, period: number): string[] {
  return namesOf(ours.runs, theirs.runs).flatMap((name) => {
    const [a, b] = [theirs, ours].map(({ runs }) => (runs.get(name) ?? []).filter(({ start }) => start <= upto)) as [
      Run[],
      Run[],
    ];
    const differences: string[] = [];
    let slack = 0;
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      const [theirRun, ourRun] = [a[index], b[index]];
      if (theirRun === undefined || ourRun === undefined) {
        const start = (theirRun ?? ourRun)?.start ?? 0;
        const what = ourRun === undefined ? 'is missing' : 'is invented';
        if (upto - start > NOTICED + slack)
          differences.push(`${name}: run ${index}, at ${start.toFixed(1)} s, ${what}`);
        break;
      }
      const [theirGap, ourGap] = [
        theirRun.start - (a[index - 1]?.end ?? Number.NaN),
        ourRun.start - (b[index - 1]?.end ?? Number.NaN),
      ];
      const due = theirGap > 2.5 ? BACK_OFFS.findLast((wait) => wait <= theirGap + 0.1) : undefined;
      const [least, most] = due === undefined ? [theirGap - NOTICED, theirGap + NOTICED] : [due - 1, due + LATE];
      if (ourGap < least || ourGap > most) {
        differences.push(
          `${name}: run ${index} starts ${ourGap.toFixed(1)} s after the exit, on the kubelet ${theirGap.toFixed(1)} s`,
        );
      }
      if (due !== undefined) slack += LATE;
      differences.push(...compareRun(name, index, ourRun, theirRun, { horizon, slack, period }));
    }
    return differences;
  });
}

function compareRun(
  name: string,
  index: number,
  ours: Run,
  theirs: Run,
  { horizon, slack, period }: { readonly horizon: number; readonly slack: number; readonly period: number },
): string[] {
  const grid = index > 0 ? period : 0;
  if (ours.end === undefined || theirs.end === undefined) {
    const left = horizon - Math.max(ours.end ?? 0, theirs.end ?? 0);
    const one = (ours.end === undefined) !== (theirs.end === undefined);
    return one && left > NOTICED + slack + grid
      ? [`${name}: run ${index} ${ours.end === undefined ? 'does not end' : 'ends'}`]
      : [];
  }
  const differences =
    ours.how === theirs.how ? [] : [`${name}: run ${index} ends with ${ours.how}, on the kubelet with ${theirs.how}`];
  const [a, b] = [theirs.end - theirs.start, ours.end - ours.start];
  if (Math.abs(a - b) > NOTICED + (slack > 0 || index > 0 ? period : 0)) {
    differences.push(`${name}: run ${index} lasts ${b.toFixed(1)} s, on the kubelet ${a.toFixed(1)} s`);
  }
  return differences;
}

function compareEvents(ours: View, theirs: View, upto: number, waited: boolean): string[] {
  return namesOf(ours.events, theirs.events).flatMap((name) => {
    let [a, b] = [theirs, ours].map(({ events }) =>
      (events.get(name) ?? []).filter(({ t }) => t <= upto - (waited ? 0 : NOTICED)).map(({ reason }) => reason),
    ) as [string[], string[]];
    if (waited) {
      const both = Math.min(a.length, b.length) || 2;
      [a, b] = [a.slice(0, both), b.slice(0, both)];
    }
    const share = a.length + b.length === 0 ? 1 : (2 * commonLength(a, b)) / (a.length + b.length);
    if (share >= (waited ? ALIKE : 1)) return [];
    return [`${name || 'Pod'}: events ${b.slice(0, 12).join(' ')}, on the kubelet ${a.slice(0, 12).join(' ')}`];
  });
}

function compareTexts(ours: View, theirs: View): string[] {
  return [...theirs.texts].flatMap(([key, text]) => {
    const own = ours.texts.get(key);
    return own === undefined || own === text ? [] : [`${key} says "${own}", on the kubelet "${text}"`];
  });
}

function compareShown(ours: View, theirs: View, until: number): string[] {
  return [...theirs.shown].flatMap(([what, a]) => {
    const b = ours.shown.get(what) ?? a.slice(0, 1);
    const longest = longestDifference(a, b, until);
    return longest > SHOWN ? [`${what} differs for ${longest.toFixed(1)} s`] : [];
  });
}

function compareGone(ours: View, theirs: View): string[] {
  if (ours.gone === theirs.gone) return [];
  const apart = Math.abs((ours.gone ?? Number.NaN) - (theirs.gone ?? Number.NaN));
  return apart <= 2 ? [] : [`gone at ${ours.gone ?? 'no time'}, on the kubelet at ${theirs.gone ?? 'no time'}`];
}

function namesOf(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort();
}

function valueAt(steps: Steps, t: number): unknown {
  return steps.findLast(([since]) => since <= t)?.[1] ?? steps[0]?.[1];
}

function longestDifference(a: Steps, b: Steps, until: number): number {
  const cuts = [...new Set([0, until, ...[...a, ...b].map(([t]) => t).filter((t) => t < until)])].sort((x, y) => x - y);
  let longest = 0;
  let current = 0;
  for (const [index, cut] of cuts.slice(0, -1).entries()) {
    current = valueAt(a, cut) === valueAt(b, cut) ? 0 : current + (cuts[index + 1] as number) - cut;
    longest = Math.max(longest, current);
  }
  return longest;
}

/** Length of the longest common subsequence. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    for (const [index, y] of b.entries()) {
      next.push(x === y ? (row[index] as number) + 1 : Math.max(next[index] as number, row[index + 1] as number));
    }
    row = next;
  }
  return row[b.length] as number;
}

process.exitCode = main(process.argv.slice(2));
