/** In which order the fields of an object are offered: what people write next, given what is there. */
import { type Field, getCatalog, type Type, type Version } from '../../catalog/catalog.ts';
import { isRequired } from '../../catalog/required.ts';
import { USUAL_FIELDS } from '../../catalog/usual.ts';
import type { Node } from '../../yaml/tree.ts';

export interface Situation {
  readonly definition: string;
  readonly version: Version;
  /** The object's fields above and below the cursor, in the order written. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What stands below the cursor and deeper: it becomes the value of the field that is chosen. */
  readonly value: Node | undefined;
}

/** The fields, the likeliest first. */
export function rankFields(fields: readonly Field[], situation: Situation): Field[] {
  const scored = fields.map((field) => ({ field, score: score(field, situation) }));
  return scored.sort((a, b) => b.score - a.score || (a.field.name < b.field.name ? -1 : 1)).map(({ field }) => field);
}

function score(field: Field, { definition, version, before, value }: Situation): number {
  const usual = USUAL_FIELDS[definition] ?? [];
  const place = usual.indexOf(field.name);
  const last = Math.max(...before.map((name) => usual.indexOf(name)), -1);
  let points = place < 0 ? 0 : place > last ? 100 - (place - last) : 50 - place;
  if (isRequired(definition, field.name, version)) points += 200;
  if (value && !isMissing(value)) points += fits(field.type, value, version) ? 1000 : -1000;
  return points;
}

const isMissing = (node: Node): boolean => node.kind === 'scalar' && node.style === 'missing';

/** Whether a node's keys and structure are those of a type. */
export function fits(type: Type, node: Node, version: Version): boolean {
  if (isMissing(node)) return true;
  if (node.kind === 'scalar') return !['object', 'list', 'map'].includes(type.kind);
  if (node.kind === 'sequence') return type.kind === 'list' && node.items.every((item) => fits(type.of, item, version));
  if (type.kind === 'any') return true;
  if (type.kind === 'map') return node.entries.every(({ value }) => fits(type.of, value, version));
  if (type.kind !== 'object') return false;
  const { definition } = type;
  return node.entries.every(({ name, value }) => {
    const field = getCatalog().field(definition, name, version);
    return field !== undefined && fits(field.type, value, version);
  });
}
