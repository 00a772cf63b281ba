/** Assumptions as they come from storage or over the wire: what is legal is kept, the rest is dropped. */
import type {
  Assumptions,
  ContainerAssumption,
  ImageAssumption,
  ListenAssumption,
  NodeAssumption,
  ProbeStep,
  RunAssumption,
} from '../../server/src/lifecycle/assumptions.ts';

type Read<T> = (value: unknown) => T | undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const number: Read<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
const integer: Read<number> = (value) => (Number.isInteger(value) ? number(value) : undefined);
const string: Read<string> = (value) => (typeof value === 'string' ? value : undefined);
const boolean: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
const anything: Read<unknown> = (value) => value;

const list =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (value) =>
    Array.isArray(value) ? value.map(read).filter((item) => item !== undefined) : undefined;

const record =
  <T>(read: Read<T>): Read<Readonly<Record<string, T>>> =>
  (value) => {
    if (!isObject(value)) return undefined;
    const entries = Object.entries(value).flatMap(([name, item]): [string, T][] => {
      const kept = read(item);
      return kept === undefined ? [] : [[name, kept]];
    });
    return Object.fromEntries(entries);
  };

/** An object of optional fields, plus those that it cannot be without. */
const fields =
  <T>(readers: { readonly [K in keyof T]-?: Read<NonNullable<T[K]>> }, required: readonly (keyof T)[] = []): Read<T> =>
  (value) => {
    if (!isObject(value)) return undefined;
    const kept: Record<string, unknown> = {};
    for (const [name, read] of Object.entries<Read<unknown>>(readers)) {
      const item = read(value[name]);
      if (item !== undefined) kept[name] = item;
    }
    return required.every((name) => (name as string) in kept) ? (kept as T) : undefined;
  };

const run = fields<RunAssumption>({ exitAfter: number, exitCode: integer, reason: string, message: string });
const step = fields<ProbeStep>(
  {
    from: number,
    exit: integer,
    status: integer,
    serving: boolean,
    delay: number,
    output: string,
    closed: boolean,
    onlyRun: integer,
  },
  ['from'],
);
const kind: Read<'http' | 'tcp' | 'grpc'> = (value) =>
  value === 'http' || value === 'tcp' || value === 'grpc' ? value : undefined;
const listen = fields<ListenAssumption>({ port: integer, kind, path: string, steps: list(step) }, [
  'port',
  'kind',
  'steps',
]);
const container = fields<ContainerAssumption>({
  runs: list(run),
  term: fields<NonNullable<ContainerAssumption['term']>>({ exitAfter: number, exitCode: integer, ignore: boolean }),
  exec: record(list(step)),
  listen: list(listen),
  startError: string,
  createError: string,
  memory: fields<NonNullable<ContainerAssumption['memory']>>({ bytes: number, after: number }, ['bytes']),
});
const image = fields<ImageAssumption>({
  pull: number,
  error: string,
  failTimes: integer,
  present: boolean,
  size: number,
  user: integer,
});
const quantity: Read<string | number> = (value) => string(value) ?? number(value);
const taint = fields<{ readonly key: string; readonly value?: string; readonly effect: string }>(
  { key: string, value: string, effect: string },
  ['key', 'effect'],
);
const node = fields<NodeAssumption>(
  { name: string, labels: record(string), taints: list(taint), allocatable: record(quantity), unschedulable: boolean },
  ['name'],
);
const assumptions = fields<Assumptions>({
  images: record(image),
  containers: record(container),
  nodes: list(node),
  placed: list(anything),
  deleteAt: number,
  grace: number,
  configMap: string,
  configMapAt: number,
  objects: (value) => (value === 'all' ? value : record(number)(value)),
});

/** Reads assumptions from any value; what is not legal is left out. */
export const readAssumptions = (value: unknown): Assumptions => assumptions(value) ?? {};
