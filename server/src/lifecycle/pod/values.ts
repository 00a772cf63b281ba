/** Values of fields: what has the wrong type counts as absent. */
import { isMapping } from '../../model/plain.ts';
import { parseQuantity } from '../../quantity/parse.ts';
import { canonical, isQuantity, milliValue, value as quantityValue } from '../../quantity/quantity.ts';
import type { Limit, ObjectReference, RestartPolicy } from './pod.ts';

export function reference(
  kind: ObjectReference['kind'],
  value: unknown,
  path: string,
  key = 'name',
): ObjectReference[] {
  if (!isMapping(value)) return [];
  return [{ kind, name: text(value[key]), optional: value.optional === true, path: `${path}.${key}` }];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function boolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

export function integer(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

export function positive(value: unknown): number | undefined {
  const number = integer(value);
  return number !== undefined && number > 0 ? number : undefined;
}

export function port(value: unknown): number | string {
  return integer(value) ?? text(value);
}

export function restartPolicy(value: unknown): RestartPolicy | undefined {
  return value === 'Always' || value === 'OnFailure' || value === 'Never' ? value : undefined;
}

export function bytes(value: unknown): number | undefined {
  const parsed = parseQuantity(text(value));
  return isQuantity(parsed) ? Number(quantityValue(parsed)) || undefined : undefined;
}

export function limit(value: unknown): Limit | undefined {
  const parsed = parseQuantity(text(value));
  const bytes = isQuantity(parsed) ? Number(quantityValue(parsed)) : 0;
  return isQuantity(parsed) && bytes > 0 ? { bytes, text: canonical(parsed) } : undefined;
}

/** The kubelet counts whole thousandths, rounded up. */
export function cpus(value: unknown): number | undefined {
  const parsed = parseQuantity(text(value));
  return isQuantity(parsed) ? Number(milliValue(parsed)) / 1000 || undefined : undefined;
}

/** The property, or none: what is absent is left out, as JSON does. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
