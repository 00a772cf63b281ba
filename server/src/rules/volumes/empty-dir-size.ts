import { sign } from '../../quantity/quantity.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, quantity } from '../view.ts';

export const emptyDirSize: Rule = validation(
  'empty-dir-size',
  'The size limit of an emptyDir is not negative.',
  function* ({ all, document }) {
    for (const source of all('EmptyDirVolumeSource')) {
      const limit = at(source, 'sizeLimit');
      const amount = quantity(limit);
      if (!amount || sign(amount) >= 0) continue;
      const positive = limit.node?.kind === 'scalar' ? limit.node.text.replace(/^-/, '') : '';
      yield found(limit, 'sizeLimit must not be negative', fixByWriting(document, limit, positive));
    }
  },
);
