/** `timeline`: what the kubelet would do with a Pod, as a table, as records, or as a picture. */
import { parseArgs } from 'node:util';
import { drawSvg } from '../../../client/preview/picture/render.ts';
import { getCatalog, type Version } from '../catalog/catalog.ts';
import { fileVersion } from '../features/diagnostics.ts';
import { podValue } from '../features/timeline.ts';
import { type Assumptions, DEFAULT_CLUSTER } from '../lifecycle/assumptions.ts';
import { humanDuration } from '../lifecycle/durations.ts';
import { getPodLine } from '../lifecycle/kubectl.ts';
import { predict } from '../lifecycle/predict.ts';
import type { PodEvent, Timeline } from '../lifecycle/timeline.ts';
import { getObjects, getPod } from '../model/object.ts';
import { isMapping } from '../model/plain.ts';
import { parseFile } from '../yaml/file.ts';
import { type CommandIo, readText } from './command.ts';

const USAGE = `usage: podwright timeline [OPTIONS] FILE        the first Pod or Pod template of a manifest; "-" is standard input
  --assume FILE         what processes, images and nodes do, as JSON; without it, what the manifest suggests
  --until SECONDS       how long to look (600)
  --kubernetes VERSION  whose behaviour to follow (${getCatalog().newest})
  --static              a static Pod, from the kubelet's manifest folder
  --format FORMAT       table (as kubectl shows it), jsonl (one record a line) or svg
`;

const FORMATS: Readonly<Record<string, (timeline: Timeline) => string>> = {
  table: asTable,
  jsonl: ({ steps }) => steps.map((step) => `${JSON.stringify(step)}\n`).join(''),
  svg: (timeline) => drawSvg(timeline),
};

interface Options {
  readonly file: string;
  readonly assume: string | undefined;
  readonly until: number;
  readonly version: Version;
  readonly isStatic: boolean;
  readonly format: (timeline: Timeline) => string;
}

/** @param args what follows `timeline` on the command line */
export async function timelineCommand(args: readonly string[], io: CommandIo): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.out(USAGE);
    return 0;
  }
  try {
    const options = readOptions(args);
    const timeline = await predictFile(options, io);
    io.out(options.format(timeline));
    if (timeline.stopped !== undefined) io.err(`${timeline.stopped}\n`);
    return 0;
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

/** Throws, with a message for people, what cannot be understood. */
function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      assume: { type: 'string' },
      until: { type: 'string', default: '600' },
      kubernetes: { type: 'string', default: getCatalog().newest },
      static: { type: 'boolean', default: false },
      format: { type: 'string', default: 'table' },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error(USAGE.trimEnd());
  const until = Number(values.until);
  if (!(until >= 0)) throw new Error(`--until takes seconds, not ${values.until}`);
  const version = getCatalog().versions.find((known) => known === values.kubernetes);
  if (version === undefined) throw new Error(`Kubernetes ${values.kubernetes} is not known`);
  const format = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
  if (format === undefined)
    throw new Error(`there is no format ${values.format}: ${Object.keys(FORMATS).join(', ')} are`);
  return { file, assume: values.assume, until, version, isStatic: values.static, format };
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
    : `${timeline.pod.name} is gone.\n`;
  const events = seriesOf(timeline).map(({ first, last, count }) => [
    `  ${last.type}`,
    last.reason,
    ageOf(timeline.until, first.t, last.t, count),
    last.from,
    last.message,
  ]);
  const head = [
    ['  Type', 'Reason', 'Age', 'From', 'Message'],
    ['  ----', '------', '----', '----', '-------'],
  ];
  return `${pod}\nEvents:\n${columns([...head, ...events])}`;
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
    if (step.kind !== 'event') continue;
    const key = JSON.stringify([step.type, step.reason, step.container, step.message]);
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
function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
      .join('')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
