/** For people at a terminal: each problem with the line that it is about. */
import type { Severity } from '../../../rules/rule.ts';
import type { DiagnosticRecord } from '../records.ts';
import type { FileReport } from '../task.ts';
import type { FormatOptions, Formatter } from './formatter.ts';
import { printable, summary } from './text.ts';

const STYLES = { error: 31, warning: 33, information: 34, hint: 36, bold: 1, dim: 2, fix: 32 } as const;

export function pretty({ color, width }: FormatOptions): Formatter {
  const paint = (style: keyof typeof STYLES, text: string) => (color ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text);
  return {
    report: ({ records, lines }) =>
      records
        .flatMap(({ file, diagnostics }) => diagnostics.map((diagnostic) => problem(file, diagnostic, lines)))
        .join(''),
    end: (totals) => `${paint(worst(totals), summary(totals))}\n`,
  };

  function problem(file: string, diagnostic: DiagnosticRecord, lines: FileReport['lines']): string {
    const { severity, code, message, path, range, fixes } = diagnostic;
    const { start, end } = range;
    const gutter = ' '.repeat(`${start.line + 1}`.length);
    const bar = paint('dim', '|');
    const place = `${printable(file)}:${start.line + 1}:${start.character + 1}`;
    const out = [
      `${paint(severity, `${severity}[${code}]`)} ${paint('bold', printable(message))}`,
      `${gutter}${paint('dim', '-->')} ${place}${path ? paint('dim', `  ${printable(path)}`) : ''}`,
    ];
    const line = lines?.[start.line];
    if (line?.trim()) {
      const room = Math.max(20, width - gutter.length - 4);
      const last = end.line === start.line ? end.character : line.length;
      const shown = excerpt(line, start.character, last, room);
      out.push(
        `${paint('dim', `${start.line + 1} |`)} ${shown.text}`,
        `${gutter} ${bar} ${shown.before}${paint(severity, shown.marks)}`,
      );
    }
    const cure = fixes.find(({ preferred }) => preferred) ?? fixes[0];
    if (cure) {
      const title = printable(cure.title);
      out.push(`${gutter} ${paint('fix', cure.preferred ? `fix: ${title}` : `perhaps: ${title}`)}`);
    }
    return `${out.join('\n')}\n\n`;
  }
}

/** The part of a line around a span, with what stands below it. */
export function excerpt(line: string, start: number, end: number, room: number) {
  const indent = line.length - line.trimStart().length;
  const from = end <= room ? 0 : Math.max(Math.min(indent, start), start - Math.floor(room / 3));
  const cut = line.slice(from, from + room);
  const text = `${from > 0 ? '…' : ''}${printable(cut.replaceAll('\t', ' '))}${from + room < line.length ? '…' : ''}`;
  const before = ' '.repeat(columns(line.slice(from, start)) + (from > 0 ? 1 : 0));
  const marks = '^'.repeat(Math.max(1, columns(line.slice(start, Math.min(end, from + room)))));
  return { text, before, marks };
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns of a terminal: East Asian characters take two, combining ones none. */
function columns(text: string): number {
  let count = 0;
  for (const character of text) count += /\p{Mark}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return count;
}

function worst(totals: Readonly<Record<Severity, number>>): Severity | 'fix' {
  return (['error', 'warning'] as const).find((severity) => totals[severity] > 0) ?? 'fix';
}
