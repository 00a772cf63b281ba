/** The snippets of `snippets/`, each where its own shape says that it belongs. */
import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver-types';
import containers from '../../../../../snippets/containers.json' with { type: 'json' };
import pods from '../../../../../snippets/pods.json' with { type: 'json' };
import probes from '../../../../../snippets/probes.json' with { type: 'json' };
import resources from '../../../../../snippets/resources.json' with { type: 'json' };
import scheduling from '../../../../../snippets/scheduling.json' with { type: 'json' };
import security from '../../../../../snippets/security.json' with { type: 'json' };
import volumes from '../../../../../snippets/volumes.json' with { type: 'json' };
import { getCatalog, type Type, type Version } from '../../../catalog/catalog.ts';
import { gateState } from '../../../catalog/gates.ts';
import { knowledge } from '../../../catalog/knowledge.ts';
import { UNIONS } from '../../../catalog/required.ts';
import type { Place } from '../../../model/walk.ts';
import { parseYaml } from '../../../yaml/parse.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { entryOf, type Mapping, type Node, stringAt } from '../../../yaml/tree.ts';
import { type Cursor, hasValue } from '../cursor/cursor.ts';
import type { Style } from '../cursor/style.ts';
import { fits } from '../fits.ts';
import { plainText, type Suggestion } from '../text/suggestion.ts';
import { findSlots, fitLines, type Slot } from './fitting.ts';

/** As in VS Code's own format: lines that are indented by two, dashes below their key included. */
interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** Something that can be inserted as a whole: a body or, where it is of one field only, that field's value. */
interface Form {
  readonly label: string;
  readonly detail: string;
  readonly lines: readonly string[];
  /** What the lines say, tab stops at their defaults, by offsets in `text`; of several documents the first. */
  readonly root: Node;
  readonly text: string;
  /** How many lines of `text` come before the first. */
  readonly skipped: number;
  /** The field that it is the value of; undefined for a whole body. */
  readonly of: string | undefined;
}

const TOPICS: readonly Readonly<Record<string, Snippet>>[] = [
  ...[pods, containers, probes, resources],
  ...[volumes, scheduling, security],
];

/** Reads the snippets, ahead of the first question. */
export function prepareSnippets(): void {
  getForms();
}

let forms: readonly Form[] | undefined;

/** The forms of all snippets; read on first use and the same ever after. */
function getForms(): readonly Form[] {
  forms ??= TOPICS.flatMap((topic) => Object.values(topic)).flatMap(formsOf);
  return forms;
}

function formsOf({ prefix: label, description: detail, body }: Snippet): Form[] {
  const [text = ''] = plainText(body.join('\n')).split(/^---$/m);
  const { root } = parseYaml(text);
  if (!root) return [];
  const whole: Form = { label, detail, lines: body, root, text, skipped: 0, of: undefined };
  const [only, ...rest] = root.kind === 'mapping' ? root.entries : [];
  if (!only || rest.length > 0) return [whole];
  return [whole, { ...whole, lines: outdent(body.slice(1)), root: only.value, skipped: 1, of: only.name }];
}

const slotsOf = new WeakMap<Form, readonly Slot[]>();

/** The form with what is there in the place of its examples; its type is the same wherever it fits. */
function adapt(form: Form, type: Type, cursor: Cursor): Form {
  let slots = slotsOf.get(form);
  if (!slots) {
    slots = findSlots(form.lines, form, type, cursor.version);
    slotsOf.set(form, slots);
  }
  return { ...form, lines: fitLines(form.lines, slots, cursor) };
}

const outdent = (lines: readonly string[]): string[] => lines.map((line) => line.slice(2));

/** Whether nothing is written yet of the object at the cursor. */
export function isBlank({ place, object, hole, flow }: Cursor): boolean {
  return !place.parent && !flow && hole.startsLine && isEmpty(object.node);
}

/** Whole manifests, where nothing is written yet of an object. */
export function suggestManifests(cursor: Cursor): Suggestion[] {
  if (!isBlank(cursor) || !isOpen(cursor)) return [];
  return getForms()
    .filter(({ root, lines }) => isManifest(root) && (cursor.column === 0 || !lines.includes('---')))
    .map((form) => toSuggestion(form, cursor));
}

/**
 * Parts that fit the object at the cursor, and of which nothing is there; without those that `fitted` has already.
 *
 * @param fitted the snippets that were made for this very object
 */
export function suggestParts(cursor: Cursor, definition: string, fitted: readonly Suggestion[]): Suggestion[] {
  const { place, version } = cursor;
  const { node, parent } = place;
  if (!isOpen(cursor) || node.kind !== 'mapping') return [];
  const type: Type = { kind: 'object', definition };
  const parts = getForms()
    .filter((form) => isPart(form, definition, place, version))
    .map((form) => adapt(form, type, cursor));
  // Behind a dash the object may be an item from its first key on.
  const isNewItem = parent?.type?.kind === 'list' && isEmpty(node);
  const items = isNewItem ? itemsOf(type, parent.field?.name, version) : [];
  const bare = items
    .map((item) => adapt(item, { kind: 'list', of: type }, cursor))
    .map((item) => ({ ...item, lines: outdent(item.lines) }));
  const taken = new Set(fitted.map(({ snippet }) => firstPath(snippet)));
  return [...parts, ...bare]
    .map((form) => toSuggestion(form, cursor))
    .filter(({ snippet }) => !taken.has(firstPath(snippet)));
}

/** Items, with their dash, of a list of a type. */
export function suggestItems(cursor: Cursor, type: Type, field: string | undefined): Suggestion[] {
  if (cursor.flow) return [];
  return itemsOf(type, field, cursor.version).map((form) =>
    toSuggestion(adapt(form, { kind: 'list', of: type }, cursor), cursor),
  );
}

/** Whether several lines may be written at the cursor: in block style, and with nothing below to take as a value. */
function isOpen(cursor: Cursor): boolean {
  return !cursor.flow && !cursor.hole.colon && !hasValue(cursor);
}

const isEmpty = ({ entries }: Mapping): boolean => entries.every(({ name }) => name === HOLE);

const isManifest = (root: Node): boolean =>
  stringAt(root, 'apiVersion') !== undefined && stringAt(root, 'kind') !== undefined;

function isPart({ root, of, lines }: Form, definition: string, place: Place, version: Version): boolean {
  if (root.kind !== 'mapping' || isManifest(root) || (of !== undefined && of !== place.field?.name)) return false;
  const isFree = root.entries.every(
    ({ name }) => !isTaken(definition, name, place.node) && !isOff(definition, name, version),
  );
  return isFree && !isRefused(root, lines, place) && fitsWholly({ kind: 'object', definition }, root, version);
}

/** Whether a field is there, or one that excludes it. */
function isTaken(definition: string, field: string, present: Node): boolean {
  const { fields: union = [] } = UNIONS[definition] ?? {};
  return (union.includes(field) ? union : [field]).some((name) => entryOf(present, name) !== undefined);
}

/** Items of a list of a type: those that are snippets of their own, and those of a snippet for the list's own field. */
function itemsOf(type: Type, field: string | undefined, version: Version): readonly Form[] {
  if (field === 'ephemeralContainers') return [];
  return getForms().filter(
    ({ root, of }) =>
      root.kind === 'sequence' &&
      (of === undefined || of === field) &&
      fitsWholly({ kind: 'list', of: type }, root, version),
  );
}

/** What an init container may only have when it is a sidecar. */
const OF_RUNNING_CONTAINERS: readonly string[] = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

/**
 * Whether Kubernetes refuses a part at a place though its types allow it: for an ephemeral container, which no manifest
 * may hold, for an init container that ends, or storage for a Pod as a whole.
 */
function isRefused(root: Mapping, lines: readonly string[], place: Place): boolean {
  if (place.path.includes('ephemeralContainers')) return true;
  if (place.parent?.field?.name === 'initContainers' && stringAt(place.node, 'restartPolicy') !== 'Always')
    return root.entries.some(({ name }) => OF_RUNNING_CONTAINERS.includes(name));
  const isOfPod = place.type?.kind === 'object' && place.type.definition === 'PodSpec';
  const isOfPodsResources = place.field?.name === 'resources' && place.parent?.field?.name === 'spec';
  return (isOfPod || isOfPodsResources) && lines.some((line) => line.trim().startsWith('ephemeral-storage:'));
}

/** Whether the API server would drop a field, as its feature gate is off. */
function isOff(definition: string, field: string, version: Version): boolean {
  const { gate } = knowledge(definition, field, version);
  return gate !== undefined && !gateState(gate, version).on;
}

/** Fits down to the names of resources: a volume's requests and those of a container differ in nothing else. */
function fitsWholly(type: Type, node: Node, version: Version): boolean {
  return fits(type, node, version) && knowsResources(type, node, version);
}

function knowsResources(type: Type, node: Node, version: Version): boolean {
  if (node.kind === 'sequence')
    return type.kind === 'list' && node.items.every((item) => knowsResources(type.of, item, version));
  if (node.kind !== 'mapping' || type.kind !== 'object') return true;
  return node.entries.every(({ name, value }) => {
    const field = getCatalog().field(type.definition, name, version);
    if (!field) return false;
    if (field.type.kind !== 'map' || field.type.of.kind !== 'quantity' || value.kind !== 'mapping')
      return knowsResources(field.type, value, version);
    const known = knowledge(type.definition, name, version).suggestions ?? [];
    return value.entries.every((resource) => known.includes(resource.name));
  });
}

/** The keys from the first down to the first value: what tells a probe over HTTP from one that runs a command. */
function firstPath(snippet: string): string {
  const head = /^(?:[ -]*[\w-]+:\r?\n)*[ -]*[\w-]+:/.exec(snippet)?.[0] ?? '';
  return (head.match(/\w[\w-]*(?=:)/g) ?? []).join('.');
}

/** The snippets are data; `test/unit/l10n.test.ts` knows that their descriptions are shown. */
const translated: (text: string) => string = l10n.t;

function toSuggestion({ label, detail, lines }: Form, { column, style }: Cursor): Suggestion {
  return {
    label,
    kind: CompletionItemKind.Snippet,
    detail: translated(detail),
    snippet: layOut(lines, column, style),
  };
}

/** Lines of a snippet in a document's own layout, from a column on, which the text itself is to be put at. */
function layOut(body: readonly string[], column: number, { indent, dash, afterDash, lineBreak }: Style): string {
  const levels: { readonly was: number; readonly is: number }[] = [];
  const lines = body.map((line) => {
    const was = line.search(/\S|$/);
    const isItem = line.startsWith('- ', was);
    while ((levels.at(-1)?.was ?? 0) > was) levels.pop();
    const outer = levels.at(-1);
    const is = !outer ? column : outer.was === was ? outer.is : outer.is + (isItem ? dash : indent);
    if (outer?.was !== was) levels.push({ was, is });
    if (!isItem) return ' '.repeat(is) + line.slice(was);
    levels.push({ was: was + 2, is: is + afterDash });
    return `${' '.repeat(is)}-${' '.repeat(afterDash - 1)}${line.slice(was + 2)}`;
  });
  return lines.join(lineBreak).trimStart();
}
