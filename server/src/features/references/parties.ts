/** Who finds whom by labels: Pods with the labels that they have, and selectors with those that they ask for. */
import { meets } from '../../model/requirement.ts';
import { childOf, type Node, stringAt } from '../../yaml/tree.ts';
import type { Party, Requirement } from './occurrence.ts';

export function areLinked(a: Party, b: Party): boolean {
  const pod = [a, b].find((party) => party.kind === 'pod');
  const selector = [a, b].find((party) => party.kind === 'selector');
  if (!pod || !selector) return false;
  if (selector.template) return selector.template === pod;
  if (selector.namespaces && !selector.namespaces.includes(pod.namespace)) return false;
  const holds = ({ key, operator, values }: Requirement) => meets(operator, values, pod.labels.get(key)) === true;
  return selector.requirements.length > 0 && selector.requirements.every(holds);
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
