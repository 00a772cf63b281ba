import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { choiceFixes, wordsOf } from '../fields/choice-fixes.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';
import { keyAndValues, takesValues } from './selectors.ts';

export const invalidSelector: Rule = validation(
  'invalid-selector',
  'A selector has an operator, and values exactly when the operator compares with some.',
  function* (subject) {
    const { document } = subject;
    for (const expression of subject.all('LabelSelectorRequirement')) {
      const operator = at(expression, 'operator');
      const values = at(expression, 'values');
      const words = wordsOf('LabelSelectorRequirement.operator', subject.version);
      if (!words.includes(text(operator)))
        yield found(
          operator,
          `"${text(operator)}" is no selector operator: ${words.join(', ')}`,
          choiceFixes(subject, operator, words),
        );
      else if (takesValues(text(operator)) && values.items.length === 0)
        yield found(values, `values must be specified when the operator is ${text(operator)}`);
      else if (!takesValues(text(operator)) && values.items.length > 0)
        yield foundAtKey(
          values,
          `values must not be specified when the operator is ${text(operator)}`,
          fix(l10n.t('Remove them'), true, removeValue(document, values)),
        );
      yield* keyAndValues(subject, expression, true);
    }
  },
);
