/** `timeline`: what the kubelet would do with a Pod, as a table, as records, or as a picture. */
import { drawSvg } from '../../../client/preview/picture/render.ts';
import { getCatalog, type Version } from '../catalog/catalog.ts';
import { fileVersion } from '../features/diagnostics.ts';
import { podValue } from '../features/timeline.ts';
import type { Assumptions } from '../lifecycle/assumptions/assumptions.ts';
import { DEFAULT_CLUSTER } from '../lifecycle/assumptions/default-cluster.ts';
import { predict } from '../lifecycle/predict.ts';
import type { ControllerEvent, Timeline } from '../lifecycle/timeline.ts';
import { getObjects, getPod } from '../model/object.ts';
import { isMapping } from '../model/plain.ts';
import { parseFile } from '../yaml/file.ts';
import { toValue } from '../yaml/tree.ts';
import { type Command, type CommandIo, command, readText } from './command.ts';
import { readVersion, UsageError } from './options.ts';
import { asTable } from './timeline/table.ts';

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
