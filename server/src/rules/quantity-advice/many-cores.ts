import * as l10n from '@vscode/l10n';
import { compare, type Quantity, value as wholeValue } from '../../quantity/quantity.ts';
import { replaceValue } from '../edits/replace.ts';
import { advice, fix, found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at } from '../view.ts';
import { amountOf, amounts } from './amounts.ts';

/** More cores than almost any node has. */
const MANY_CORES = 100n;

export const manyCores: Rule = advice(
  'many-cores',
  'CPU is counted in cores: 1000 is a thousand of them, 1000m is one.',
  function* (subject) {
    const { document } = subject;
    for (const { name, value, list, resources, quantity, text } of amounts(subject)) {
      if (name !== 'cpu' || !isManyCores(quantity, text)) continue;
      const milli = inThousandths(text);
      // Both were meant alike where both are so; and no limit goes below its request.
      const other = at(resources, list === 'limits' ? 'requests' : 'limits', name);
      const beside = amountOf(other);
      const isBoth = beside !== undefined && isManyCores(beside.quantity, beside.text);
      const isBelow = list === 'limits' && beside && compare(beside.quantity, thousandth(quantity)) > 0;
      const edits = [
        ...(replaceValue(document, value, milli) ?? []),
        ...((isBoth && replaceValue(document, other, inThousandths(beside.text))) || []),
      ];
      yield found(
        value,
        l10n.t('That is {0} cores; thousandths are written {1}', text, milli),
        isBelow && !isBoth ? [] : fix(l10n.t('Write {0}', milli), false, edits),
      );
    }
  },
);

function isManyCores(amount: Quantity, text: string): boolean {
  return /^\+?\d+$/.test(text) && wholeValue(amount) >= MANY_CORES;
}

/** `1000` cores as the thousandths that were meant. */
function inThousandths(text: string): string {
  return `${text.replace('+', '')}m`;
}

function thousandth(amount: Quantity): Quantity {
  return { ...amount, exponent: amount.exponent - 3 };
}
