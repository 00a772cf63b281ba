import type { Default } from '../catalog/defaults.ts';
import type { Unit } from '../catalog/units.ts';

/** A default's value as a manifest would have it, the mode of a file in octal; undefined where it depends on something. */
export function defaultText({ value }: Default, unit: Unit | undefined): string | undefined {
  if (unit === 'file mode' && typeof value === 'number') return `0${value.toString(8)}`;
  return value === undefined ? undefined : String(value);
}
