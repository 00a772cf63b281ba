/** What every form of the answers of `check` is. */
import type { FileReport } from '../task.ts';
import type { Totals } from '../totals.ts';

/** What is printed for each file as soon as it is there, and at the end. */
export interface Formatter {
  report(report: FileReport): string | Promise<string>;
  end(totals: Totals): string | Promise<string>;
}

export interface FormatOptions {
  readonly color: boolean;
  /** Characters in a line. */
  readonly width: number;
  uri(path: string): string;
  readPackage(path: string): Promise<string | undefined>;
}
