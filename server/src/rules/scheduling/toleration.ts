import * as l10n from '@vscode/l10n';
import { DEFAULTS } from '../../catalog/defaults.ts';
import { gateState } from '../../catalog/gates.ts';
import { putValue } from '../edits/add.ts';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import { choiceFixes } from '../fields/choice-fixes.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { type Format, labelValue, qualifiedName, toLabelValue, toQualifiedName } from '../formats.ts';
import { fix, found, validation } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { at, isSet, pathOf, text, type Value } from '../view.ts';

/** The text that fits, if there is one. */
function repaired(document: Subject['document'], value: Value, better: string, format: Format): Fix[] {
  const isBetter = better !== '' && format(better).length === 0;
  return isBetter ? fixByWriting(document, value, better) : [];
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
