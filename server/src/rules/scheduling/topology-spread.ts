import * as l10n from '@vscode/l10n';
import { compareVersions } from '../../catalog/catalog.ts';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import { fixByRemoving } from '../fields/field-fixes.ts';
import { qualifiedName } from '../formats.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, isSet, number, pathOf, text, type Value } from '../view.ts';
import { labelKeys } from './label-keys.ts';

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
      fixByRemoving(document, keys),
    );
  for (const key of keys.items) {
    const problems = qualifiedName(text(key));
    if (problems.length > 0) yield found(key, `Invalid key "${text(key)}": ${problems.join('; ')}`);
    if (selected.has(text(key)))
      yield found(key, `${text(key)} is in the labelSelector too`, fixByRemoving(document, key));
  }
}
