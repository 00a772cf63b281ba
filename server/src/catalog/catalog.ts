/**
 * Lookups over the generated facts of the Kubernetes API (`kubernetes.json`, written by `scripts/catalog.ts`, which
 * explains its notation). What schemas do not say (enumerations, defaults, units) is in `knowledge.ts`; the fields'
 * documentation is in `docs.ts`.
 */
import data from './kubernetes.json' with { type: 'json' };

/** A Kubernetes minor version, such as `1.34`. */
export type Version = `${number}.${number}`;

/**
 * What a value may be. A scalar's kind is named as Kubernetes names it: `quantity` (`500m`), `intOrString` (a port, a
 * percentage), `time` (RFC 3339), `bytes` (base64), `any` (a free object).
 */
export type Type =
  | { readonly kind: 'object'; readonly definition: string }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'map'; readonly of: Type }
  | { readonly kind: Scalar };

const SCALARS = ['string', 'int32', 'int64', 'boolean', 'quantity', 'intOrString', 'time', 'bytes', 'any'] as const;
export type Scalar = (typeof SCALARS)[number];

/** When Kubernetes has something: from `since` on, and to `until` inclusive. */
export interface Span {
  /** The first version that has it, in whatever form; absent when that is older than the catalog. */
  readonly since?: Version;
  /** The last version that has it, in whatever form; absent when the newest still does. */
  readonly until?: Version;
}

export interface Field extends Span {
  readonly name: string;
  /** With its definition, such as `Container.resources`: the key of our own tables. */
  readonly id: string;
  readonly type: Type;
  /** Whether the schema demands it; whether the API server does is a matter of the rules. */
  readonly required: boolean;
  /** For a list of objects: the fields that tell its items apart, such as `containerPort` and `protocol`. */
  readonly listMapKeys: readonly string[];
}

export interface Definition {
  /** Unique without its group, such as `Probe`. */
  readonly name: string;
  /** API group and version, such as `core/v1`, `apps/v1`, `meta/v1`. */
  readonly group: string;
  /** Every field that any version has, in its newest form, in alphabetical order. */
  readonly fields: ReadonlyMap<string, Field>;
}

export interface Kind extends Span {
  /** As a manifest writes it: `v1`, `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** The kind's own definition, when the catalog holds it: exactly for the kinds that carry a Pod. */
  readonly definition?: string;
}

/** A kind that carries a Pod, and the path of fields from its root to the object that holds `metadata` and `spec` of it. */
export interface PodKind extends Kind {
  readonly definition: string;
  readonly podPath: readonly string[];
}

export interface Catalog {
  /** Every version that the catalog covers, oldest first. */
  readonly versions: readonly Version[];
  readonly newest: Version;
  /** The nine kinds that carry a Pod, the Pod itself first. Every version serves all of them. */
  readonly podKinds: readonly PodKind[];
  /** Names of all definitions, in alphabetical order within their group. */
  readonly definitionNames: readonly string[];
  definition(name: string): Definition | undefined;
  /** The field in the form that `version` has; undefined when that version has no such field. */
  field(definition: string, name: string, version: Version): Field | undefined;
  /** The fields that `version` has, in the form that it has them in, in alphabetical order. */
  fields(definition: string, version: Version): readonly Field[];
  /**
   * One step down a YAML tree: the type of what stands under `key` in a value of `type`; for lists any key will do.
   * Undefined when `version` knows no such key, or when the value is a scalar.
   */
  fieldType(type: Type, key: string | number, version: Version): Type | undefined;
  /** The kind in any version; ask `has` whether a certain version serves it. */
  kind(apiVersion: string, kind: string): Kind | undefined;
  /** All kinds that a version serves. */
  kinds(version: Version): readonly Kind[];
  /** Every apiVersion that serves or served a kind of this name. */
  kindsNamed(kind: string): readonly Kind[];
}

/** Negative, zero or positive, as for `sort`: `1.9` comes before `1.25`. */
export function compareVersions(a: Version, b: Version): number {
  return a === b ? 0 : rankOf(a) - rankOf(b);
}

/** Every field of every document is asked for its versions: the few that there are are read once. */
const ranks = new Map<Version, number>();

function rankOf(version: Version): number {
  let rank = ranks.get(version);
  if (rank === undefined) {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    rank = major * 10_000 + minor;
    ranks.set(version, rank);
  }
  return rank;
}

/** Whether a version has the field, the kind, or whatever else says `since` and `until`. */
export function has({ since, until }: Span, version: Version): boolean {
  return !(since && compareVersions(version, since) < 0) && !(until && compareVersions(until, version) < 0);
}

let catalog: Catalog | undefined;

/** The catalog; built on first use and the same ever after. */
export function getCatalog(): Catalog {
  catalog ??= createCatalog(data as unknown as CatalogData);
  return catalog;
}

/** The notation of `kubernetes.json`; see `scripts/catalog.ts`. */
interface CatalogData {
  readonly versions: readonly Version[];
  readonly definitions: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string | string[]>>>>>>;
  readonly kinds: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface ParsedDefinition {
  readonly definition: Definition;
  /** By field name, in alphabetical order: its forms, oldest first. */
  readonly forms: ReadonlyMap<string, readonly Form[]>;
}

/** A field as the versions of a span have it. */
interface Form {
  readonly field: Field;
  readonly span: Span;
}

const POD_PATHS: readonly (readonly [apiVersion: string, kind: string, podPath: readonly string[]])[] = [
  ['v1', 'Pod', []],
  ['v1', 'PodTemplate', ['template']],
  ['v1', 'ReplicationController', ['spec', 'template']],
  ['apps/v1', 'ReplicaSet', ['spec', 'template']],
  ['apps/v1', 'Deployment', ['spec', 'template']],
  ['apps/v1', 'StatefulSet', ['spec', 'template']],
  ['apps/v1', 'DaemonSet', ['spec', 'template']],
  ['batch/v1', 'Job', ['spec', 'template']],
  ['batch/v1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
];

function createCatalog({ versions, definitions, kinds }: CatalogData): Catalog {
  const written = new Map(
    Object.entries(definitions).flatMap(([group, named]) =>
      Object.entries(named).map(([name, fields]) => [name, { group, fields }] as const),
    ),
  );
  const parsed = new Map<string, ParsedDefinition>();

  function parse(name: string): ParsedDefinition | undefined {
    const known = parsed.get(name);
    if (known) return known;
    const source = written.get(name);
    if (!source) return undefined;
    const forms = new Map(
      Object.entries(source.fields).map(([field, texts]) => [field, parseField(name, field, [texts].flat())]),
    );
    const fields = new Map([...forms].map(([field, list]) => [field, (list.at(-1) as Form).field]));
    const entry = { definition: { name, group: source.group, fields }, forms };
    parsed.set(name, entry);
    return entry;
  }

  /** The fields that a version has, of each definition that was asked for; every key of every document is looked up. */
  const inVersion = new Map<Version, Map<string, ReadonlyMap<string, Field>>>();

  function fieldsOf(definition: string, version: Version): ReadonlyMap<string, Field> {
    const ofVersion = inVersion.get(version) ?? new Map<string, ReadonlyMap<string, Field>>();
    inVersion.set(version, ofVersion);
    let found = ofVersion.get(definition);
    if (!found) {
      const forms = [...(parse(definition)?.forms ?? [])];
      const fields = forms.flatMap(([, all]) => all.find(({ span }) => has(span, version))?.field ?? []);
      found = new Map(fields.map((field) => [field.name, field]));
      ofVersion.set(definition, found);
    }
    return found;
  }

  function field(definition: string, name: string, version: Version): Field | undefined {
    return fieldsOf(definition, version).get(name);
  }

  function fieldType(type: Type, key: string | number, version: Version): Type | undefined {
    switch (type.kind) {
      case 'object':
        return field(type.definition, String(key), version)?.type;
      case 'list':
      case 'map':
        return type.of;
      default:
        return undefined;
    }
  }

  const everyKind = Object.entries(kinds).flatMap(([apiVersion, named]) =>
    Object.entries(named).map(([kind, span]): Kind => {
      const carriesPod = POD_PATHS.some((pod) => pod[0] === apiVersion && pod[1] === kind);
      return { apiVersion, kind, ...parseSpan(span.split(' ')), ...(carriesPod && { definition: kind }) };
    }),
  );

  const byName = new Map(everyKind.map((known) => [`${known.apiVersion} ${known.kind}`, known]));

  return {
    versions,
    newest: versions.at(-1) as Version,
    podKinds: POD_PATHS.map(([apiVersion, kind, podPath]) => ({ apiVersion, kind, definition: kind, podPath })),
    definitionNames: [...written.keys()],
    definition: (name) => parse(name)?.definition,
    field,
    fields: (definition, version) => [...fieldsOf(definition, version).values()],
    fieldType,
    kind: (apiVersion, kind) => byName.get(`${apiVersion} ${kind}`),
    kinds: (version) => everyKind.filter((kind) => has(kind, version)),
    kindsNamed: (kind) => everyKind.filter((k) => k.kind === kind),
  };
}

/** The forms of one field, oldest first, each such as `[]Container! key=name since=1.26`. */
function parseField(definition: string, name: string, texts: readonly string[]): Form[] {
  const forms = texts.map((text) => {
    const [type = '', ...attributes] = text.split(' ');
    return { type, attributes, span: parseSpan(attributes) };
  });
  const since = forms[0]?.span.since;
  const until = forms.at(-1)?.span.until;
  return forms.map(({ type, attributes, span }) => {
    const key = attributes.find((attribute) => attribute.startsWith('key='));
    const field: Field = {
      name,
      id: `${definition}.${name}`,
      type: parseType(type.replace('!', '')),
      required: type.endsWith('!'),
      listMapKeys: key ? key.slice('key='.length).split(',') : [],
      ...(since && { since }),
      ...(until && { until }),
    };
    return { field, span };
  });
}

function parseType(text: string): Type {
  if (text.startsWith('[]')) return { kind: 'list', of: parseType(text.slice(2)) };
  if (text.startsWith('{}')) return { kind: 'map', of: parseType(text.slice(2)) };
  const scalar = SCALARS.find((name) => name === text);
  return scalar ? { kind: scalar } : { kind: 'object', definition: text };
}

/** The `since=` and `until=` among a field's or a kind's attributes. */
function parseSpan(attributes: readonly string[]): Span {
  return Object.fromEntries(
    attributes.filter((a) => a.startsWith('since=') || a.startsWith('until=')).map((a) => a.split('=')),
  );
}
