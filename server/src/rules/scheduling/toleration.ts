import * as l10n from '@vscode/l10n';
import { DEFAULTS } from '../../catalog/defaults.ts';
import { gateState } from '../../catalog/gates.ts';
import { putValue } from '../edits/add.ts';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import { choiceFixes } from '../fields/choice-fixes.ts';
import { fixByRepairing } from '../fields/field-fixes.ts';
import { labelValue, qualifiedName, toLabelValue, toQualifiedName } from '../formats.ts';
import { fix, found, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, isSet, pathOf, text, type Value } from '../view.ts';

export const toleration: Rule = validation(
  'toleration',
  'A toleration names a taint by key, operator, value and effect, and what one of them says must fit the others.',
  function* (subject) {
    for (const one of subject.all('Toleration')) {
      yield* judgeKey(subject, one);
      yield* judgeSeconds(subject, one);
      yield* judgeValue(subject, one);
    }
  },
);

function* judgeKey({ document }: Subject, one: Value): Generator<Finding> {
  const key = at(one, 'key');
  const problems = text(key) === '' ? [] : qualifiedName(text(key));
  if (problems.length > 0)
    yield found(
      key,
      `Invalid key "${text(key)}": ${problems.join('; ')}`,
      fixByRepairing(document, key, toQualifiedName(text(key)), qualifiedName),
    );
  const operator = at(one, 'operator');
  if (text(key) !== '' || text(operator) === 'Exists') return;
  const value = at(one, 'value');
  const edits = operator.node ? replaceValue(document, operator, 'Exists') : putValue(document, operator, 'Exists');
  const removal = isSet(value) ? removeValue(document, value) : undefined;
  const all =
    one.fields.size === 1 && removal
      ? replaceValue(document, one, { operator: 'Exists' })
      : edits && [...edits, ...(removal ?? [])];
  yield found(
    operator.node ? operator : one,
    'operator must be Exists when key is empty, which matches all taints',
    fix(l10n.t('Write {0}', 'operator: Exists'), true, all),
    pathOf(operator),
  );
}

function* judgeSeconds({ document }: Subject, one: Value): Generator<Finding> {
  const seconds = at(one, 'tolerationSeconds');
  const effect = at(one, 'effect');
  if (!isSet(seconds) || text(effect) === 'NoExecute') return;
  const fixes = [
    ...fix(
      l10n.t('Write {0}', 'effect: NoExecute'),
      true,
      effect.node ? replaceValue(document, effect, 'NoExecute') : putValue(document, effect, 'NoExecute'),
    ),
    ...fix(l10n.t('Remove {0}', 'tolerationSeconds'), false, removeValue(document, seconds)),
  ];
  yield found(
    effect.node ? effect : seconds,
    'effect must be NoExecute when tolerationSeconds is set',
    fixes,
    pathOf(effect),
  );
}

/** What the operator makes of the value; the server names the operator for all of it. */
function* judgeValue(subject: Subject, one: Value): Generator<Finding> {
  const { document, version } = subject;
  const operator = at(one, 'operator');
  const value = at(one, 'value');
  const written = text(operator);
  const compares = gateState('TaintTolerationComparisonOperators', version).on;
  const words = ['Equal', 'Exists', ...(compares ? ['Lt', 'Gt'] : [])];
  if (written === '' || written === 'Equal') {
    const problems = labelValue(text(value));
    if (problems.length > 0)
      yield found(
        value,
        `Invalid value "${text(value)}": ${problems.join('; ')}`,
        fixByRepairing(document, value, toLabelValue(text(value)), labelValue),
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
