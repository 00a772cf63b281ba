/** Changes of a manifest as a careless, hurried or hostile author would make them, along the types of the catalog. */
import { getCatalog, type Type, type Version } from '../../server/src/catalog/catalog.ts';
import { ENUMERATIONS } from '../../server/src/catalog/enumerations.ts';
import type { Manifest } from './manifests.ts';
import type { Random } from './random.ts';

/** A value in a manifest, with the type that its field has. */
interface Place {
  readonly value: unknown;
  readonly type: Type | undefined;
  /** `Container.image`: the field, also for the items of a list of that field. */
  readonly field: string;
  readonly path: string;
  readonly parent: Record<string | number, unknown>;
  readonly key: string | number;
}

/** What the mutations of one run draw from. */
export interface Source {
  readonly random: Random;
  readonly version: Version;
  /** Accepted or not, parts of these are grafted into each other. */
  readonly manifests: readonly Manifest[];
}

/** Changes the manifest in place once; says how, or nothing when the dice fell on what cannot be done. */
export function mutate(manifest: Manifest, source: Source): string {
  const places = placesOf(manifest, source.version);
  return places.length === 0 ? '' : source.random.pick(MUTATIONS)(manifest, places, source);
}

type Mutation = (manifest: Manifest, places: readonly Place[], source: Source) => string;

const remove: Mutation = (_, places, { random }) => {
  const { parent, key, path } = random.pick(places);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return `remove ${path}`;
};

const strange: Mutation = (_, places, { random }) => {
  const { parent, key, path } = random.pick(places);
  parent[key] = structuredClone(random.pick(STRANGE));
  return `set ${path} to ${shown(parent[key])}`;
};

const scalar: Mutation = (_, places, { random }) => {
  const scalars = places.filter(({ value }) => typeof value !== 'object' || value === null);
  if (scalars.length === 0) return '';
  const { parent, key, path, value } = random.pick(scalars);
  parent[key] = random.pick(typeof value === 'number' ? NEAR_NUMBERS : NEAR_TEXTS)(String(value), random);
  return `set ${path} from ${shown(value)} to ${shown(parent[key])}`;
};

const otherType: Mutation = (_, places, { random }) => {
  const { parent, key, path, value } = random.pick(places);
  const others: unknown[] = [[value], { name: value }, null, Array.isArray(value) ? value[0] : [], {}];
  if (typeof value === 'string') others.push(Number(value), value === 'true');
  else others.push(String(value), JSON.stringify(value));
  parent[key] = structuredClone(random.pick(others)) ?? null;
  return `retype ${path} to ${shown(parent[key])}`;
};

const repeat: Mutation = (_, places, { random }) => {
  const items = places.filter(({ parent }) => Array.isArray(parent));
  if (items.length === 0) return '';
  const { parent, path, value } = random.pick(items);
  (parent as unknown as unknown[]).push(structuredClone(value));
  return `repeat ${path}`;
};

const misspell: Mutation = (_, places, { random }) => {
  const named = places.filter(({ parent }) => !Array.isArray(parent));
  if (named.length === 0) return '';
  const { parent, key, path, value } = random.pick(named);
  delete parent[key];
  const name = random.pick(NEAR_TEXTS)(String(key), random);
  parent[name] = value;
  return `rename ${path} to ${shown(name)}`;
};

const move: Mutation = (_, places, { random }) => {
  const from = random.pick(places);
  const to = random.pick(places).parent;
  if (Array.isArray(from.parent) || Array.isArray(to) || isWithin(to, from.value)) return '';
  delete from.parent[from.key];
  to[from.key] = from.value;
  return `move ${from.path}`;
};

const swap: Mutation = (_, places, { random }) => {
  const a = random.pick(places);
  const alike = places.filter(({ type, value }) => {
    return JSON.stringify(type) === JSON.stringify(a.type) && !isWithin(a.parent, value) && !isWithin(value, a.value);
  });
  if (alike.length === 0) return '';
  const b = random.pick(alike);
  a.parent[a.key] = structuredClone(b.value);
  b.parent[b.key] = structuredClone(a.value);
  return `swap ${a.path} and ${b.path}`;
};

const add: Mutation = (_, places, source) => {
  const { random, version } = source;
  const objects = places.filter(({ type, value }) => type?.kind === 'object' && isRecord(value));
  if (objects.length === 0) return '';
  const { type, value, path } = random.pick(objects);
  if (type?.kind !== 'object') return '';
  const fields = getCatalog().fields(type.definition, version);
  if (fields.length === 0) return '';
  const field = random.pick(fields);
  if (['managedFields', 'status'].includes(field.name)) return '';
  const key = `${type.definition}.${field.name}`;
  (value as Manifest)[field.name] = invent(field.type, key, source, random.below(3));
  return `add ${path}.${field.name}`;
};

/** What stands in that field elsewhere. */
const graft: Mutation = (_, places, { random, manifests, version }) => {
  const { parent, key, path, field } = random.pick(places);
  const others = placesOf(random.pick(manifests), version).filter((other) => other.field === field);
  if (others.length === 0) return '';
  parent[key] = structuredClone(random.pick(others).value);
  return `graft ${path}`;
};

/** The Pod or template of a manifest in an object of another kind. */
const rewrap: Mutation = (manifest, _, { random }) => {
  const { podKinds } = getCatalog();
  const old = podKinds.find(({ kind }) => kind === manifest.kind);
  if (!old) return '';
  let pod: unknown = manifest;
  for (const name of old.podPath) pod = isRecord(pod) ? pod[name] : undefined;
  if (!isRecord(pod)) return '';
  const { apiVersion, kind, podPath } = random.pick(podKinds);
  const template: Manifest = { metadata: pod.metadata ?? { labels: { app: 'web' } }, spec: pod.spec };
  if (podPath.length > 0 && isRecord(template.metadata) && !random.oneIn(8))
    template.metadata.labels ??= { app: 'web' };
  const labels = isRecord(template.metadata) ? template.metadata.labels : undefined;
  if (podPath.length > 0 && isRecord(template.spec) && !random.oneIn(8))
    template.spec.restartPolicy = apiVersion === 'batch/v1' ? random.pick(['Never', 'OnFailure']) : 'Always';
  for (const key of Object.keys(manifest)) delete manifest[key];
  Object.assign(manifest, { apiVersion, kind, metadata: { name: 'web' } });
  if (podPath.length === 0) manifest.metadata = { ...(template.metadata as object), name: 'web' };
  let at: Manifest = manifest;
  for (const name of podPath) {
    at[name] = {};
    at = at[name] as Manifest;
  }
  Object.assign(at, podPath.length === 0 ? { spec: template.spec } : template);
  const spec = manifest.spec as Manifest;
  if (apiVersion === 'apps/v1' && labels) spec.selector = { matchLabels: structuredClone(labels) };
  if (kind === 'StatefulSet' && random.oneIn(2)) spec.serviceName = 'web';
  if (kind === 'CronJob') spec.schedule = random.pick(['* * * * *', '@daily', '0 0 31 2 *', '*/5 * * * 1-5']);
  return `rewrap as ${kind}`;
};

const retitle: Mutation = (manifest, _, { random }) => {
  const catalog = getCatalog();
  const key = random.pick(['apiVersion', 'kind'] as const);
  manifest[key] =
    key === 'kind'
      ? random.pick(['pod', 'Pods', ...catalog.podKinds.map(({ kind }) => kind)])
      : random.pick(['v1', 'apps/v1', 'apps/v1beta1', 'extensions/v1beta1', 'batch/v1', 'batch/v1beta1', 'v2']);
  return `${key} ${manifest[key]}`;
};

/** The commoner a kind of mistake, or the more it finds, the more often it stands here. */
const MUTATIONS: readonly Mutation[] = [
  ...[add, add, add, add, add, add],
  ...[scalar, scalar, scalar],
  ...[graft, graft, graft],
  ...[remove, remove],
  ...[strange, strange],
  ...[rewrap, rewrap],
  ...[repeat, otherType, misspell, move, swap, retitle],
];

const STRANGE: readonly unknown[] = [
  ...[
    '',
    ' ',
    'UPPER',
    'a b',
    'a/b',
    'a_b',
    '-a',
    'a-',
    'a.b',
    'a..b',
    '../x',
    '/x',
    '/x/../y',
    '/x:y',
    'a:b',
    '*',
    '~',
  ],
  ...['x'.repeat(63), 'x'.repeat(64), 'x'.repeat(253), 'x'.repeat(254), 'x/'.repeat(40), 'a.'.repeat(120)],
  ...[
    'é',
    '名',
    '😀',
    '\u200b',
    'a\nb',
    '\t',
    'null',
    'true',
    'yes',
    '0x10',
    '1e3',
    '1_000',
    '0777',
    '.inf',
    '12:30:00',
  ],
  ...['1Gi', '500m', '-1', '0', '0.5', '1k', '1K', '100u', '1e-3', '1E', '9223372036854775807', '10%', '150%', '8080'],
  ...[
    '10.0.0.1',
    '::1',
    '256.1.1.1',
    'fe80::1%eth0',
    'kubernetes.io/x',
    'example.com/x',
    'http',
    '$(A)',
    '$(A',
    '2020-01-01T00:00:00Z',
  ],
  ...[-1, 0, 1, 2, 300, 65535, 65536, 100000, 2147483647, 2147483648, -2147483649, 1e15, 1.5, 1e100],
  ...[true, false, null],
  ...[[], {}, [null], [''], { '': '' }, { a: null }],
];

type Near = (text: string, random: Random) => unknown;

const NEAR_NUMBERS: readonly Near[] = [
  (text) => Number(text) + 1,
  (text) => Number(text) - 1,
  (text) => -Number(text),
  (text) => Number(text) * 1000,
  (text) => Number(text) / 2,
  (text) => text,
  () => 0,
];

const NEAR_TEXTS: readonly ((text: string, random: Random) => string)[] = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`,
  (text) => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`,
  (text) => `${text}s`,
  (text) => text.slice(0, -1),
  (text) => text.slice(1),
  (text) => `${text} `,
  (text) => ` ${text}`,
  (text) => text.repeat(30),
  (text) => `${text}-${'x'.repeat(60)}`,
  (text, random) =>
    insertAt(text, random, random.pick(['-', '_', '.', '/', ':', ' ', '*', '@', 'é', '%', '"', "'", '#', '\\'])),
  (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at + 1);
  },
];

function insertAt(text: string, random: Random, what: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + what + text.slice(at);
}

/** A value of that type, mostly of a kind that its field may have. */
function invent(type: Type, field: string, source: Source, depth: number): unknown {
  const { random, version } = source;
  switch (type.kind) {
    case 'list':
      return Array.from({ length: random.below(3) }, () => invent(type.of, field, source, depth + 1));
    case 'map':
      return Object.fromEntries(
        Array.from({ length: random.below(3) }, () => [random.pick(KEYS), invent(type.of, field, source, depth + 1)]),
      );
    case 'object': {
      const made: Manifest = {};
      const fields = getCatalog().fields(type.definition, version);
      for (const { name, type: of, required } of fields)
        if (depth < 5 && (required ? !random.oneIn(8) : random.below(fields.length) < 2))
          made[name] = invent(of, `${type.definition}.${name}`, source, depth + 1);
      return made;
    }
    default:
      return inventScalar(type.kind, field, random);
  }
}

function inventScalar(kind: string, field: string, random: Random): unknown {
  if (random.oneIn(5)) return structuredClone(random.pick(STRANGE));
  const choices = ENUMERATIONS[field];
  if (choices && !random.oneIn(5)) return random.pick(choices).value;
  switch (kind) {
    case 'boolean':
      return random.oneIn(2);
    case 'int32':
    case 'int64':
      return random.pick([-1, 0, 1, 2, 30, 80, 1000, 65535, 65536, 100001]);
    case 'quantity':
      return random.pick(['1', '500m', '1Gi', '-1', '0', '2Gi', '100u', 3, 0.5]);
    case 'intOrString':
      return random.pick([80, 'http', '50%', 0, '8080', '150%', '%', -1]);
    default:
      return random.pick(TEXTS);
  }
}

const KEYS = [
  ...['a', 'app', 'B B', 'example.com/x', 'kubernetes.io/os', 'job-name'],
  ...['cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi', 'storage', 'nvidia.com/gpu'],
];

const TEXTS = [
  ...[
    'a',
    'web',
    'data',
    'app',
    'nginx',
    '/data',
    '/',
    'a.b/c',
    'Always',
    'ALL',
    'v1',
    'Pod',
    '*',
    'Etc/UTC',
    '@daily',
  ],
  ...['metadata.name', "metadata.labels['app']", 'spec.nodeName', 'limits.cpu', 'requests.memory', '10.1.2.3', '::1'],
  ...['example.com/a', 'kubernetes.io/hostname', 'kernel.shm_rmid_forced', 'ReadWriteOnce', 'localhost/x', '2'],
];

/** Every value below the root, but what says which object it is, and its status. */
function placesOf(manifest: Manifest, version: Version): Place[] {
  const catalog = getCatalog();
  const places: Place[] = [];
  const visit = (value: unknown, type: Type | undefined, field: string, path: string) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (path === '' && ['apiVersion', 'kind', 'status'].includes(key)) continue;
      const at = Array.isArray(value) ? Number(key) : key;
      const below = type && catalog.fieldType(type, at, version);
      const name = type?.kind === 'object' ? `${type.definition}.${key}` : field;
      const full = typeof at === 'number' ? `${path}[${at}]` : path ? `${path}.${key}` : key;
      places.push({ value: child, type: below, field: name, path: full, parent: value as Manifest, key: at });
      visit(child, below, name, full);
    }
  };
  const known = catalog.kind(String(manifest.apiVersion), String(manifest.kind))?.definition;
  visit(manifest, known === undefined ? undefined : { kind: 'object', definition: known }, '', '');
  return places;
}

function isRecord(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWithin(inner: unknown, outer: unknown): boolean {
  if (inner === outer) return true;
  return typeof outer === 'object' && outer !== null && Object.values(outer).some((child) => isWithin(inner, child));
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 40) ?? 'nothing';
}
