import * as l10n from '@vscode/l10n';
import { parseQuantity } from '../../quantity/parse.ts';
import { compare, isQuantity } from '../../quantity/quantity.ts';
import { isBytes, readable } from '../../quantity/readable.ts';
import { advice, found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at } from '../view.ts';
import { amountOf, amounts, write } from './amounts.ts';

const DECIMAL = /^\+?([\d.]+)([kMGTPE])$/;
const BINARY = /^\+?[\d.]+[KMGTPE]i$/;

export const mixedUnits: Rule = advice(
  'mixed-units',
  'A request in decimal units beside a limit in binary ones, or the other way round: 1G is 1000³ bytes, 1Gi is 1024³.',
  function* (subject) {
    const { document } = subject;
    for (const { name, value, quantity, text, list, resources } of amounts(subject)) {
      const [, number, unit] = DECIMAL.exec(text) ?? [];
      if (!number || !unit || !isBytes(name)) continue;
      const other = at(resources, list === 'requests' ? 'limits' : 'requests', name);
      const beside = amountOf(other);
      if (!beside || !BINARY.test(beside.text)) continue;
      const binary = `${number}${unit === 'k' ? 'K' : unit}i`;
      const meant = parseQuantity(binary);
      // As a request, it may not come to be more than the limit.
      const isOver = list === 'requests' && isQuantity(meant) && compare(meant, beside.quantity) > 0;
      yield found(
        value,
        besideBinary(text, readable(quantity, name), beside.text),
        isOver ? [] : write(document, value, binary),
      );
    }
  },
);

/** `amount` is what is readable of the text: `953.7Mi`, or `≈ 954Mi`. */
function besideBinary(text: string, amount: string, binary: string): string {
  return amount.startsWith('≈ ')
    ? l10n.t('{0} is about {1}, beside {2} in binary units', text, amount.slice(2), binary)
    : l10n.t('{0} is {1}, beside {2} in binary units', text, amount, binary);
}
