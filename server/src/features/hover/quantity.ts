/** A quantity in other words: exact, canonical, and in the unit that people think in. */

import type { Place } from '../../model/walk.ts';
import { parseQuantityField } from '../../quantity/parse.ts';
import { isQuantity } from '../../quantity/quantity.ts';
import { equivalents, readable } from '../../quantity/readable.ts';
import { code } from './facts.ts';

export function describeQuantity(place: Place): string | undefined {
  const { node } = place;
  if (place.type?.kind !== 'quantity' || node.kind !== 'scalar' || node.style === 'missing') return undefined;
  const quantity = parseQuantityField(node.value);
  if (!isQuantity(quantity)) return `${code(node.text)} is no quantity: ${quantity.error}`;
  const resource = String(place.entry?.name ?? '');
  const best = readable(quantity, resource);
  const others = equivalents(quantity, node.text).filter((form) => form !== best);
  const same = [...(best === node.text ? [] : [best]), ...others].map(code);
  return same.length > 0 ? `${code(node.text)} = ${same.join(' = ')}` : undefined;
}
