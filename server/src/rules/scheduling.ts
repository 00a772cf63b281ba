/** Where a Pod may run: affinity, tolerations, topology spread and scheduling gates. */
import * as l10n from '@vscode/l10n';
import { compareVersions } from '../catalog/catalog.ts';
import { DEFAULTS } from '../catalog/defaults.ts';
import { gateState } from '../catalog/gates.ts';
import { choiceFixes, wordsOf } from './choices.ts';
import { fix, putValue, removeValue, replaceValue } from './edits.ts';
import {
  dnsLabel,
  dnsSubdomain,
  type Format,
  labelValue,
  qualifiedName,
  toDnsLabel,
  toLabelValue,
  toQualifiedName,
} from './formats.ts';
import { keyAndValues } from './labels.ts';
import { found, foundAtKey, validation } from './report.ts';
import type { Finding, Fix, Rule, Subject } from './rule.ts';
import { at, isSet, number, pathOf, text, texts, type Value } from './view.ts';

export const nodeExpression: Rule = validation(
  'node-expression',
  'An expression over nodes has an operator, and as many values as the operator compares with.',
  function* (subject) {
    for (const term of subject.all('NodeSelectorTerm')) {
      // Of preferences the server does not judge the values.
      const isRequired = term.parent?.type?.kind === 'list';
      for (const expression of at(term, 'matchExpressions').items)
        yield* judgeExpression(subject, expression, isRequired);
      for (const expression of at(term, 'matchFields').items) yield* judgeField(subject, expression);
    }
  },
);

function* judgeExpression(subject: Subject, expression: Value, judgesValues: boolean): Generator<Finding> {
  const { document } = subject;
  const operator = at(expression, 'operator');
  const values = at(expression, 'values');
  const words = wordsOf('NodeSelectorRequirement.operator', subject.version);
  const written = text(operator);
  if (!words.includes(written))
    yield found(
      operator,
      `"${written}" is no selector operator: ${words.join(', ')}`,
      choiceFixes(subject, operator, words),
    );
  else if ((written === 'In' || written === 'NotIn') && values.items.length === 0)
    yield found(
      values,
      `values must be specified when the operator is ${written}`,
      fix(
        l10n.t('Write {0}', 'Exists'),
        false,
        replaceValue(document, operator, written === 'In' ? 'Exists' : 'DoesNotExist'),
      ),
    );
  else if ((written === 'Exists' || written === 'DoesNotExist') && values.items.length > 0)
    yield foundAtKey(
      values,
      `values must not be specified when the operator is ${written}`,
      fix(l10n.t('Remove them'), true, removeValue(document, values)),
    );
  else if ((written === 'Gt' || written === 'Lt') && values.items.length !== 1)
    yield found(values, `values must be a single one when the operator is ${written}`);
  yield* keyAndValues(subject, expression, judgesValues);
}

function* judgeField(subject: Subject, expression: Value): Generator<Finding> {
  const { document } = subject;
  const operator = at(expression, 'operator');
  const values = at(expression, 'values');
  const written = text(operator);
  if (written === 'In' || written === 'NotIn') {
    if (values.items.length !== 1)
      yield found(values, `values must be a single one when the operator is ${written} for a field of nodes`);
  } else
    yield found(
      operator,
      `"${written}" is no operator for fields of nodes: In, NotIn`,
      choiceFixes(subject, operator, ['In', 'NotIn']),
    );
  const key = at(expression, 'key');
  if (text(key) !== 'metadata.name') {
    yield found(
      key,
      `"${text(key)}" is no field of nodes to select by: metadata.name is`,
      fix(l10n.t('Write {0}', 'metadata.name'), true, replaceValue(document, key, 'metadata.name')),
    );
    return;
  }
  for (const value of values.items) {
    const problems = dnsSubdomain(text(value));
    if (problems.length > 0) yield found(value, `Invalid value "${text(value)}": ${problems.join('; ')}`);
  }
}

export const podAffinity: Rule = validation(
  'pod-affinity',
  'A term names namespaces and a topology key that exist as names.',
  function* (subject) {
    const { document } = subject;
    for (const term of subject.all('PodAffinityTerm')) {
      for (const namespace of at(term, 'namespaces').items) {
        const problems = dnsLabel(text(namespace));
        const better = toDnsLabel(text(namespace));
        if (problems.length > 0)
          yield found(
            namespace,
            `Invalid value "${text(namespace)}": ${problems.join('; ')}`,
            better ? fix(l10n.t('Write {0}', better), true, replaceValue(document, namespace, better)) : [],
            `${pathOf(term)}.namespace`,
          );
      }
      const key = at(term, 'topologyKey');
      const problems = text(key) === '' ? [] : qualifiedName(text(key));
      if (problems.length > 0) yield found(key, `Invalid key "${text(key)}": ${problems.join('; ')}`);
      yield* labelKeys(subject, term, ['matchLabelKeys', 'mismatchLabelKeys']);
    }
  },
);

/** `matchLabelKeys` and its opposite: keys of the Pod's own labels that are added to the selector. */
function* labelKeys({ document, pod }: Subject, holder: Value, fields: readonly string[]): Generator<Finding> {
  const selector = at(holder, 'labelSelector');
  for (const field of fields) {
    const keys = at(holder, field);
    if (keys.items.length === 0) continue;
    if (!isSet(selector)) {
      yield foundAtKey(
        keys,
        `${field} must not be specified when labelSelector is not set`,
        fix(l10n.t('Remove it'), true, removeValue(document, keys)),
      );
      continue;
    }
    for (const key of keys.items) {
      const problems = qualifiedName(text(key));
      if (problems.length > 0) yield found(key, `Invalid key "${text(key)}": ${problems.join('; ')}`);
    }
  }
  if (isSet(selector) && pod) {
    const matching = at(holder, 'matchLabelKeys').items;
    const mismatching = new Set(texts(at(holder, 'mismatchLabelKeys')));
    const labels = at(pod.metadata, 'labels').fields;
    // The server has added an expression for each key that the Pod has as a label, after those that are written.
    const added = pod.standalone
      ? [...matching, ...at(holder, 'mismatchLabelKeys').items].map(text).filter((key) => labels.has(key))
      : [];
    const selected = new Set(at(selector, 'matchLabels').fields.keys());
    for (const key of [...at(selector, 'matchExpressions').items.map((one) => text(at(one, 'key'))), ...added]) {
      const index = matching.findLastIndex((one) => text(one) === key);
      const value = matching[index];
      if (value && selected.has(key))
        yield found(
          value,
          `${key} is in the labelSelector too`,
          fix(l10n.t('Remove it'), true, removeValue(document, value)),
          `${pathOf(holder)}[${index}]`,
        );
      selected.add(key);
    }
    for (const value of matching)
      if (mismatching.has(text(value)))
        yield found(
          value,
          `${text(value)} is in mismatchLabelKeys too`,
          fix(l10n.t('Remove it'), true, removeValue(document, value)),
        );
  }
}

/** The text that fits, if there is one. */
function repaired(document: Subject['document'], value: Value, better: string, format: Format): Fix[] {
  const isBetter = better !== '' && format(better).length === 0;
  return isBetter ? fix(l10n.t('Write {0}', better), true, replaceValue(document, value, better)) : [];
}

export const toleration: Rule = validation(
  'toleration',
  'A toleration names a taint by key, operator, value and effect, and what one of them says must fit the others.',
  function* (subject) {
    const { document, version } = subject;
    for (const one of subject.all('Toleration')) {
      const key = at(one, 'key');
      const operator = at(one, 'operator');
      const value = at(one, 'value');
      const effect = at(one, 'effect');
      const written = text(operator);
      const words = [
        'Equal',
        'Exists',
        ...(gateState('TaintTolerationComparisonOperators', version).on ? ['Lt', 'Gt'] : []),
      ];
      const keyProblems = text(key) === '' ? [] : qualifiedName(text(key));
      if (keyProblems.length > 0)
        yield found(
          key,
          `Invalid key "${text(key)}": ${keyProblems.join('; ')}`,
          repaired(document, key, toQualifiedName(text(key)), qualifiedName),
        );
      if (text(key) === '' && written !== 'Exists') {
        const edits = operator.node
          ? replaceValue(document, operator, 'Exists')
          : putValue(document, operator, 'Exists');
        const removal = isSet(value) ? removeValue(document, value) : undefined;
        yield found(
          operator.node ? operator : one,
          'operator must be Exists when key is empty, which matches all taints',
          fix(
            l10n.t('Write {0}', 'operator: Exists'),
            true,
            one.fields.size === 1 && removal
              ? replaceValue(document, one, { operator: 'Exists' })
              : edits && [...edits, ...(removal ?? [])],
          ),
          pathOf(operator),
        );
      }
      if (isSet(at(one, 'tolerationSeconds')) && text(effect) !== 'NoExecute') {
        const fixes = [
          ...fix(
            l10n.t('Write {0}', 'effect: NoExecute'),
            true,
            effect.node ? replaceValue(document, effect, 'NoExecute') : putValue(document, effect, 'NoExecute'),
          ),
          ...fix(l10n.t('Remove {0}', 'tolerationSeconds'), false, removeValue(document, at(one, 'tolerationSeconds'))),
        ];
        yield found(
          effect.node ? effect : at(one, 'tolerationSeconds'),
          'effect must be NoExecute when tolerationSeconds is set',
          fixes,
          pathOf(effect),
        );
      }
      if (written === '' || written === 'Equal') {
        const problems = labelValue(text(value));
        if (problems.length > 0)
          yield found(
            value,
            `Invalid value "${text(value)}": ${problems.join('; ')}`,
            repaired(document, value, toLabelValue(text(value)), labelValue),
            pathOf(operator),
          );
      } else if (written === 'Exists') {
        if (text(value) !== '')
          yield found(
            value,
            'value must be empty when the operator is Exists',
            [
              ...fix(l10n.t('Remove {0}', 'value'), true, removeValue(document, value)),
              ...fix(l10n.t('Write {0}', 'operator: Equal'), false, replaceValue(document, operator, 'Equal')),
            ],
            pathOf(operator),
          );
      } else if (!words.includes(written))
        yield found(
          operator,
          `Unsupported value "${written}": must be ${words.join(' or ')}`,
          choiceFixes(subject, operator, words, DEFAULTS['Toleration.operator']),
        );
    }
  },
);

export const topologySpread: Rule = validation(
  'topology-spread',
  'Each pair of topologyKey and whenUnsatisfiable has one constraint; minDomains goes with DoNotSchedule.',
  function* (subject) {
    const { pod, document, version } = subject;
    const constraints = pod ? at(pod.spec, 'topologySpreadConstraints').items : [];
    for (const [index, constraint] of constraints.entries()) {
      const kindOf = (one: Value) => `${text(at(one, 'topologyKey'))} ${text(at(one, 'whenUnsatisfiable'))}`;
      const repeats = constraints.slice(index + 1).some((other) => kindOf(other) === kindOf(constraint));
      if (repeats)
        yield found(
          at(constraint, 'topologyKey'),
          'Another constraint has the same topologyKey and whenUnsatisfiable',
          fix(l10n.t('Remove this constraint'), true, removeValue(document, constraint)),
          `${pathOf(constraint)}.{topologyKey, whenUnsatisfiable}`,
        );
      const domains = at(constraint, 'minDomains');
      const action = text(at(constraint, 'whenUnsatisfiable'));
      if (number(domains) !== undefined && action !== 'DoNotSchedule') {
        const fixes = [
          ...fix(l10n.t('Remove {0}', 'minDomains'), true, removeValue(document, domains)),
          ...fix(
            l10n.t('Write {0}', 'whenUnsatisfiable: DoNotSchedule'),
            false,
            replaceValue(document, at(constraint, 'whenUnsatisfiable'), 'DoNotSchedule'),
          ),
        ];
        yield found(domains, 'minDomains can only be used with whenUnsatisfiable: DoNotSchedule', fixes);
      }
      if (compareVersions(version, '1.34') >= 0) yield* labelKeys(subject, constraint, ['matchLabelKeys']);
      else yield* legacyLabelKeys(subject, constraint);
    }
  },
);

function* legacyLabelKeys({ document }: Subject, constraint: Value): Generator<Finding> {
  const keys = at(constraint, 'matchLabelKeys');
  if (keys.items.length === 0) return;
  const selector = at(constraint, 'labelSelector');
  const selected = new Set([
    ...at(selector, 'matchLabels').fields.keys(),
    ...at(selector, 'matchExpressions').items.map((one) => text(at(one, 'key'))),
  ]);
  if (!isSet(selector))
    yield foundAtKey(
      keys,
      'matchLabelKeys must not be specified when labelSelector is not set',
      fix(l10n.t('Remove it'), true, removeValue(document, keys)),
    );
  for (const key of keys.items) {
    const problems = qualifiedName(text(key));
    if (problems.length > 0) yield found(key, `Invalid key "${text(key)}": ${problems.join('; ')}`);
    if (selected.has(text(key)))
      yield found(
        key,
        `${text(key)} is in the labelSelector too`,
        fix(l10n.t('Remove it'), true, removeValue(document, key)),
      );
  }
}

export const schedulingGate: Rule = validation(
  'scheduling-gate',
  'Scheduling gates have different names, and hold back a Pod that has no node yet.',
  function* ({ pod, document }) {
    if (!pod) return;
    const gates = at(pod.spec, 'schedulingGates').items;
    const seen = new Set<string>();
    for (const gate of gates) {
      const name = text(at(gate, 'name'));
      if (seen.has(name))
        yield found(
          at(gate, 'name'),
          `Duplicate value "${name}"`,
          fix(l10n.t('Remove it'), true, removeValue(document, gate)),
          pathOf(gate),
        );
      seen.add(name);
    }
    const node = at(pod.spec, 'nodeName');
    if (pod.standalone && gates.length > 0 && text(node) !== '')
      yield found(
        node,
        'nodeName cannot be set while there are scheduling gates',
        fix(l10n.t('Remove it'), true, removeValue(document, node)),
      );
  },
);

export const schedulingRules: readonly Rule[] = [
  nodeExpression,
  podAffinity,
  toleration,
  topologySpread,
  schedulingGate,
];
