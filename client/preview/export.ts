/** What is shown, as files: the picture, its events, what was simulated and what that rests on. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';
import { eventRows } from './events.ts';
import type { Format } from './formats.ts';
import type { Successor } from './picture/content.ts';
import { drawSvg } from './picture/render.ts';
import type { Theme } from './picture/theme.ts';
import { exactClock } from './picture/words.ts';

/** Pixels of an exported picture, before a PNG doubles them. */
const WIDTH = 1200;

/** What is exported, and how its picture looks. */
export interface Exported {
  readonly timeline: Timeline;
  readonly theme: Theme;
  readonly successor?: Successor | undefined;
}

/** The content of a file that is text. */
export function textOf(format: Exclude<Format, 'png'>, { timeline, theme, successor }: Exported): string {
  switch (format) {
    case 'svg':
      return drawSvg(timeline, { width: WIDTH, theme, successor });
    case 'markdown':
      return eventsMarkdown(timeline);
    case 'json':
      return `${JSON.stringify(timeline, null, 2)}\n`;
    case 'assumptions':
      return `${JSON.stringify(timeline.assumptions ?? {}, null, 2)}\n`;
  }
}

/** The events as a table, the same events in a row counted. */
export function eventsMarkdown(timeline: Timeline): string {
  const cell = (text: string): string => text.replace(/[\\|<[\]`]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
  const rows = eventRows(timeline).map(({ from, to, count, event }) => [
    `${exactClock(from)}${to > from ? `–${exactClock(to)}` : ''}`,
    event.type,
    event.reason,
    count > 1 ? String(count) : '',
    event.from,
    event.message,
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;
  const head = line([
    l10n.t('Time'),
    l10n.t('Type'),
    l10n.t('Reason'),
    l10n.t('Count'),
    l10n.t('From'),
    l10n.t('Message'),
  ]);
  return `${head}|--:|---|---|--:|---|---|\n${rows.map(line).join('')}`;
}
