/**
 * Writes `server/src/catalog/kubernetes.json`: the facts about the Kubernetes API that the catalog looks up.
 *
 * Run it (`npm run catalog`) only to add a Kubernetes version: raise VERSIONS, and the wheel's version and hash in `schemas.ts`.
 * It needs Python's pip, for the wheel whose JSON schemas of all versions are the source.
 *
 * Shape of the output (one definition a line, so that a new version reads well as a diff):
 *
 *     definitions: { "core/v1": { "Probe": { "exec": "ExecAction", "failureThreshold": "int32", … } } }
 *     kinds:       { "apps/v1": { "Deployment": "", … } }
 *
 * A field is written as `TYPE[!] [key=A,B] [since=1.N] [until=1.N]`, or as a list of those, oldest first, when its type
 * or whether it is required changed on the way:
 * - TYPE is a definition's name, `[]TYPE`, `{}TYPE` (a map from strings), or one of SCALARS;
 * - `!` marks a required field;
 * - `key` lists the fields that tell the items of a list apart;
 * - `since` and `until` are the first and the last version that has it, left out at the ends of the covered range.
 * A kind is written as its `since` and `until` alone.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadSchemas, WHEEL } from './schemas.ts';

const VERSIONS = Array.from({ length: 13 }, (_, i) => `1.${25 + i}`);
const OUTPUT = new URL('../server/src/catalog/kubernetes.json', import.meta.url);

/** The kinds that carry a Pod: everything that they refer to is in the catalog. */
const ROOTS = [
  'io.k8s.api.core.v1.Pod',
  'io.k8s.api.core.v1.PodTemplate',
  'io.k8s.api.core.v1.ReplicationController',
  'io.k8s.api.apps.v1.ReplicaSet',
  'io.k8s.api.apps.v1.Deployment',
  'io.k8s.api.apps.v1.StatefulSet',
  'io.k8s.api.apps.v1.DaemonSet',
  'io.k8s.api.batch.v1.Job',
  'io.k8s.api.batch.v1.CronJob',
];

/** Definitions that are one value in YAML, and formats of plain strings and numbers: the catalog's scalar types. */
const SCALARS: Record<string, string> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'integer/int32': 'int32',
  'integer/int64': 'int64',
  'string/byte': 'bytes',
  'string/': 'string',
  'boolean/': 'boolean',
};

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  items?: Schema;
  additionalProperties?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-patch-merge-key'?: string;
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}
type Definitions = Record<string, Schema>;

/** A field in one shape, and the versions that have it in that shape. */
interface Form {
  type: string;
  key: string[];
  versions: string[];
}

function readSchemas(): Map<string, Definitions> {
  const folder = mkdtempSync(join(tmpdir(), 'podwright-catalog-'));
  try {
    const schemas = downloadSchemas(folder);
    const read = (version: string): Definitions =>
      JSON.parse(readFileSync(join(schemas, `v${version}.0-local`, '_definitions.json'), 'utf8')).$defs;
    return new Map(VERSIONS.map((version) => [version, read(version)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const refOf = (schema: Schema): string | undefined => schema.$ref?.slice('#/$defs/'.length);

/** `io.k8s.api.core.v1.Probe` → `{ group: 'core/v1', name: 'Probe' }` */
function split(definition: string): { group: string; name: string } {
  const parts = definition.split('.').slice(-3);
  return { group: `${parts[0]}/${parts[1]}`, name: parts[2] as string };
}

function typeOf(schema: Schema): string {
  const ref = refOf(schema);
  if (ref !== undefined) return SCALARS[ref] ?? split(ref).name;
  const type = [schema.type].flat().find((t) => t !== 'null');
  if (type === 'array' && schema.items) return `[]${typeOf(schema.items)}`;
  if (type === 'object' && schema.additionalProperties) return `{}${typeOf(schema.additionalProperties)}`;
  const scalar = SCALARS[`${type}/${schema.format ?? ''}`];
  if (scalar === undefined) throw new Error(`a type that the catalog does not know: ${JSON.stringify(schema)}`);
  return scalar;
}

function references(schema: Schema): string[] {
  const nested = [schema.items, schema.additionalProperties, ...Object.values(schema.properties ?? {})];
  const own = refOf(schema);
  return [...(own === undefined ? [] : [own]), ...nested.flatMap((s) => (s ? references(s) : []))];
}

function closure(definitions: Definitions): string[] {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name) || name in SCALARS) return;
    const schema = definitions[name];
    if (!schema) throw new Error(`no definition ${name}`);
    seen.add(name);
    references(schema).forEach(visit);
  };
  ROOTS.forEach(visit);
  return [...seen];
}

function keyOf(schema: Schema): string[] {
  const mergeKey = schema.items && schema['x-kubernetes-patch-merge-key'];
  return schema['x-kubernetes-list-map-keys'] ?? (mergeKey ? [mergeKey] : []);
}

/** ` since=… until=…` of a run of versions, each left out where the run reaches the end of the covered range. */
function span(versions: string[]): string {
  const since = versions[0] === VERSIONS[0] ? '' : ` since=${versions[0]}`;
  const until = versions.at(-1) === VERSIONS.at(-1) ? '' : ` until=${versions.at(-1)}`;
  return since + until;
}

function write(form: Form): string {
  return form.type + (form.key.length ? ` key=${form.key}` : '') + span(form.versions);
}

const sorted = <T>(entries: Iterable<[string, T]>): [string, T][] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Every definition's fields, as group → name → field → forms in order of version. */
function collectDefinitions(schemas: Map<string, Definitions>): Map<string, Map<string, Map<string, Form[]>>> {
  const groups = new Map<string, Map<string, Map<string, Form[]>>>();
  const groupOf = new Map<string, string>();
  for (const [version, definitions] of schemas) {
    for (const full of closure(definitions)) {
      const { group, name } = split(full);
      if ((groupOf.get(name) ?? group) !== group) throw new Error(`two definitions are called ${name}`);
      groupOf.set(name, group);
      const inGroup = groups.get(group) ?? new Map<string, Map<string, Form[]>>();
      groups.set(group, inGroup);
      const fields = inGroup.get(name) ?? new Map<string, Form[]>();
      inGroup.set(name, fields);
      const schema = definitions[full] as Schema;
      for (const [fieldName, field] of Object.entries(schema.properties ?? {})) {
        const forms = fields.get(fieldName) ?? [];
        fields.set(fieldName, forms);
        const type = typeOf(field) + (schema.required?.includes(fieldName) ? '!' : '');
        const latest = forms.at(-1);
        const form = latest?.type === type ? latest : { type, key: [], versions: [] };
        if (form !== latest) forms.push(form);
        form.versions.push(version);
        // List keys were always the same but became explicit in the schemas only with time: the newest word counts.
        form.key = keyOf(field);
      }
    }
  }
  return groups;
}

/** Every kind with the versions that serve it, as apiVersion → kind → versions. */
function collectKinds(schemas: Map<string, Definitions>): Map<string, Map<string, string[]>> {
  const kinds = new Map<string, Map<string, string[]>>();
  for (const [version, definitions] of schemas) {
    for (const schema of Object.values(definitions)) {
      const gvks = schema['x-kubernetes-group-version-kind'] ?? [];
      // What belongs to every group (DeleteOptions, WatchEvent, Status) is no object that a manifest could hold.
      const gvk = gvks.length === 1 ? gvks[0] : undefined;
      if (!gvk || gvk.kind === 'Status') continue;
      const apiVersion = gvk.group ? `${gvk.group}/${gvk.version}` : gvk.version;
      const inGroup = kinds.get(apiVersion) ?? new Map<string, string[]>();
      kinds.set(apiVersion, inGroup);
      inGroup.set(gvk.kind, [...(inGroup.get(gvk.kind) ?? []), version]);
    }
  }
  return kinds;
}

/** JSON whose third level stands on one line. */
function layOut(groups: Iterable<[string, [string, unknown][]]>): string {
  return [...groups]
    .map(([group, entries]) => {
      const lines = entries.map(([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
      return `    ${JSON.stringify(group)}: {\n${lines.join(',\n')}\n    }`;
    })
    .join(',\n');
}

const schemas = readSchemas();

const definitions = sorted(collectDefinitions(schemas)).map(([group, named]): [string, [string, unknown][]] => [
  group,
  sorted(named).map(([name, fields]) => [
    name,
    Object.fromEntries(
      sorted(fields).map(([field, forms]) => {
        const written = forms.map(write);
        return [field, written.length === 1 ? written[0] : written];
      }),
    ),
  ]),
]);

const kinds = sorted(collectKinds(schemas)).map(([apiVersion, named]): [string, [string, unknown][]] => [
  apiVersion,
  sorted(named).map(([kind, versions]) => [kind, span(versions).trim()]),
]);

writeFileSync(
  OUTPUT,
  `{
  "source": ${JSON.stringify(WHEEL)},
  "versions": ${JSON.stringify(VERSIONS)},
  "definitions": {
${layOut(definitions)}
  },
  "kinds": {
${layOut(kinds)}
  }
}
`,
);
