/** `timeline`: what the kubelet would do with a Pod, as a table, as records, or as a picture. */
import { drawSvg } from '../../../client/preview/picture/render.ts';
import { getCatalog, type Version } from '../catalog/catalog.ts';
import { fileVersion } from '../features/diagnostics.ts';
import { podValue } from '../features/timeline.ts';
import type { Assumptions } from '../lifecycle/assumptions/assumptions.ts';
import { DEFAULT_CLUSTER } from '../lifecycle/assumptions/default-cluster.ts';
import { humanDuration } from '../lifecycle/durations.ts';
import { getPodLine } from '../lifecycle/kubectl.ts';
import { predict } from '../lifecycle/predict.ts';
import type { PodEvent } from '../lifecycle/steps.ts';
import type { ControllerEvent, CronJobCourse, JobCourse, Timeline } from '../lifecycle/timeline.ts';
import { getObjects, getPod } from '../model/object.ts';
import { isMapping } from '../model/plain.ts';
import { parseFile } from '../yaml/file.ts';
import { toValue } from '../yaml/tree.ts';
import { printable } from './check/formats/text.ts';
import { type Command, type CommandIo, command, readText } from './command.ts';
import { readVersion, UsageError } from './options.ts';

const FORMATS: Readonly<Record<string, Format>> = {
  table: asTable,
  jsonl: asLines,
  svg: (timeline) => drawSvg(timeline),
};

interface Options {
  readonly file: string;
  readonly assume: string | undefined;
  readonly until: number;
  readonly version: Version;
  readonly isStatic: boolean;
}

export const timelineCommand: Command = command(
  {
    usage: 'timeline [OPTION…] FILE',
    about: 'What the kubelet would do with the first Pod or Pod template of a manifest; "-" is standard input.',
    options: {
      assume: { value: 'FILE', help: 'what processes, images and nodes do, as JSON; else what the manifest suggests' },
      until: { value: 'SECONDS', help: 'how long to look (600)' },
      kubernetes: { value: 'VERSION', help: `whose behaviour to follow (${getCatalog().newest})` },
      static: { help: 'a static Pod, from the manifest folder of a kubelet' },
      format: {
        value: 'FORMAT',
        choices: Object.keys(FORMATS),
        help: 'as kubectl shows it, a record a line, a picture',
      },
      watch: { help: 'show it anew whenever FILE or the assumptions change, until Ctrl+C' },
    },
  },
  async (values, [file, ...others], io) => {
    if (file === undefined || others.length > 0) throw new UsageError('name one file, or "-"');
    const until = Number(values.until || 600);
    if (!(until >= 0)) throw new UsageError(`--until takes seconds, not ${values.until}`);
    const format = FORMATS[values.format ?? 'table'] ?? asTable;
    const version = readVersion(values.kubernetes) ?? getCatalog().newest;
    const options: Options = { file, assume: values.assume, until, version, isStatic: values.static };
    if (values.watch) return watch(options, format, io);
    await show(options, format, io);
    return 0;
  },
);

type Format = (timeline: Timeline) => string;

async function show(options: Options, format: Format, io: CommandIo): Promise<void> {
  const timeline = await predictFile(options, io);
  io.out(format(timeline));
  if (timeline.stopped !== undefined) io.err(`${timeline.stopped}\n`);
}

/** Clears the screen of a terminal, and what has scrolled out of it. */
const CLEAR = '\x1b[2J\x1b[3J\x1b[H';

/** Shows it, and again after every change; what cannot be read is told, and does not end it. */
async function watch(options: Options, format: Format, io: CommandIo): Promise<number> {
  const files = [options.file, ...(options.assume === undefined ? [] : [options.assume])];
  if (files.includes('-')) throw new UsageError('--watch needs files: standard input does not change');
  const draw = (): Promise<void> =>
    show(options, format, io).catch((error: Error) => io.err(`podwright: ${error.message}\n`));
  // What changes while the first is drawn counts, too.
  const changes = io.changes(files);
  const isTerminal = io.columns.out !== undefined;
  if (isTerminal) io.out(CLEAR);
  await draw();
  for await (const _ of changes) {
    io.out(isTerminal ? CLEAR : '\n');
    await draw();
  }
  return 0;
}

async function predictFile({ file, assume, until, version, isStatic }: Options, io: CommandIo): Promise<Timeline> {
  const parsed = parseFile(await readFrom(io, file));
  const problem = parsed.documents.find(({ document }) => document.problems.length > 0)?.document.problems[0];
  const pods = parsed.documents
    .flatMap(({ document }) => getObjects(document))
    .flatMap((object) => getPod(object) ?? []);
  const [pod] = pods;
  if (!pod) throw new Error(`${file}: ${problem ? `is not valid YAML: ${problem.message}` : 'holds no Pod'}`);
  return predict(podValue(pod), {
    assumptions: assume === undefined ? DEFAULT_CLUSTER : await readAssumptions(io, assume),
    until,
    kubernetes: fileVersion(parsed, version),
    static: isStatic,
    owner: toValue(pod.object.node),
    now: io.now(),
  });
}

async function readAssumptions(io: CommandIo, file: string): Promise<Assumptions> {
  const text = await readFrom(io, file);
  try {
    const value: unknown = JSON.parse(text);
    if (isMapping(value)) return value;
  } catch {
    // Said below.
  }
  throw new Error(`${file}: is not a JSON object`);
}

async function readFrom(io: CommandIo, file: string): Promise<string> {
  return readText(io, file).catch((error: Error) => {
    throw new Error(`${file}: ${error.message}`);
  });
}

/** The Pod's line as `kubectl get pod` prints it at the end, then its events as `kubectl describe` does. */
function asTable(timeline: Timeline): string {
  const line = getPodLine(timeline, timeline.until);
  const pod = line
    ? columns([
        ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
        [timeline.pod.name, line.ready, line.status, line.restarts, line.age],
      ])
    : `${printable(timeline.pod.name)} is gone.\n`;
  const events = seriesOf(timeline).map(({ first, last, count }) => [
    `  ${last.type}`,
    last.reason,
    ageOf(timeline.until, first.t, last.t, count),
    last.from,
    last.combined ? `(combined from similar events): ${last.message}` : last.message,
  ]);
  const head = [
    ['  Type', 'Reason', 'Age', 'From', 'Message'],
    ['  ----', '------', '----', '----', '-------'],
  ];
  return `${pod}\nEvents:\n${columns([...head, ...events])}${timeline.job ? jobTable(timeline.job) : ''}${timeline.cronJob ? cronJobTable(timeline.cronJob) : ''}`;
}

/** One record a line, in order of time: the Pod's steps, and the Events about the Job and the CronJob that make it. */
function asLines({ steps, job, cronJob }: Timeline): string {
  const told = (about: string, events: readonly ControllerEvent[] = []) =>
    events.map(({ t, ...event }) => ({ t, kind: 'event', about, ...event }));
  const records = [...told('CronJob', cronJob?.events), ...told('Job', job?.events), ...steps];
  return records
    .sort((a, b) => a.t - b.t)
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('');
}

/** The Job's Pods in the order of their creation, and its Events. */
function jobTable({ pods, events, end, deleted, isCut }: JobCourse): string {
  const isIndexed = pods.some(({ completionIndex }) => completionIndex !== undefined);
  const head = ['  Pod', ...(isIndexed ? ['Index'] : []), 'Created', 'Ended', 'Phase', 'Restarts', 'Exit codes'];
  const rows = pods.map(({ name, completionIndex, created, ended, phase = '', restarts, exitCodes }) => [
    `  ${name}`,
    ...(isIndexed ? [String(completionIndex)] : []),
    seconds(created),
    seconds(ended),
    phase,
    String(restarts),
    Object.values(exitCodes).join(', '),
  ]);
  const state = end === undefined ? 'not finished' : `${end.type} at ${end.t}s (${printable(end.message)})`;
  const gone = deleted === undefined ? '' : `, deleted at ${deleted.t}s`;
  const cut = isCut ? `  … only the first ${pods.length} Pods are followed\n` : '';
  return `\nJob: ${state}${gone}\n${columns([head, ...rows])}${cut}\n${eventTable(events)}`;
}

/** When the CronJob is due, its Jobs, and its Events. */
function cronJobTable({ start, jobs, events, next }: CronJobCourse): string {
  const head = ['  Job', 'Due', 'Created', 'Ended', 'Condition', 'Deleted'];
  const rows = jobs.map(({ name, due, created, ended, type = '', deleted }) => [
    `  ${name}`,
    seconds(due),
    seconds(created),
    seconds(ended),
    type,
    seconds(deleted),
  ]);
  const times = next.map((time) => time.replace('.000Z', 'Z')).join(', ');
  const state = jobs.length === 0 ? 'suspended' : `0s is ${start.replace('.000Z', 'Z')}`;
  const later = times === '' ? '' : `; due again at ${times}`;
  return `\nCronJob: ${state}${later}\n${jobs.length === 0 ? '' : `${columns([head, ...rows])}\n${eventTable(events)}`}`;
}

const seconds = (t: number | undefined): string => (t === undefined ? '' : `${t}s`);

function eventTable(events: readonly ControllerEvent[]): string {
  const rows = events.map(({ t, type, reason, from, message }) => [`  ${t}s`, type, reason, from, message]);
  return columns([['  Time', 'Type', 'Reason', 'From', 'Message'], ...rows]);
}

interface Series {
  readonly first: PodEvent;
  readonly last: PodEvent;
  readonly count: number;
}

/** Events that say the same are one, counted, in the order of their last occurrence. */
function seriesOf({ steps }: Timeline): Series[] {
  const series = new Map<string, Series>();
  for (const step of steps) {
    if (step.kind !== 'event' || step.dropped) continue;
    const which = step.combined ? [] : [step.container, step.message];
    const key = JSON.stringify([step.type, step.reason, ...which]);
    const known = series.get(key);
    series.delete(key);
    series.set(key, { first: known?.first ?? step, last: step, count: (known?.count ?? 0) + 1 });
  }
  return [...series.values()];
}

function ageOf(now: number, first: number, last: number, count: number): string {
  const age = humanDuration(1000 * (now - last));
  return count > 1 ? `${age} (x${count} over ${humanDuration(1000 * (now - first))})` : age;
}

/** Rows as kubectl prints them: columns as wide as their widest cell and three spaces. */
function columns(given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map(printable));
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
      .join('')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
