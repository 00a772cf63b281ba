/** Where in an object the cursor is: the place that completion fills, with its type and everything around it. */
import { getCatalog, type Kind, type Version } from '../../../catalog/catalog.ts';
import { isTemplate, type KubernetesObject } from '../../../model/object.ts';
import { childrenOf, type Place, rootOf } from '../../../model/walk.ts';
import type { PlacedDocument } from '../../../yaml/file.ts';
import { type BlockLine, HOLE } from '../../../yaml/tolerant/lines.ts';
import { readTolerantly } from '../../../yaml/tolerant/tree.ts';
import { type Entry, entryOf, type Mapping, type Node, stringAt } from '../../../yaml/tree.ts';
import type { Workspace } from '../../references/workspace.ts';
import { guessKind } from '../fields/likely-kinds.ts';
import { isMissing, partlyFits } from '../fits.ts';
import { followAliases } from './aliases.ts';
import type { Hole } from './hole.ts';
import { type Style, styleAt } from './style.ts';
import { findHoleBehindTabs } from './tabs.ts';

export interface Cursor {
  readonly document: PlacedDocument;
  readonly version: Version;
  /** The files whose objects may be named. */
  readonly workspace: Workspace;
  readonly hole: Hole;
  readonly object: KubernetesObject;
  /** The mapping that a key is written into, the list that lacks a dash for one more item, or the value that is wanted. */
  readonly place: Place;
  /** The entry to be named, when a key is wanted. Its value is what stands below and deeper. */
  readonly entry: Entry | undefined;
  readonly lines: readonly BlockLine[];
  /** How the document is laid out. */
  readonly style: Style;
  /** In a flow collection. */
  readonly flow: boolean;
  /** In a flow collection whose keys are quoted, as in JSON. */
  readonly json: boolean;
  /** Column at which the insertion begins. */
  readonly column: number;
}

/** Undefined where we have nothing to say: no object of Kubernetes, a template, a comment. */
export function cursorAt(
  document: PlacedDocument,
  offset: number,
  version: Version,
  workspace: Workspace,
): Cursor | undefined {
  const { text } = document.document;
  if (isTemplate(text)) return undefined;
  const cursor = cursorIn(findHoleBehindTabs(text, offset), document, version, workspace);
  return cursor && wouldCutOff(cursor)
    ? cursorIn(findHoleBehindTabs(text, offset, true), document, version, workspace)
    : cursor;
}

function cursorIn(
  hole: Hole | undefined,
  document: PlacedDocument,
  version: Version,
  workspace: Workspace,
): Cursor | undefined {
  if (!hole) return undefined;
  const { root, lines, dashMissing } = readTolerantly(hole.text);
  const chain = root && chainToHole(followAliases(root, hole.text));
  const found = chain && objectIn(chain, document, version);
  if (!found) return undefined;
  let place = rootOf(found.object);
  for (const node of found.below) {
    if (node === place.node) continue;
    const next = [...childrenOf(place, version)].find((child) => child.node === node);
    if (!next) return undefined;
    place = next;
  }
  const entry = entryOf(place.node, HOLE);
  const container = entry ? place.node : place.parent?.node;
  const flow = container !== undefined && container.kind !== 'scalar' && container.flow;
  return {
    document,
    version,
    workspace,
    hole,
    object: found.object,
    place: dashMissing && place.parent ? place.parent : place,
    entry,
    lines,
    style: styleAt(lines, hole.text, hole.text.indexOf(HOLE)),
    flow,
    json: flow && (hole.quote === '"' || hasQuotedKeys(place, hole.text)),
    column: columnOf(hole),
  };
}

/** Whether a key in the cursor's line would take the lines below from where they belong: no field can have them. */
function wouldCutOff({ place, entry, version, hole }: Cursor): boolean {
  if (!entry || isMissing(entry.value) || hole.colon || place.type?.kind !== 'object') return false;
  const fields = getCatalog().fields(place.type.definition, version);
  return !fields.some(({ name, type }) => !entryOf(place.node, name) && partlyFits(type, entry.value, version));
}

function columnOf({ text }: Hole): number {
  const at = text.indexOf(HOLE);
  const lineStart = text.lastIndexOf('\n', at) + 1;
  return at - lineStart - (text[lineStart] === '\uFEFF' ? 1 : 0);
}

/** Whether lines below and deeper are the value of the key that is to be named. */
export function hasValue({ entry }: Cursor): boolean {
  return entry !== undefined && !isMissing(entry.value);
}

/** What of a value is there. */
export function typedText({ document, hole }: Cursor): string {
  return document.document.text.slice(hole.replaced.start, hole.replaced.end).trim();
}

/** By the nearest keys that are there; who begins an object with a brace means JSON. */
function hasQuotedKeys({ node, parent }: Place, text: string): boolean {
  const keys = node.kind === 'mapping' ? node.entries.filter(({ name }) => name !== HOLE) : [];
  if (keys.length > 0) return keys.some(({ key }) => text[key.start] === '"');
  return parent ? hasQuotedKeys(parent, text) : node.kind === 'mapping' && node.flow;
}

/** The nodes from the root to the mapping whose key is the hole, or to the scalar that is. */
function chainToHole(node: Node): Node[] | undefined {
  if (node.kind === 'scalar') return node.text === HOLE ? [node] : undefined;
  if (node.kind === 'mapping' && node.entries.some(({ name }) => name === HOLE)) return [node];
  const children = node.kind === 'mapping' ? node.entries.map(({ value }) => value) : node.items;
  for (const child of children) {
    const rest = chainToHole(child);
    if (rest) return [node, ...rest];
  }
  return undefined;
}

/** The object that the chain leads through: the root, or an item of a `List`. */
function objectIn(
  chain: readonly Node[],
  placed: PlacedDocument,
  version: Version,
): { object: KubernetesObject; below: readonly Node[] } | undefined {
  const root = chain[0];
  if (root?.kind !== 'mapping') return undefined;
  if (stringAt(root, 'kind') === 'List') {
    const [, items, item] = chain;
    const inItems = items !== undefined && entryOf(root, 'items')?.value === items;
    if (inItems && items.kind === 'sequence' && item?.kind === 'mapping')
      return { object: readObject(item, placed, version, items.items.indexOf(item)), below: chain.slice(2) };
  }
  const object = readObject(root, placed, version);
  return { object, below: chain };
}

/** Unlike the finished objects of a document, one that is being written may lack its kind or apiVersion. */
function readObject(node: Mapping, { document }: PlacedDocument, version: Version, item?: number): KubernetesObject {
  const written = (name: string): string | undefined => {
    const value = stringAt(node, name);
    return value === HOLE ? undefined : value;
  };
  const apiVersion = written('apiVersion');
  const kind = written('kind');
  const known = kind === undefined ? guessKind(node, apiVersion, version) : kindOf(apiVersion, kind);
  return { node, apiVersion, kind, known, document, item };
}

function kindOf(apiVersion: string | undefined, kind: string): Kind | undefined {
  const catalog = getCatalog();
  if (apiVersion !== undefined) return catalog.kind(apiVersion, kind);
  const named = catalog.kindsNamed(kind);
  return named.find(({ definition }) => definition !== undefined) ?? named[0];
}
