/** NodeAffinity: only nodes that the Pod's nodeSelector and required node affinity take, and better those it prefers. */
import { asMapping, asMappings, asNumber, asString, asStrings, type PlainMapping } from '../../../model/plain.ts';
import { normalized, type Plugin, unresolvable } from '../plugin.ts';
import type { SchedulingPod } from '../pod.ts';
import { matchesNodeTerm, matchesRequiredNodes, requiredNodeTerms } from '../selectors.ts';

export const nodeAffinity: Plugin = {
  name: 'NodeAffinity',

  preFilter: ({ pod }) => {
    const nodeNames = namedNodes(pod);
    if (nodeNames === undefined) return undefined;
    return nodeNames.length === 0 ? { obstacle: 'pod affinity terms conflict' } : { nodeNames };
  },

  filter:
    ({ pod }) =>
    (node) =>
      matchesRequiredNodes(pod.spec, node)
        ? undefined
        : unresolvable("node(s) didn't match Pod's node affinity/selector"),

  preScoreError: ({ pod }) => {
    const errors = preferredTerms(pod).flatMap(({ preference, weight }, i) =>
      asNumber(weight) === 0 ? [] : valueErrors(asMapping(preference), `[${i}]`),
    );
    return errors.length > 1 ? `[${errors.join(', ')}]` : errors[0];
  },

  score: ({ pod }, fitting) => {
    const terms = preferredTerms(pod);
    return terms.length === 0
      ? undefined
      : normalized(
          fitting.map((node) =>
            terms
              .filter(({ preference }) => matchesNodeTerm(asMapping(preference), node))
              .reduce((sum, { weight }) => sum + (asNumber(weight) ?? 0), 0),
          ),
        );
  },
};

function preferredTerms({ spec }: SchedulingPod): readonly PlainMapping[] {
  const { preferredDuringSchedulingIgnoredDuringExecution: terms } = asMapping(asMapping(spec.affinity).nodeAffinity);
  return asMappings(terms);
}

/** The nodes that the required node affinity names; undefined when one of its terms names none. */
function namedNodes({ spec }: SchedulingPod): readonly string[] | undefined {
  const terms = requiredNodeTerms(spec);
  if (!terms || terms.length === 0) return undefined;
  const names = new Set<string>();
  for (const term of terms) {
    const lists = asMappings(term.matchFields)
      .filter(({ key, operator }) => key === 'metadata.name' && operator === 'In')
      .map(({ values }) => asStrings(values));
    const [first, ...others] = lists;
    if (!first) return undefined;
    for (const name of first) if (others.every((list) => list.includes(name))) names.add(name);
  }
  return [...names];
}

/**
 * What the API server lets pass in a preferred term and the scheduler does not, in its words
 * (`NewRequirement` in `apimachinery/pkg/labels`).
 */
function valueErrors(term: PlainMapping, path: string): readonly string[] {
  return asMappings(term.matchExpressions).flatMap(({ key, operator, values }, i) => {
    const isNumeric = operator === 'Gt' || operator === 'Lt';
    const errors = asStrings(values).flatMap((value, j) => {
      const at = `${path}.matchExpressions[${i}].values[${j}]`;
      return [
        ...(isNumeric && !/^[+-]?[0-9]+$/.test(value)
          ? [`${at}: Invalid value: "${value}": for 'Gt', 'Lt' operators, the value must be an integer`]
          : []),
        ...(LABEL_VALUE.test(value) ? [] : [`${at}[${asString(key) ?? ''}]: Invalid value: "${value}": ${NO_LABEL}`]),
      ];
    });
    return errors.length > 1 ? [`[${errors.join(', ')}]`] : errors;
  });
}

const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const NO_LABEL =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
