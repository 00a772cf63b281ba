/** The forms in which `check` answers. */
import type { FileReport } from './file.ts';
import { github } from './formats/github.ts';
import { gitlab } from './formats/gitlab.ts';
import { junit } from './formats/junit.ts';
import { pretty } from './formats/pretty.ts';
import { sarif } from './formats/sarif.ts';
import { text } from './formats/text.ts';
import type { Totals } from './totals.ts';

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

export const FORMAT_NAMES = ['pretty', 'text', 'jsonl', 'sarif', 'github', 'gitlab', 'junit'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

export const FORMATS: Readonly<Record<FormatName, (options: FormatOptions) => Formatter>> = {
  pretty,
  text,
  jsonl: () => ({
    report: ({ records }) => records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    end: () => '',
  }),
  sarif,
  github,
  gitlab,
  junit,
};
