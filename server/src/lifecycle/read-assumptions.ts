import { asMapping, asMappings, asNumber, asSequence, asString, isMapping, type PlainMapping } from '../model/plain.ts';
import type {
  Assumptions,
  ContainerAssumption,
  ImageAssumption,
  ListenAssumption,
  NodeAssumption,
  ProbeStep,
  RunAssumption,
} from './assumptions.ts';

/** Reads assumptions of unknown shape, such as a file that somebody is typing: what cannot be meant is left out. */
export function readAssumptions(value: unknown): Assumptions {
  const given = asMapping(value);
  return compact<Assumptions>({
    images: byName(given.images, readImage),
    containers: byName(given.containers, readContainer),
    nodes: Array.isArray(given.nodes) ? (asMappings(given.nodes) as unknown as readonly NodeAssumption[]) : undefined,
    placed: Array.isArray(given.placed) ? given.placed : undefined,
    deleteAt: time(given.deleteAt),
    grace: asNumber(given.grace),
    configMap: asString(given.configMap),
    configMapAt: time(given.configMapAt),
    objects: given.objects === 'all' ? 'all' : byName(given.objects, time),
  });
}

function readImage(value: unknown): ImageAssumption {
  const image = asMapping(value);
  return compact<ImageAssumption>({
    pull: time(image.pull),
    error: asString(image.error),
    failTimes: time(image.failTimes),
    present: flag(image.present),
    size: time(image.size),
    user: asNumber(image.user),
  });
}

function readContainer(value: unknown): ContainerAssumption {
  const container = asMapping(value);
  const term = isMapping(container.term) ? container.term : undefined;
  const bytes = asNumber(asMapping(container.memory).bytes);
  return compact<ContainerAssumption>({
    runs: Array.isArray(container.runs) ? container.runs.map(readRun) : undefined,
    term:
      term &&
      compact({ exitAfter: time(term.exitAfter), exitCode: asNumber(term.exitCode), ignore: flag(term.ignore) }),
    exec: byName(container.exec, readSteps),
    listen: Array.isArray(container.listen) ? asMappings(container.listen).map(readListener) : undefined,
    startError: asString(container.startError),
    createError: asString(container.createError),
    memory: bytes === undefined ? undefined : compact({ bytes, after: time(asMapping(container.memory).after) }),
  });
}

function readRun(value: unknown): RunAssumption {
  const run = asMapping(value);
  return compact<RunAssumption>({
    exitAfter: time(run.exitAfter),
    exitCode: asNumber(run.exitCode),
    reason: asString(run.reason),
    message: asString(run.message),
  });
}

function readListener(listener: PlainMapping): ListenAssumption {
  const { kind } = listener;
  return compact<ListenAssumption>({
    port: asNumber(listener.port) ?? 0,
    kind: kind === 'tcp' || kind === 'grpc' ? kind : 'http',
    path: asString(listener.path),
    steps: readSteps(listener.steps),
  });
}

function readSteps(value: unknown): readonly ProbeStep[] {
  return asSequence(value)
    .map(asMapping)
    .map((step) =>
      compact<ProbeStep>({
        from: time(step.from) ?? 0,
        exit: asNumber(step.exit),
        status: asNumber(step.status),
        serving: flag(step.serving),
        delay: time(step.delay),
        output: asString(step.output),
        closed: flag(step.closed),
        onlyRun: asNumber(step.onlyRun),
      }),
    );
}

/** Seconds, or a count: not below 0. */
function time(value: unknown): number | undefined {
  const number = asNumber(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function byName<V>(value: unknown, read: (entry: unknown) => V | undefined): Readonly<Record<string, V>> | undefined {
  if (!isMapping(value)) return undefined;
  const entries = Object.entries(value).flatMap(([name, entry]) => {
    const known = read(entry);
    return known === undefined ? [] : [[name, known] as const];
  });
  return Object.fromEntries(entries);
}

/** Without the properties that are undefined. */
function compact<T>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
