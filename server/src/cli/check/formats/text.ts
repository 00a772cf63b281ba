/** A line a problem, for `grep` and problem matchers: `FILE:LINE:COLUMN SEVERITY MESSAGE [CODE] PATH`. */

import { plural, type Totals } from '../totals.ts';
import type { Formatter } from './formatter.ts';

export function text(): Formatter {
  return {
    report: ({ records }) =>
      records
        .flatMap(({ file, diagnostics }) =>
          diagnostics.map(({ range: { start }, severity, message, code, path }) =>
            [`${printable(file)}:${start.line + 1}:${start.character + 1}`, severity, printable(message), `[${code}]`]
              .concat(path ? [printable(path)] : [])
              .join(' '),
          ),
        )
        .map((line) => `${line}\n`)
        .join(''),
    end: (totals) => `${summary(totals)}\n`,
  };
}

export function summary({ documents, error, warning, fixed, fixable }: Totals): string {
  const parts = [plural(error, 'error'), plural(warning, 'warning')];
  if (fixed > 0) parts.push(`${fixed} fixed`);
  else if (fixable > 0) parts.push(`${fixable} that --fix mends`);
  return `${plural(documents, 'document')}: ${parts.join(', ')}`;
}

/** In one line, and without what a manifest could tell a terminal to do. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
