import { fixByWriting } from '../fields/field-fixes.ts';
import { found, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, number } from '../view.ts';

export const negativeHistory: Rule = warning(
  'negative-history',
  'A negative revisionHistoryLimit keeps all revisions.',
  function* ({ object, root, document }) {
    const value = at(root, 'spec', 'revisionHistoryLimit');
    if (object.kind === 'StatefulSet' && (number(value) ?? 0) < 0)
      yield found(
        value,
        'A negative value retains all historical revisions; a value >= 0 is recommended',
        fixByWriting(document, value, 10, false),
      );
  },
);
