/** What steers the Pod to nodes, in words: selectors, affinity, spreading and tolerations. */
import * as l10n from '@vscode/l10n';
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
import { enumerated, listed, listedClauses } from '../../texts.ts';
import { toValue } from '../../yaml/tree.ts';
import { code, type Describe, paragraph } from './hovered.ts';

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
    paragraph([
      nodeAffinityInWords(asMapping(nodeAffinity)),
      podAffinityInWords(asMapping(podAffinity), near),
      podAffinityInWords(asMapping(podAntiAffinity), apart),
    ]),
  NodeAffinity: (value) => nodeAffinityInWords(value),
  PodAffinity: (value) => podAffinityInWords(value, near),
  PodAntiAffinity: (value) => podAffinityInWords(value, apart),
  Toleration: tolerationInWords,
  TopologySpreadConstraint: spreadInWords,
};

function nodeSelectorInWords(labels: Readonly<Record<string, string>>): string | undefined {
  const wanted = Object.entries(labels).map(([key, value]) => code(`${key}=${value}`));
  return wanted.length > 0
    ? l10n.t('Only onto nodes with {0}; while there is none, the Pod stays Pending.', listed(wanted))
    : undefined;
}

function nodeAffinityInWords(affinity: PlainMapping): string | undefined {
  const required = asMapping(affinity.requiredDuringSchedulingIgnoredDuringExecution);
  const terms = asMappings(required.nodeSelectorTerms).map(termInWords);
  const preferred = asMappings(affinity.preferredDuringSchedulingIgnoredDuringExecution).map(({ weight, preference }) =>
    weighed(termInWords(asMapping(preference)), weight),
  );
  return paragraph([
    terms.length > 0
      ? l10n.t(
          'Only onto nodes with {0}.',
          terms.reduce((before, term) => l10n.t('{0}, or with {1}', before, term)),
        )
      : undefined,
    preferred.length > 0
      ? l10n.t(
          'Rather onto nodes with {0}.',
          preferred.reduce((before, term) => l10n.t('{0}, and with {1}', before, term)),
        )
      : undefined,
  ]);
}

const weighed = (what: string, weight: unknown): string => l10n.t('{0} (weight {1})', what, asNumber(weight) ?? '?');

/** All of a term's expressions have to hold. */
function termInWords({ matchExpressions, matchFields }: PlainMapping): string {
  const expressions = [...asMappings(matchExpressions), ...asMappings(matchFields)].map(expressionInWords);
  return listedClauses(expressions) || l10n.t('whatever labels');
}

function expressionInWords({ key, operator, values }: PlainMapping): string {
  const name = asString(key) ?? '?';
  const among = asStrings(values);
  switch (operator) {
    case 'In':
      return among.length === 1
        ? code(`${name}=${among[0]}`)
        : l10n.t('{0} among {1}', code(name), enumerated(among.map(code)));
    case 'NotIn':
      return l10n.t('{0} not {1}', code(name), either(among.map(code)));
    case 'Exists':
      return l10n.t('a label {0}', code(name));
    case 'DoesNotExist':
      return l10n.t('no label {0}', code(name));
    case 'Gt':
      return code(`${name} > ${among[0] ?? '?'}`);
    case 'Lt':
      return code(`${name} < ${among[0] ?? '?'}`);
    default:
      return code(name);
  }
}

function either(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : parts.reduce((before, part) => l10n.t('{0} or {1}', before, part));
}

/** Where a Pod that a selector chooses runs already, or where none does. */
type Where = (selector: string, topologyKey: string) => string;

const near: Where = (selector, key) => l10n.t('a Pod with {0} runs in the same {1}', selector, key);
const apart: Where = (selector, key) => l10n.t('no Pod with {0} runs in the same {1}', selector, key);

function podAffinityInWords(affinity: PlainMapping, inWords: Where): string | undefined {
  const where = ({ labelSelector, topologyKey }: PlainMapping): string =>
    inWords(selectorInWords(labelSelector), code(asString(topologyKey) ?? '?'));
  const required = asMappings(affinity.requiredDuringSchedulingIgnoredDuringExecution).map(where);
  const preferred = asMappings(affinity.preferredDuringSchedulingIgnoredDuringExecution).map(
    ({ weight, podAffinityTerm }) => weighed(where(asMapping(podAffinityTerm)), weight),
  );
  return paragraph([
    required.length > 0 ? l10n.t('Only where {0}.', listedClauses(required)) : undefined,
    preferred.length > 0 ? l10n.t('Rather where {0}.', listedClauses(preferred)) : undefined,
  ]);
}

function selectorInWords(selector: unknown): string {
  const { matchLabels, matchExpressions } = asMapping(selector);
  const labels = Object.entries(asStringMap(matchLabels)).map(([key, value]) => code(`${key}=${value}`));
  return (
    listedClauses([...labels, ...asMappings(matchExpressions).map(expressionInWords)]) || l10n.t('whatever labels')
  );
}

function spreadInWords(constraint: PlainMapping): string | undefined {
  const { maxSkew, topologyKey, whenUnsatisfiable, labelSelector } = constraint;
  const spread = l10n.t(
    'Keeps the numbers of Pods with {0} within {1} of each other, over the nodes grouped by {2}.',
    selectorInWords(labelSelector),
    asNumber(maxSkew) ?? '?',
    code(asString(topologyKey) ?? '?'),
  );
  const otherwise =
    whenUnsatisfiable === 'ScheduleAnyway'
      ? l10n.t('Where that cannot be, it goes where they differ least.')
      : l10n.t('Where that cannot be, the Pod stays Pending.');
  return paragraph([spread, otherwise]);
}

function tolerationInWords({ key, operator, value, effect, tolerationSeconds }: PlainMapping): string | undefined {
  const exists = operator === 'Exists';
  const name = asString(key);
  const taint = name
    ? l10n.t('taints {0}', code(exists || value === undefined ? name : `${name}=${asString(value) ?? ''}`))
    : l10n.t('every taint');
  return paragraph([
    admission(taint, asString(effect), asNumber(tolerationSeconds)),
    l10n.t('It does not draw the Pod there.'),
  ]);
}

/** Only `NoExecute` sends Pods away that are there already. */
function admission(taint: string, effect: string | undefined, limit: number | undefined): string {
  if (!effect)
    return limit === undefined
      ? l10n.t('Lets the Pod onto nodes with {0}, whatever their effect, and stay there.', taint)
      : l10n.t('Lets the Pod onto nodes with {0}, whatever their effect, and stay there for {1} s.', taint, limit);
  if (effect !== 'NoExecute') return l10n.t('Lets the Pod onto nodes with {0} of effect {1}.', taint, code(effect));
  return limit === undefined
    ? l10n.t('Lets the Pod onto nodes with {0} of effect {1}, and stay there.', taint, code(effect))
    : l10n.t('Lets the Pod onto nodes with {0} of effect {1}, and stay there for {2} s.', taint, code(effect), limit);
}
