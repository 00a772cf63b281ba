/** Quantities that fit a resource: with the units that it is counted in, and what is asked of it on the other side. */
import * as l10n from '@vscode/l10n';
import type { Place } from '../../../model/walk.ts';
import { parseQuantity } from '../../../quantity/parse.ts';
import { compare, isQuantity } from '../../../quantity/quantity.ts';
import { isBytes } from '../../../quantity/readable.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { childOf } from '../../../yaml/tree.ts';
import type { Value } from './value.ts';

/** Usual amounts of a resource, or of a field such as `sizeLimit`. */
export function usualQuantities(resource: string): readonly string[] {
  if (resource === 'cpu') return ['100m', '250m', '500m', '1', '2'];
  if (resource === 'memory') return ['64Mi', '128Mi', '256Mi', '512Mi', '1Gi', '2Gi'];
  if (resource === 'sizeLimit') return ['64Mi', '256Mi', '1Gi', '10Gi'];
  if (/storage$/.test(resource)) return ['1Gi', '2Gi', '5Gi', '10Gi'];
  const [, size, unit] = /^hugepages-(\d+)([KMG]i)$/.exec(resource) ?? [];
  if (size && unit) return (unit === 'Gi' ? [1, 2, 4] : [16, 32, 64]).map((pages) => `${pages * Number(size)}${unit}`);
  return ['1', '2'];
}

/**
 * Amounts for a resource, the likeliest first.
 *
 * @param typed what is written so far: a number takes the units that fit
 */
export function amountsFor(resource: string, place: Place, typed: string): Value[] {
  const [, number, suffix = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(typed) ?? [];
  const withUnits = number === undefined ? [] : unitsFor(resource, number).filter((unit) => unit.startsWith(suffix));
  const values = withUnits.map((unit) => ({ value: `${number}${unit}` }));
  return [...values, ...beside(resource, place)];
}

/** People who mean a thousandth of a CPU write more than one digit. */
function unitsFor(resource: string, number: string): readonly string[] {
  if (resource === 'cpu') return /^\d{2,}$/.test(number) ? ['m', ''] : number.includes('.') ? [''] : ['', 'm'];
  if (!isBytes(resource)) return [''];
  return /storage$/.test(resource) ? ['Gi', 'Mi', 'Ti', 'G'] : ['Mi', 'Gi', 'Ki', 'M', 'G'];
}

/** A request goes up to its limit; of what cannot be overcommitted both are the same. */
function beside(resource: string, { parent: list }: Place): Value[] {
  const usual = usualQuantities(resource).map((value) => ({ value }));
  const side = list?.field?.name;
  if (side !== 'requests' && side !== 'limits') return usual;
  const node = childOf(childOf(list?.parent?.node, side === 'limits' ? 'requests' : 'limits'), resource);
  const other = node?.kind === 'scalar' && node.text !== HOLE ? node.text : '';
  const bound = parseQuantity(other);
  if (!isQuantity(bound)) return usual;
  const isOvercommitted = ['cpu', 'memory', 'ephemeral-storage'].includes(resource);
  const fitting = usual.filter(({ value }) => {
    const quantity = parseQuantity(value);
    const order = isQuantity(quantity) ? compare(quantity, bound) : 0;
    return isOvercommitted && (side === 'limits' ? order > 0 : order < 0);
  });
  return [{ value: other, detail: side === 'limits' ? l10n.t('as requested') : l10n.t('as its limit') }, ...fitting];
}
