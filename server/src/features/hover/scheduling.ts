/** What steers the Pod to nodes, in words: selectors, affinity, spreading and tolerations. */
import {
  asMapping,
  asMappings,
  asNumber,
  asString,
  asStringMap,
  asStrings,
  type PlainMapping,
} from '../../model/plain.ts';
import type { Place } from '../../model/walk.ts';
import { toValue } from '../../yaml/tree.ts';
import { code, type Describe, listed } from './hovered.ts';

export const describeScheduling: Describe = ({ field, place, pod }) => {
  if (field === 'PodSpec.nodeSelector') return nodeSelectorInWords(asStringMap(asMapping(pod?.spec).nodeSelector));
  for (let at: Place | undefined = place; at; at = at.parent) {
    const inWords = at.type?.kind === 'object' ? IN_WORDS[at.type.definition] : undefined;
    if (inWords) return inWords(asMapping(toValue(at.node)));
  }
  return undefined;
};

type InWords = (value: PlainMapping) => string | undefined;

const IN_WORDS: Readonly<Record<string, InWords>> = {
  Affinity: ({ nodeAffinity, podAffinity, podAntiAffinity }) =>
    paragraphs([
      nodeAffinityInWords(asMapping(nodeAffinity)),
      podAffinityInWords(asMapping(podAffinity), 'a Pod'),
      podAffinityInWords(asMapping(podAntiAffinity), 'no Pod'),
    ]),
  NodeAffinity: (value) => nodeAffinityInWords(value),
  PodAffinity: (value) => podAffinityInWords(value, 'a Pod'),
  PodAntiAffinity: (value) => podAffinityInWords(value, 'no Pod'),
  Toleration: tolerationInWords,
  TopologySpreadConstraint: spreadInWords,
};

const paragraphs = (parts: readonly (string | undefined)[]): string | undefined =>
  parts.filter(Boolean).join(' ') || undefined;

function nodeSelectorInWords(labels: Readonly<Record<string, string>>): string | undefined {
  const wanted = Object.entries(labels).map(([key, value]) => code(`${key}=${value}`));
  return wanted.length > 0
    ? `Only onto nodes with ${listed(wanted)}; while there is none, the Pod stays Pending.`
    : undefined;
}

function nodeAffinityInWords(affinity: PlainMapping): string | undefined {
  const required = asMapping(affinity.requiredDuringSchedulingIgnoredDuringExecution);
  const terms = asMappings(required.nodeSelectorTerms).map(termInWords);
  const preferred = asMappings(affinity.preferredDuringSchedulingIgnoredDuringExecution).map(
    ({ weight, preference }) => `${termInWords(asMapping(preference))} (weight ${asNumber(weight) ?? '?'})`,
  );
  return paragraphs([
    terms.length > 0 ? `Only onto nodes with ${terms.join(', or with ')}.` : undefined,
    preferred.length > 0 ? `Rather onto nodes with ${preferred.join(', and with ')}.` : undefined,
  ]);
}

/** All of a term's expressions have to hold. */
function termInWords({ matchExpressions, matchFields }: PlainMapping): string {
  const expressions = [...asMappings(matchExpressions), ...asMappings(matchFields)].map(expressionInWords);
  return listed(expressions) || 'whatever labels';
}

function expressionInWords({ key, operator, values }: PlainMapping): string {
  const name = asString(key) ?? '?';
  const among = asStrings(values);
  switch (operator) {
    case 'In':
      return among.length === 1 ? code(`${name}=${among[0]}`) : `${code(name)} among ${among.map(code).join(', ')}`;
    case 'NotIn':
      return `${code(name)} not ${among.map(code).join(' or ')}`;
    case 'Exists':
      return `a label ${code(name)}`;
    case 'DoesNotExist':
      return `no label ${code(name)}`;
    case 'Gt':
      return code(`${name} > ${among[0] ?? '?'}`);
    case 'Lt':
      return code(`${name} < ${among[0] ?? '?'}`);
    default:
      return code(name);
  }
}

function podAffinityInWords(affinity: PlainMapping, whom: 'a Pod' | 'no Pod'): string | undefined {
  const where = (term: PlainMapping): string =>
    `${whom} with ${selectorInWords(term.labelSelector)} runs in the same ${code(asString(term.topologyKey) ?? '?')}`;
  const required = asMappings(affinity.requiredDuringSchedulingIgnoredDuringExecution).map(where);
  const preferred = asMappings(affinity.preferredDuringSchedulingIgnoredDuringExecution).map(
    ({ weight, podAffinityTerm }) => `${where(asMapping(podAffinityTerm))} (weight ${asNumber(weight) ?? '?'})`,
  );
  return paragraphs([
    required.length > 0 ? `Only where ${listed(required)}.` : undefined,
    preferred.length > 0 ? `Rather where ${listed(preferred)}.` : undefined,
  ]);
}

function selectorInWords(selector: unknown): string {
  const { matchLabels, matchExpressions } = asMapping(selector);
  const labels = Object.entries(asStringMap(matchLabels)).map(([key, value]) => code(`${key}=${value}`));
  return listed([...labels, ...asMappings(matchExpressions).map(expressionInWords)]) || 'whatever labels';
}

function spreadInWords(constraint: PlainMapping): string {
  const { maxSkew, topologyKey, whenUnsatisfiable, labelSelector } = constraint;
  const pods = `Pods with ${selectorInWords(labelSelector)}`;
  const otherwise =
    whenUnsatisfiable === 'ScheduleAnyway'
      ? 'Where that cannot be, it goes where they differ least.'
      : 'Where that cannot be, the Pod stays Pending.';
  return `Keeps the numbers of ${pods} within ${asNumber(maxSkew) ?? '?'} of each other, over the nodes grouped by ${code(asString(topologyKey) ?? '?')}. ${otherwise}`;
}

function tolerationInWords({ key, operator, value, effect, tolerationSeconds }: PlainMapping): string {
  const exists = operator === 'Exists';
  const name = asString(key);
  const taint = name
    ? `taints ${code(exists || value === undefined ? name : `${name}=${asString(value) ?? ''}`)}`
    : 'every taint';
  const effects = asString(effect);
  const limit = asNumber(tolerationSeconds);
  const may = `Lets the Pod onto nodes with ${taint}${effects ? ` of effect ${code(effects)}` : ', whatever their effect'}`;
  const evicts = effects === 'NoExecute' || !effects;
  const stays = limit === undefined ? ', and stay there' : `, and stay there for ${limit} s`;
  return `${may}${evicts ? stays : ''}. It does not draw the Pod there.`;
}
