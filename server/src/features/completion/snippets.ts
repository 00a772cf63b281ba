/** The snippets of `snippets/`, each where its own shape says that it belongs. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import containers from '../../../../snippets/containers.json' with { type: 'json' };
import pods from '../../../../snippets/pods.json' with { type: 'json' };
import probes from '../../../../snippets/probes.json' with { type: 'json' };
import resources from '../../../../snippets/resources.json' with { type: 'json' };
import scheduling from '../../../../snippets/scheduling.json' with { type: 'json' };
import security from '../../../../snippets/security.json' with { type: 'json' };
import volumes from '../../../../snippets/volumes.json' with { type: 'json' };
import { getCatalog, type Type, type Version } from '../../catalog/catalog.ts';
import { gateState } from '../../catalog/gates.ts';
import { knowledge } from '../../catalog/knowledge.ts';
import { parseYaml } from '../../yaml/parse.ts';
import { entryOf, type Mapping, type Node, stringAt } from '../../yaml/tree.ts';
import { type Cursor, hasValue } from './cursor.ts';
import { fits } from './fits.ts';
import { HOLE } from './lines.ts';
import type { Style } from './style.ts';
import { plainText, type Suggestion } from './suggestion.ts';

/** As in VS Code's own format: lines that are indented by two, dashes below their key included. */
interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

interface Shaped extends Snippet {
  /** The body's first document, at its defaults. */
  readonly root: Node;
}

const TOPICS: readonly Readonly<Record<string, Snippet>>[] = [
  ...[pods, containers, probes, resources],
  ...[volumes, scheduling, security],
];

let shaped: readonly Shaped[] | undefined;

/** The snippets with their shapes; read on first use and the same ever after. */
function getSnippets(): readonly Shaped[] {
  shaped ??= TOPICS.flatMap((topic) => Object.values(topic)).flatMap((snippet) => {
    const [first = ''] = plainText(snippet.body.join('\n')).split(/^---$/m);
    const { root } = parseYaml(first);
    return root ? [{ ...snippet, root }] : [];
  });
  return shaped;
}

/** Whether nothing is written yet of the object at the cursor. */
export function isBlank({ place, object, hole, flow }: Cursor): boolean {
  return !place.parent && !flow && hole.startsLine && isEmpty(object.node);
}

/** Whole manifests, where nothing is written yet of an object. */
export function suggestManifests(cursor: Cursor): Suggestion[] {
  if (!isBlank(cursor) || !isOpen(cursor)) return [];
  return getSnippets()
    .filter(({ root, body }) => isManifest(root) && (cursor.column === 0 || !body.includes('---')))
    .map((snippet) => toSuggestion(snippet, snippet.body, cursor));
}

/**
 * Parts that fit the object at the cursor, and of which nothing is there; without those that `fitted` has already.
 *
 * @param fitted the snippets that were made for this very object
 */
export function suggestParts(cursor: Cursor, definition: string, fitted: readonly Suggestion[]): Suggestion[] {
  const { node, parent } = cursor.place;
  if (!isOpen(cursor) || node.kind !== 'mapping') return [];
  const taken = new Set(fitted.map(({ snippet }) => firstPath(snippet)));
  const parts = getSnippets().filter(({ root }) => isPartOf(root, definition, node, cursor.version));
  const isItem = parent?.type?.kind === 'list' && isEmpty(node);
  return [
    ...parts.map((snippet) => toSuggestion(snippet, snippet.body, cursor)),
    ...(isItem ? itemsOf({ kind: 'object', definition }, cursor.version) : []).map((snippet) =>
      toSuggestion(snippet, withoutDash(snippet.body), cursor),
    ),
  ].filter(({ snippet }) => !taken.has(firstPath(snippet)));
}

/** Items, with their dash, of a list of a type. */
export function suggestItems(cursor: Cursor, type: Type): Suggestion[] {
  if (cursor.flow) return [];
  return itemsOf(type, cursor.version).map((snippet) => toSuggestion(snippet, snippet.body, cursor));
}

/** Whether several lines may be written at the cursor: in block style, and with nothing below to take as a value. */
function isOpen(cursor: Cursor): boolean {
  return !cursor.flow && !cursor.hole.colon && !hasValue(cursor);
}

const isEmpty = ({ entries }: Mapping): boolean => entries.every(({ name }) => name === HOLE);

const isManifest = (root: Node): boolean =>
  stringAt(root, 'apiVersion') !== undefined && stringAt(root, 'kind') !== undefined;

function isPartOf(root: Node, definition: string, present: Mapping, version: Version): boolean {
  if (root.kind !== 'mapping' || isManifest(root)) return false;
  const isFree = root.entries.every(({ name }) => !entryOf(present, name) && !isOff(definition, name, version));
  return isFree && fitsWholly({ kind: 'object', definition }, root, version);
}

function itemsOf(type: Type, version: Version): readonly Shaped[] {
  return getSnippets().filter(
    ({ root }) => root.kind === 'sequence' && fitsWholly({ kind: 'list', of: type }, root, version),
  );
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

function toSuggestion({ prefix, description }: Snippet, body: readonly string[], cursor: Cursor): Suggestion {
  return {
    label: prefix,
    kind: CompletionItemKind.Snippet,
    detail: description,
    snippet: layOut(body, cursor.column, cursor.style),
  };
}

const withoutDash = (body: readonly string[]): string[] => body.map((line) => line.slice(2));

/** A body in a document's own layout, from a column on, which the text itself is to be put at. */
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
