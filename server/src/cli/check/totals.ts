/** What all files come to. */
import type { Severity } from '../../rules/rule.ts';
import type { FileReport } from './task.ts';

export interface Totals extends Readonly<Record<Severity, number>> {
  readonly files: number;
  readonly documents: number;
  /** Files that could not be read or written. */
  readonly failures: number;
  readonly fixed: number;
  readonly fixedFiles: number;
  /** Problems that --fix would take away. */
  readonly fixable: number;
}

export const NO_TOTALS: Totals = {
  ...{ files: 0, documents: 0, failures: 0, fixed: 0, fixedFiles: 0, fixable: 0 },
  ...{ error: 0, warning: 0, information: 0, hint: 0 },
};

export function addTo(totals: Totals, { records, failure, applied }: FileReport): Totals {
  const sum = { ...totals };
  sum.files++;
  sum.documents += records.length;
  if (failure !== undefined) sum.failures++;
  sum.fixed += applied.length;
  if (applied.length > 0) sum.fixedFiles++;
  for (const { diagnostics } of records)
    for (const { severity, fixes } of diagnostics) {
      sum[severity]++;
      if (fixes.some(({ preferred }) => preferred)) sum.fixable++;
    }
  return sum;
}

export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}
