/** The Kubernetes objects of a YAML document, and the Pods in them. */
import type { Kind, PodKind, Version } from '../catalog/catalog.ts';
import { getCatalog } from '../catalog/catalog.ts';
import type { YamlDocument } from '../yaml/file.ts';
import { childOf, contains, type Mapping, type Node, stringAt } from '../yaml/tree.ts';

/** One object as the API server receives it; of a `List`, each item is one. */
export interface KubernetesObject {
  readonly node: Mapping;
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  /** What the catalog knows of that kind in that apiVersion. */
  readonly known: Kind | undefined;
  readonly document: YamlDocument;
  /** Position in the `List` that holds it. */
  readonly item: number | undefined;
}

/** A Pod, or the template that a workload makes its Pods from. */
export interface PodView {
  readonly object: KubernetesObject;
  readonly kind: PodKind;
  /** The mapping that holds the Pod's `metadata` and `spec`. */
  readonly node: Mapping;
  /** Field path of `node` in the object: empty for a Pod, `['spec', 'template']` for a Deployment. */
  readonly path: readonly string[];
}

/** By the root of a tree: they hold its nodes, and go with it. */
const objectsOf = new WeakMap<Node, readonly KubernetesObject[]>();
const NO_OBJECTS: readonly KubernetesObject[] = [];

/**
 * The objects of a document, in order. Empty for whatever is not meant for Kubernetes: no mapping, neither
 * `apiVersion` nor a kind that Kubernetes has, or a template that a program has yet to fill in.
 */
export function getObjects(document: YamlDocument): readonly KubernetesObject[] {
  const root = mayHoldObject(document.text) ? document.root : undefined;
  if (!root) return NO_OBJECTS;
  let objects = objectsOf.get(root);
  if (!objects) {
    objects = [...readObjects(document, root)];
    objectsOf.set(root, objects);
  }
  return objects;
}

/** The object around an offset; elsewhere, the only one of its document. */
export function objectAt(document: YamlDocument, offset: number): KubernetesObject | undefined {
  const objects = getObjects(document);
  return objects.find(({ node }) => contains(node, offset)) ?? (objects.length === 1 ? objects[0] : undefined);
}

/** The mapping, or what it lists: kubectl unfolds every kind whose name ends in List, and reads no list inside one. */
function* readObjects(document: YamlDocument, node: Node | undefined): Generator<KubernetesObject> {
  const items = itemsOf(node);
  if (!items) {
    const object = readObject(document, node, undefined);
    const isMeant = object?.apiVersion !== undefined && object.kind !== undefined;
    if (object && (isMeant || getCatalog().kindsNamed(object.kind ?? '').length > 0)) yield object;
    return;
  }
  const listKind = stringAt(node, 'kind')?.replace(/List$/, '');
  const inherited = listKind ? { apiVersion: stringAt(node, 'apiVersion'), kind: listKind } : undefined;
  for (const [index, child] of items.entries()) {
    const object = readObject(document, child, index, inherited);
    if (object) yield object;
  }
}

/** What a `List`, or a list of one kind such as `PodList`, holds; undefined for anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] | undefined {
  const items = stringAt(node, 'kind')?.endsWith('List') ? childOf(node, 'items') : undefined;
  return items?.kind === 'sequence' ? items.items : undefined;
}

/** `inherited` is what the list says of items that say neither themselves. */
function readObject(
  document: YamlDocument,
  node: Node | undefined,
  item: number | undefined,
  inherited?: Pick<KubernetesObject, 'apiVersion' | 'kind'>,
): KubernetesObject | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const own = { apiVersion: stringAt(node, 'apiVersion'), kind: stringAt(node, 'kind') };
  const { apiVersion, kind } = own.apiVersion === undefined && own.kind === undefined && inherited ? inherited : own;
  const known = apiVersion !== undefined && kind !== undefined ? getCatalog().kind(apiVersion, kind) : undefined;
  return { node, apiVersion, kind, known, document, item };
}

/** The Pod that an object is or makes; undefined for other kinds and for a template that is not there (yet). */
export function getPod(object: KubernetesObject): PodView | undefined {
  const kind = podKindOf(object);
  if (!kind) return undefined;
  let node: Node | undefined = object.node;
  for (const name of kind.podPath) node = childOf(node, name);
  return node?.kind === 'mapping' ? { object, kind, node, path: kind.podPath } : undefined;
}

export function podKindOf({ apiVersion, kind }: KubernetesObject): PodKind | undefined {
  return getCatalog().podKinds.find((known) => known.kind === kind && known.apiVersion === apiVersion);
}

/**
 * Whether a text may say anything to Kubernetes. Much YAML is for others, and may be large; where this says no, nothing
 * needs to be parsed.
 */
export function mayHoldObject(text: string): boolean {
  return (text.includes('apiVersion') || text.includes('kind')) && !isTemplate(text);
}

/** Go template actions, as Helm has them: `{{ .Values.image }}`, `{{- if … }}`, `{{ include "x" . }}`. */
const TEMPLATE_ACTION = /\{\{-?\s*(?:[.$]|\/\*|(?:if|else|end|range|with|define|template|block|include|toYaml)\b)/;

/** Whether the text has yet to go through a template engine: what it will say cannot be known here. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') && TEMPLATE_ACTION.test(text);
}

/** `# podwright: kubernetes=1.30` in a comment of its own; undefined without one or when the version is unknown. */
export function versionComment(document: YamlDocument): Version | undefined {
  const named = /^[ \t]*#[ \t]*podwright:[ \t]*kubernetes=(\d+\.\d+)[ \t]*\r?$/m.exec(document.text)?.[1];
  return getCatalog().versions.find((version) => version === named);
}
