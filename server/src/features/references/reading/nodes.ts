/** Nodes below a node, whatever they are. */
import { type Entry, entryOf, type Node } from '../../../yaml/tree.ts';

export function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'sequence' ? node.items : [];
}

/** The values at a path such as `spec.ports[].targetPort`, in which `[]` stands for each item. */
export function nodesAt(node: Node, path: string): Node[] {
  let nodes: Node[] = [node];
  for (const step of path.split('.')) {
    const name = step.replace('[]', '');
    nodes = nodes.flatMap((at) => entryOf(at, name)?.value ?? []);
    if (step.endsWith('[]')) nodes = nodes.flatMap(itemsOf);
  }
  return nodes;
}

/** Whether it names a port, rather than being its number. */
export function isPortName(node: Node): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string' && !/^[0-9]*$/.test(node.value);
}
