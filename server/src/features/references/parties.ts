/** Who finds whom by labels: Pods with the labels that they have, and selectors with those that they ask for. */
import { childOf, type Node, stringAt } from '../../yaml/tree.ts';
import type { Party, Requirement } from './occurrence.ts';

export function areLinked(a: Party, b: Party): boolean {
  const pod = [a, b].find((party) => party.kind === 'pod');
  const selector = [a, b].find((party) => party.kind === 'selector');
  if (!pod || !selector) return false;
  if (selector.template) return selector.template === pod;
  if (selector.namespaces && !selector.namespaces.includes(pod.namespace)) return false;
  return (
    selector.requirements.length > 0 && selector.requirements.every((requirement) => holds(requirement, pod.labels))
  );
}

function holds({ key, operator, values }: Requirement, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** The string entries of a map of labels. */
export function labelsIn(node: Node | undefined): Map<string, string> {
  if (node?.kind !== 'mapping') return new Map();
  return new Map(
    node.entries.flatMap(({ name, value }): [string, string][] =>
      value.kind === 'scalar' && typeof value.value === 'string' ? [[name, value.value]] : [],
    ),
  );
}

/** @param selector a `LabelSelector` or, as a Service has it, a map of labels */
export function requirementsIn(selector: Node | undefined, isMap: boolean): Requirement[] {
  const labels = labelsIn(isMap ? selector : childOf(selector, 'matchLabels'));
  const expressions = isMap ? undefined : childOf(selector, 'matchExpressions');
  return [
    ...[...labels].map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...(expressions?.kind === 'sequence' ? expressions.items : []).map((expression) => ({
      key: stringAt(expression, 'key') ?? '',
      operator: stringAt(expression, 'operator') ?? '',
      values: stringsIn(childOf(expression, 'values')),
    })),
  ];
}

function stringsIn(node: Node | undefined): string[] {
  if (node?.kind !== 'sequence') return [];
  return node.items.flatMap((item) => (item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : []));
}
