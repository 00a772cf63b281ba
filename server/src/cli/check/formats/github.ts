/** GitHub's workflow commands: they become annotations in the files of a pull request. */
import type { Formatter } from './formatter.ts';
import { printable, summary } from './text.ts';

const COMMANDS = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

export function github(): Formatter {
  return {
    report: ({ records }) =>
      records
        .flatMap(({ file, diagnostics }) =>
          diagnostics.map(({ code, severity, message, path, range: { start, end } }) => {
            const properties = {
              file: file.replaceAll('\\', '/'),
              line: start.line + 1,
              endLine: end.line + 1,
              // Over several lines GitHub takes none.
              ...(start.line === end.line && { col: start.character + 1, endColumn: end.character + 1 }),
              title: `Podwright ${code}`,
            };
            const given = Object.entries(properties).map(([name, value]) => `${name}=${property(`${value}`)}`);
            return `::${COMMANDS[severity]} ${given.join(',')}::${data(path ? `${message} (${path})` : message)}\n`;
          }),
        )
        .join(''),
    end: (totals) => `${summary(totals)}\n`,
  };
}

function data(text: string): string {
  // Who looks at the log has a terminal, or a page that takes its commands.
  return printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
