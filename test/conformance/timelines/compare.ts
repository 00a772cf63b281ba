/** Where two timelines differ by more than what the kubelet itself leaves to chance. */
import type { Run, Steps, View } from './view.ts';

/** Seconds: a start or an end is noticed up to a second late, and by a busy machine later still. */
const NOTICED = 1.6;
/** Seconds for which what the API shows may differ. */
const SHOWN = 2.7;
/** Seconds by which a wait may exceed its back-off: the kubelet looks every 10 to 15 s. */
const LATE = 16;
/** Of events after a back-off has begun, the share that must agree: how many fit in is a matter of luck. */
const ALIKE = 0.85;
const BACK_OFFS = [0, 10, 20, 40, 80, 160, 300];

export function differencesBetween(ours: View, theirs: View, period: number): string[] {
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
