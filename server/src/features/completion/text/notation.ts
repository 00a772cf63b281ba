/** How keys and scalars are written where the cursor is: plain, in quotes where YAML needs them, or as JSON has them. */
import type { Type } from '../../../catalog/catalog.ts';
import { isPlainString } from '../../../yaml/scalars.ts';
import type { Cursor } from '../cursor/cursor.ts';

export function keyText({ json }: Cursor, name: string): string {
  return json ? JSON.stringify(name) : name;
}

/** A value of a field or an item of that type; between quotes that are there already, the value as it is. */
export function scalarText({ hole, flow, json }: Cursor, value: string, type: Type | undefined): string {
  if (hole.quote) return value;
  if (json) return isQuotedInJson(type) && !isPort(value, type) ? JSON.stringify(value) : value;
  return type?.kind === 'string' ? quoteIfNeeded(value, flow) : value;
}

/** Whether a value of that type that nobody knows yet is written between quotes in JSON. */
export function isQuotedInJson(type: Type | undefined): boolean {
  return type?.kind === 'string' || type?.kind === 'quantity' || type?.kind === 'intOrString';
}

/** The number, where a name would do as well. */
function isPort(value: string, type: Type | undefined): boolean {
  return type?.kind === 'intOrString' && /^\d+$/.test(value);
}

/** A string as YAML would have it written. */
export function quoteIfNeeded(value: string, flow: boolean): string {
  const special = /^[-?:,[\]{}#&*!|>'"%@`\s]|:\s|\s#|\s$|:$/.test(value) || (flow && /[,[\]{}]/.test(value));
  // Cron schedules are plain scalars but for the asterisk; they look best alike.
  const isSchedule = /^\S+( \S+){4}$/.test(value);
  return value !== '' && isPlainString(value) && !special && !isSchedule ? value : JSON.stringify(value);
}
