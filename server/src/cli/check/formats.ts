/** The forms in which `check` answers. */
import type { FormatOptions, Formatter } from './formats/formatter.ts';
import { github } from './formats/github.ts';
import { gitlab } from './formats/gitlab.ts';
import { junit } from './formats/junit.ts';
import { pretty } from './formats/pretty.ts';
import { sarif } from './formats/sarif.ts';
import { text } from './formats/text.ts';

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
