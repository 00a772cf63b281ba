/** In which order the fields of an object are offered: what people write next, given what is there. */
import type { Field, Version } from '../../../catalog/catalog.ts';
import { habitsOf } from '../../../catalog/usual.ts';
import type { Node } from '../../../yaml/tree.ts';
import { fits, isMissing, partlyFits } from '../fits.ts';

export interface Situation {
  readonly definition: string;
  /** The `Definition.field` whose value the object is. */
  readonly owner: string | undefined;
  readonly version: Version;
  readonly isRequired: (field: string) => boolean;
  /** Of these one has to be there, and none is. */
  readonly oneOf: readonly string[];
  /** The object's fields above and below the cursor, in the order written. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What stands below the cursor and deeper: it becomes the value of the field that is chosen. */
  readonly value: Node | undefined;
}

/** The fields, the likeliest first. */
export function rankFields(fields: readonly Field[], situation: Situation): Field[] {
  const scores = new Map(fields.map((field) => [field, score(field, situation)]));
  const of = (field: Field): number => scores.get(field) ?? 0;
  const order = Object.keys(habitsOf(situation.definition, situation.owner));
  return fields.toSorted(
    (a, b) => of(b) - of(a) || order.indexOf(a.name) - order.indexOf(b.name) || (a.name < b.name ? -1 : 1),
  );
}

const REQUIRED = 10;
const ONE_OF = 4;
const IN_ORDER = 3;
const EACH_STEP = 0.7;
const MOST_STEPS = 7;
const FITS_BELOW = 100;

function score(
  field: Field,
  { definition, owner, version, isRequired, oneOf, before, after, value }: Situation,
): number {
  const habits = habitsOf(definition, owner);
  const order = Object.keys(habits);
  const place = order.indexOf(field.name);
  const usual = habits[field.name] ?? 0;
  const previous = placeOfLast(before, order);
  const next = after.map((name) => order.indexOf(name)).find((at) => at >= 0) ?? order.length;
  let points = usual;
  if (usual === 9 || isRequired(field.name)) points += REQUIRED;
  if (oneOf.includes(field.name)) points += ONE_OF;
  // Far down the usual order, one more step says nothing; nor does any where nothing is written yet.
  const steps = previous < 0 ? 0 : Math.min(place - previous, MOST_STEPS);
  if (place > previous) points += IN_ORDER - steps * EACH_STEP;
  if (place >= 0 && place < next) points += IN_ORDER / 2;
  if (value && !isMissing(value)) {
    if (fits(field.type, value, version)) points += FITS_BELOW;
    if (!partlyFits(field.type, value, version)) points -= FITS_BELOW;
  }
  return points;
}

function placeOfLast(names: readonly string[], order: readonly string[]): number {
  const last = names.findLast((name) => order.includes(name));
  return last === undefined ? -1 : order.indexOf(last);
}
