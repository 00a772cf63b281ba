import * as l10n from '@vscode/l10n';
import { sign } from '../../quantity/quantity.ts';
import { removeValue } from '../edits/remove.ts';
import { advice, fix, found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at } from '../view.ts';
import { amountOf, amounts } from './amounts.ts';

export const zeroRequest: Rule = advice(
  'zero-request',
  'A request of 0 reserves nothing, and keeps the limit from being requested: leave it out, or say how much is needed.',
  function* (subject) {
    for (const { name, value, quantity, list, resources } of amounts(subject)) {
      if (list !== 'requests' || sign(quantity) !== 0 || (name !== 'cpu' && name !== 'memory')) continue;
      const limit = amountOf(at(resources, 'limits', name));
      if (limit && sign(limit.quantity) === 0) continue;
      const message =
        name === 'cpu' ? l10n.t('A request of 0 reserves no CPU') : l10n.t('A request of 0 reserves no memory');
      const title = limit ? l10n.t('Remove it: {0} is requested, as the limit', limit.text) : l10n.t('Remove it');
      yield found(value, message, fix(title, false, removeValue(subject.document, value)));
    }
  },
);
