/** The amounts that are asked of resources, and fixes that write others. */

import type { Quantity } from '../../quantity/quantity.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import type { Fix, Subject } from '../rule.ts';
import { at, quantity, type Value } from '../view.ts';

/** What is asked of a resource, for a container or the Pod as a whole. */
interface Amount {
  readonly name: string;
  readonly value: Value;
  readonly quantity: Quantity;
  /** As written, without quotes. */
  readonly text: string;
  readonly list: 'requests' | 'limits';
  /** The `resources` around it. */
  readonly resources: Value;
}

export function* amounts({ pod }: Subject): Generator<Amount> {
  if (!pod) return;
  for (const resources of [...pod.containers.map(({ value }) => at(value, 'resources')), at(pod.spec, 'resources')])
    for (const list of ['requests', 'limits'] as const)
      for (const [name, value] of at(resources, list).fields) {
        const amount = amountOf(value);
        if (amount) yield { name, value, list, resources, ...amount };
      }
}

export function amountOf(value: Value): Pick<Amount, 'quantity' | 'text'> | undefined {
  const { node } = value;
  const amount = quantity(value);
  return amount && node?.kind === 'scalar' && node.value !== null
    ? { quantity: amount, text: node.text.trim() }
    : undefined;
}

export function write(document: Subject['document'], value: Value, text: string): Fix[] {
  return fixByWriting(document, value, text, false);
}
