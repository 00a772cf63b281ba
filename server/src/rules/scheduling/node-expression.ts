import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import { choiceFixes, wordsOf } from '../fields/choice-fixes.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { dnsSubdomain } from '../formats.ts';
import { keyAndValues } from '../metadata/selectors.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, text, type Value } from '../view.ts';

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
      fixByWriting(document, key, 'metadata.name'),
    );
    return;
  }
  for (const value of values.items) {
    const problems = dnsSubdomain(text(value));
    if (problems.length > 0) yield found(value, `Invalid value "${text(value)}": ${problems.join('; ')}`);
  }
}
