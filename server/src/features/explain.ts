/** What fields the API has where: the tree below a kind or a field, as `kubectl explain` shows it. */
import * as l10n from '@vscode/l10n';
import { type Field, getCatalog, type Kind, type Type, type Version } from '../catalog/catalog.ts';
import type { Docs } from '../catalog/docs.ts';
import { knowledge } from '../catalog/knowledge.ts';
import { objectAt } from '../model/object.ts';
import { formatPath } from '../model/path.ts';
import { definitionOf, placesAt, rootOf } from '../model/walk.ts';
import { nearest } from '../rules/nearest.ts';
import { documentAt, offsetAt, type Position, type YamlFile } from '../yaml/file.ts';
import { fileVersion } from './diagnostics.ts';
import { splitSentence } from './hover/reference.ts';

/** A definition, or one field, with what is below it. */
export interface Explanation {
  readonly kind: string;
  readonly apiVersion: string;
  /** Field path from the kind, empty for the kind itself: `spec.containers`. */
  readonly path: string;
  /** The field that the path ends at; absent for the kind itself. */
  readonly field?: ExplainedField;
  /** Name of the definition whose fields these are; absent when the field holds no object. */
  readonly definition?: string;
  readonly description: string;
  readonly fields: readonly ExplainedField[];
}

export interface ExplainedField {
  readonly name: string;
  /** As kubectl writes it: `[]Container`, `map[string]string`, `integer`. */
  readonly type: string;
  readonly required: boolean;
  /** The first sentence of its documentation. */
  readonly summary: string;
  readonly description: string;
  /** The values that it may have, where Kubernetes names them. */
  readonly values: readonly string[];
  readonly deprecated: boolean;
  /** Whether the object at hand has it; absent where no object is. */
  readonly written?: boolean;
  /** What its value, or an item of it, is made of. */
  readonly definition?: string;
}

/** Why there is nothing to explain, as a sentence for people. */
export interface Unexplained {
  readonly error: string;
}

/** kubectl's own short names of the kinds that carry a Pod. */
const SHORT_NAMES = new Map([
  ['cj', 'CronJob'],
  ['deploy', 'Deployment'],
  ['ds', 'DaemonSet'],
  ['po', 'Pod'],
  ['rc', 'ReplicationController'],
  ['rs', 'ReplicaSet'],
  ['sts', 'StatefulSet'],
]);

/** @param path as kubectl takes it: a kind in any case, singular, plural or short, and fields: `pods.spec.containers` */
export function explainPath(
  path: string,
  version: Version,
  docs: Docs,
  apiVersion?: string,
): Explanation | Unexplained {
  const [head = '', ...names] = path
    .replace(/\[\w*\]/g, '')
    .split('.')
    .filter(Boolean);
  const kind = kindNamed(head, apiVersion);
  if (!kind?.definition) return { error: unknownKind(head, apiVersion) };
  let definition: string | undefined = kind.definition;
  let field: Field | undefined;
  let owner = definition;
  const walked: string[] = [];
  for (const name of names) {
    const known = definition === undefined ? [] : getCatalog().fields(definition, version);
    const found =
      known.find((candidate) => candidate.name === name) ??
      known.find((c) => c.name.toLowerCase() === name.toLowerCase());
    if (!found || definition === undefined)
      return { error: unknownField(name, [kind.kind, ...walked].join('.'), known, version) };
    owner = definition;
    field = found;
    definition = definitionIn(found.type);
    walked.push(found.name);
  }
  return {
    kind: kind.kind,
    apiVersion: kind.apiVersion,
    path: walked.join('.'),
    ...explain(definition, version, docs),
    ...(field && {
      field: explainField(owner, field, version, docs),
      description: docs.field(owner, field.name) ?? '',
    }),
  };
}

/** The fields of the innermost object around a position, with those marked that are written there. */
export function explainAt(
  file: YamlFile,
  position: Position,
  settings: { readonly version: Version },
  docs: Docs,
): Explanation | undefined {
  const placed = documentAt(file, position);
  if (!placed) return undefined;
  const version = fileVersion(file, settings.version);
  const offset = offsetAt(placed, position);
  const object = objectAt(placed.document, offset);
  if (!object?.known?.definition) return undefined;
  const place = placesAt(rootOf(object), offset, version).findLast((candidate) => definitionOf(candidate));
  if (place?.node.kind !== 'mapping' && place?.node.kind !== 'scalar') return undefined;
  const written = new Set(place.node.kind === 'mapping' ? place.node.entries.map(({ name }) => name) : []);
  const explained = explain(definitionOf(place)?.name, version, docs);
  return {
    kind: object.known.kind,
    apiVersion: object.known.apiVersion,
    path: formatPath(place.path),
    ...explained,
    fields: explained.fields.map((field) => ({ ...field, written: written.has(field.name) })),
  };
}

/** The fields of a definition, such as `Container`; none for a name that the catalog does not have. */
export function explainDefinition(definition: string, version: Version, docs: Docs): readonly ExplainedField[] {
  return getCatalog()
    .fields(definition, version)
    .map((field) => explainField(definition, field, version, docs));
}

function explain(definition: string | undefined, version: Version, docs: Docs) {
  if (definition === undefined) return { description: '', fields: [] };
  return {
    definition,
    description: docs.definition(definition) ?? '',
    fields: explainDefinition(definition, version, docs),
  };
}

function explainField(definition: string, field: Field, version: Version, docs: Docs): ExplainedField {
  const known = knowledge(definition, field.name, version);
  const description = docs.field(definition, field.name) ?? '';
  const below = definitionIn(field.type);
  return {
    name: field.name,
    type: writeType(field.type),
    required: known.required,
    summary: splitSentence(description)[0],
    description,
    values: known.closed ? (known.enumeration ?? []).map(({ value }) => value) : [],
    deprecated: known.deprecated !== undefined,
    ...(below !== undefined && { definition: below }),
  };
}

function definitionIn(type: Type): string | undefined {
  if (type.kind === 'object') return type.definition;
  return type.kind === 'list' || type.kind === 'map' ? definitionIn(type.of) : undefined;
}

function writeType(type: Type): string {
  switch (type.kind) {
    case 'object':
      return type.definition;
    case 'list':
      return `[]${writeType(type.of)}`;
    case 'map':
      return `map[string]${writeType(type.of)}`;
    default:
      return WRITTEN[type.kind];
  }
}

const WRITTEN = {
  any: 'Object',
  boolean: 'boolean',
  bytes: 'string',
  int32: 'integer',
  int64: 'integer',
  intOrString: 'IntOrString',
  quantity: 'Quantity',
  string: 'string',
  time: 'Time',
} as const;

function kindNamed(name: string, apiVersion: string | undefined): Kind | undefined {
  const { podKinds } = getCatalog();
  const wanted = name.toLowerCase();
  const full =
    SHORT_NAMES.get(wanted) ??
    podKinds.find(({ kind }) => [kind.toLowerCase(), `${kind.toLowerCase()}s`].includes(wanted))?.kind;
  return podKinds.find((known) => known.kind === full && (apiVersion === undefined || known.apiVersion === apiVersion));
}

function unknownKind(name: string, apiVersion: string | undefined): string {
  const kinds = getCatalog().podKinds.map(({ kind }) => kind);
  const all = kinds.join(', ');
  if (name === '') return l10n.t('A kind needs a name: those that carry a Pod are {0}', all);
  return apiVersion === undefined
    ? l10n.t('There is no kind {0} that carries a Pod: {1} do', name, all)
    : l10n.t('There is no kind {0} in {1} that carries a Pod: {2} do', name, apiVersion, all);
}

function unknownField(name: string, where: string, known: readonly Field[], version: Version): string {
  if (known.length === 0) return l10n.t('{0} has no fields', where);
  const meant = nearest(
    name,
    known.map((field) => field.name),
  );
  return meant
    ? l10n.t('{0} has no field {1} in Kubernetes {2}; did you mean {3}?', where, name, version, meant)
    : l10n.t('{0} has no field {1} in Kubernetes {2}', where, name, version);
}
