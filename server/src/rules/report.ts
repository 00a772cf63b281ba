/** How rules word what they found, and what would mend it. */
import type { Edit, Finding, Fix, Rule } from './rule.ts';
import { pathOf, spanOf, type Value } from './view.ts';

/** A finding at a value. `path` where the API server names another one than the value's own. */
export function found(
  value: Value,
  message: string,
  fixes: readonly Fix[] = [],
  path: string = pathOf(value),
): Finding {
  return { ...spanOf(value), path, message, ...(fixes.length > 0 && { fixes }) };
}

/** A finding about a field's name rather than its value. `path` where the API server names another one than the value's own. */
export function foundAtKey(
  value: Value,
  message: string,
  fixes: readonly Fix[] = [],
  path: string = pathOf(value),
): Finding {
  const { start, end } = value.entry && !value.entry.merged ? value.entry.key : spanOf(value);
  return { start, end, path, message, ...(fixes.length > 0 && { fixes }) };
}

/** A fix, if there is anything to change. */
export function fix(title: string, preferred: boolean, edits: readonly Edit[] | undefined): Fix[] {
  return edits?.length ? [{ title, preferred, edits }] : [];
}

/** What is written, as far as a message has room for it. */
export function shorten(written: string): string {
  return written.length > 80 ? `${written.slice(0, 77)}…` : written;
}

/** `a`, `b` or `c`. */
export function alternatives(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** A rule of the API server's validation. */
export function validation(code: string, summary: string, check: Rule['check']): Rule {
  return { code, stage: 'validate', severity: 'error', summary, check };
}

/** A warning that the API server returns with an object that it accepts. */
export function warning(code: string, summary: string, check: Rule['check']): Rule {
  return { code, stage: 'warn', severity: 'warning', summary, check };
}

/** What no API server objects to, though it is seldom meant. */
export function advice(
  code: string,
  summary: string,
  check: Rule['check'],
  severity: Rule['severity'] = 'information',
): Rule {
  return { code, stage: 'advise', severity, summary, check };
}

/** Advice that is a matter of taste: silent until the settings give it a severity. */
export function opinion(code: string, summary: string, check: Rule['check']): Rule {
  return { ...advice(code, summary, check), isOff: true };
}
