/** Label selectors and node selectors, as the scheduler matches them. */
import {
  asMapping,
  asMappings,
  asString,
  asStringMap,
  asStrings,
  isMapping,
  type PlainMapping,
} from '../../model/plain.ts';
import { meets } from '../../model/requirement.ts';

export type Labels = Readonly<Record<string, string>>;

/** Whether a `LabelSelector` selects; one that is absent selects nothing, an empty one everything. */
export function selects(selector: unknown, labels: Labels): boolean {
  if (!isMapping(selector)) return false;
  const matchLabels = Object.entries(asStringMap(selector.matchLabels));
  return (
    matchLabels.every(([key, value]) => labels[key] === value) &&
    asMappings(selector.matchExpressions).every((expression) => holds(expression, labels))
  );
}

export function isEmptySelector(selector: unknown): boolean {
  return (
    isMapping(selector) &&
    Object.keys(asMapping(selector.matchLabels)).length === 0 &&
    asMappings(selector.matchExpressions).length === 0
  );
}

/** One requirement of a selector. `Gt` and `Lt` compare integers of 64 bits, and hold for no label that is not one. */
function holds({ key, operator, values }: PlainMapping, labels: Labels): boolean {
  const label = labels[asString(key) ?? ''];
  const named = asStrings(values);
  if (operator === 'Gt' || operator === 'Lt')
    return label !== undefined && named.length === 1 && isBeyond(operator, label, named[0] ?? '');
  return meets(asString(operator) ?? '', named, label) === true;
}

function isBeyond(operator: 'Gt' | 'Lt', label: string, bound: string): boolean {
  const integer = /^[+-]?[0-9]+$/;
  if (!integer.test(label) || !integer.test(bound)) return false;
  const [left, right] = [BigInt(label.replace('+', '')), BigInt(bound.replace('+', ''))];
  return operator === 'Gt' ? left > right : left < right;
}

/** The node that selectors look at. */
export interface SelectableNode {
  readonly name: string;
  readonly labels: Labels;
}

/** Whether a node has the Pod's `nodeSelector` and one of its required node affinity terms. */
export function matchesRequiredNodes(podSpec: PlainMapping, node: SelectableNode): boolean {
  const hasLabels = Object.entries(asStringMap(podSpec.nodeSelector)).every(
    ([key, value]) => node.labels[key] === value,
  );
  const required = requiredNodeTerms(podSpec);
  return hasLabels && (required === undefined || required.some((term) => matchesNodeTerm(term, node)));
}

/** The alternatives of the required node affinity; undefined when there is none. */
export function requiredNodeTerms(podSpec: PlainMapping): readonly PlainMapping[] | undefined {
  const required = asMapping(asMapping(podSpec.affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution;
  return isMapping(required) ? asMappings(required.nodeSelectorTerms) : undefined;
}

/** Whether all parts of a node selector term hold. An empty term matches nothing. */
export function matchesNodeTerm(term: PlainMapping, node: SelectableNode): boolean {
  const expressions = asMappings(term.matchExpressions);
  const fields = asMappings(term.matchFields);
  if (expressions.length + fields.length === 0) return false;
  const nodeFields = { 'metadata.name': node.name };
  return expressions.every((part) => holds(part, node.labels)) && fields.every((part) => holds(part, nodeFields));
}
