/** A YAML tree along the Kubernetes types: every node with its type and its field path. */
import { type Definition, type Field, getCatalog, type Type, type Version } from '../catalog/catalog.ts';
import { contains, type Entry, type Node } from '../yaml/tree.ts';
import type { KubernetesObject } from './object.ts';
import type { Path, Segment } from './path.ts';

/** A node in its place. */
export interface Place {
  readonly node: Node;
  /** Undefined below a field that this version of Kubernetes does not have. */
  readonly type: Type | undefined;
  readonly path: Path;
  /** The place that holds this one; undefined for the object itself. */
  readonly parent: Place | undefined;
  /** The entry whose value this is, when the parent is a mapping. */
  readonly entry: Entry | undefined;
  /** The definition's field that this is the value of. */
  readonly field: Field | undefined;
}

export function rootOf(object: KubernetesObject): Place {
  const definition = object.known?.definition;
  return {
    node: object.node,
    type: definition === undefined ? undefined : { kind: 'object', definition },
    path: [],
    parent: undefined,
    entry: undefined,
    field: undefined,
  };
}

/** The places directly below, in the order written. */
export function childrenOf(place: Place, version: Version): readonly Place[] {
  const { node, type } = place;
  switch (node.kind) {
    case 'sequence':
      return node.items.map((item, index) => below(place, index, item, undefined, version));
    case 'mapping':
      return node.entries.map((entry) => {
        const segment = type?.kind === 'map' ? { key: entry.name } : entry.name;
        return below(place, segment, entry.value, entry, version);
      });
    case 'scalar':
      return NO_PLACES;
  }
}

const NO_PLACES: readonly Place[] = [];

/** The object and everything below it, parents first. A list, which takes half the time of a generator. */
export function walk(root: Place, version: Version): readonly Place[] {
  const places: Place[] = [];
  function add(place: Place): void {
    places.push(place);
    for (const child of childrenOf(place, version)) add(child);
  }
  add(root);
  return places;
}

/** The chain of places around an offset, outermost first: an entry's key counts as its value's place. */
export function placesAt(root: Place, offset: number, version: Version): Place[] {
  const places: Place[] = [];
  for (let place: Place | undefined = root; place; place = childAt(place, offset, version)) places.push(place);
  return places;
}

function childAt(place: Place, offset: number, version: Version): Place | undefined {
  let found: Place | undefined;
  for (const child of childrenOf(place, version))
    if (child.entry?.merged !== true && contains(child.entry ?? child.node, offset)) found = child;
  return found;
}

/** The definition whose fields a place's mapping has. */
export function definitionOf(place: Place): Definition | undefined {
  return place.type?.kind === 'object' ? getCatalog().definition(place.type.definition) : undefined;
}

function below(parent: Place, segment: Segment, node: Node, entry: Entry | undefined, version: Version): Place {
  const path = [...parent.path, segment];
  const { type } = parent;
  if (type?.kind === 'object' && typeof segment === 'string') {
    const field = getCatalog().field(type.definition, segment, version);
    return { node, type: field?.type, path, parent, entry, field };
  }
  const of =
    (type?.kind === 'list' && typeof segment === 'number') || (type?.kind === 'map' && entry) ? type.of : undefined;
  return { node, type: of, path, parent, entry, field: undefined };
}
