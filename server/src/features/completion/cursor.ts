/** Where in an object the cursor is: the place that completion fills, with its type and everything around it. */
import { getCatalog, type Kind, type Version } from '../../catalog/catalog.ts';
import { isTemplate, type KubernetesObject } from '../../model/object.ts';
import { childrenOf, type Place, rootOf } from '../../model/walk.ts';
import type { PlacedDocument } from '../../yaml/file.ts';
import { type Entry, entryOf, type Mapping, type Node, stringAt } from '../../yaml/tree.ts';
import { findHole, type Hole } from './hole.ts';
import { type BlockLine, HOLE } from './lines.ts';
import { readOutline } from './outline.ts';

export interface Cursor {
  readonly document: PlacedDocument;
  readonly version: Version;
  readonly hole: Hole;
  readonly object: KubernetesObject;
  /** The mapping that a key is written into, or the value that is to be written. */
  readonly place: Place;
  /** The entry to be named, when a key is wanted. Its value is what stands below and deeper. */
  readonly entry: Entry | undefined;
  readonly lines: readonly BlockLine[];
  /** In a flow collection. */
  readonly flow: boolean;
}

/** Undefined where we have nothing to say: no object of Kubernetes, a template, a comment. */
export function cursorAt(document: PlacedDocument, offset: number, version: Version): Cursor | undefined {
  const { text } = document.document;
  if (isTemplate(text)) return undefined;
  const hole = findHole(text, offset);
  if (!hole) return undefined;
  const { root, lines } = readOutline(hole.text);
  const chain = root && chainToHole(root);
  if (!chain) return undefined;
  const found = objectIn(chain, document);
  if (!found) return undefined;
  let place = rootOf(found.object);
  for (const node of found.below) {
    if (node === place.node) continue;
    const next = [...childrenOf(place, version)].find((child) => child.node === node);
    if (!next) return undefined;
    place = next;
  }
  const entry = place.node.kind === 'mapping' ? entryOf(place.node, HOLE) : undefined;
  const container = entry ? place.node : place.parent?.node;
  const flow = container !== undefined && container.kind !== 'scalar' && container.flow;
  return { document, version, hole, object: found.object, place, entry, lines, flow };
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
): { object: KubernetesObject; below: readonly Node[] } | undefined {
  const root = chain[0];
  if (root?.kind !== 'mapping') return undefined;
  if (stringAt(root, 'kind') === 'List') {
    const [, items, item] = chain;
    const inItems = items !== undefined && entryOf(root, 'items')?.value === items;
    if (inItems && items.kind === 'sequence' && item?.kind === 'mapping')
      return { object: readObject(item, placed, items.items.indexOf(item)), below: chain.slice(2) };
  }
  const object = readObject(root, placed, undefined);
  return { object, below: chain };
}

/** Unlike the finished objects of a document, one that is being written may lack its kind or apiVersion. */
function readObject(node: Mapping, { document }: PlacedDocument, item: number | undefined): KubernetesObject {
  const written = (name: string): string | undefined => {
    const value = stringAt(node, name);
    return value === HOLE ? undefined : value;
  };
  const apiVersion = written('apiVersion');
  const kind = written('kind');
  return { node, apiVersion, kind, known: kindOf(apiVersion, kind), document, item };
}

function kindOf(apiVersion: string | undefined, kind: string | undefined): Kind | undefined {
  if (kind === undefined) return undefined;
  const catalog = getCatalog();
  if (apiVersion !== undefined) return catalog.kind(apiVersion, kind);
  const named = catalog.kindsNamed(kind);
  return named.find(({ definition }) => definition !== undefined) ?? named[0];
}
