/** GitLab's Code Quality report: a list of issues. */
import { createHash } from 'node:crypto';
import type { Formatter } from './formatter.ts';

const SEVERITIES = { error: 'major', warning: 'minor', information: 'info', hint: 'info' } as const;

export function gitlab(): Formatter {
  const seen = new Map<string, number>();
  let isFirst = true;

  /** The same after lines are put in above it; of equal problems each has its own. */
  function fingerprint(...parts: readonly string[]): string {
    const key = parts.join('\0');
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return createHash('sha256').update(`${key}\0${count}`).digest('hex');
  }

  return {
    report: ({ records }) =>
      records
        .flatMap(({ file, kind = '', name = '', diagnostics }) =>
          diagnostics.map(({ code, severity, message, path, range: { start, end } }) => {
            const issue = {
              description: message,
              check_name: code,
              fingerprint: fingerprint(file, kind, name, code, path, message),
              severity: SEVERITIES[severity],
              location: {
                path: file.replaceAll('\\', '/').replace(/^\.\//, ''),
                lines: { begin: start.line + 1, end: end.line + 1 },
              },
            };
            const before = isFirst ? '[\n' : ',\n';
            isFirst = false;
            return before + JSON.stringify(issue);
          }),
        )
        .join(''),
    end: () => (isFirst ? '[]\n' : '\n]\n'),
  };
}
