/** What is shown, as files: the picture, its events, what was simulated and what that rests on. */
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';
import { eventRows } from './events.ts';
import type { Format } from './formats.ts';
import { drawSvg } from './picture/render.ts';
import type { Theme } from './picture/theme.ts';
import { exactClock } from './picture/words.ts';

/** Pixels of an exported picture, before a PNG doubles them. */
const WIDTH = 1200;

/** The content of a file; of a PNG in Base64. */
export async function fileOf(format: Format, timeline: Timeline, theme: Theme): Promise<string> {
  switch (format) {
    case 'svg':
      return pictureOf(timeline, theme);
    case 'png':
      return base64(await pngOf(timeline, theme));
    case 'markdown':
      return eventsMarkdown(timeline);
    case 'json':
      return `${JSON.stringify(timeline, null, 2)}\n`;
    case 'assumptions':
      return `${JSON.stringify(timeline.assumptions ?? {}, null, 2)}\n`;
  }
}

const pictureOf = (timeline: Timeline, theme: Theme): string => drawSvg(timeline, { width: WIDTH, theme });

/** The events as a table, the same events in a row counted. */
export function eventsMarkdown(timeline: Timeline): string {
  const cell = (text: string): string => text.replace(/[\\|]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
  const rows = eventRows(timeline).map(({ from, to, count, event }) => [
    `${exactClock(from)}${to > from ? `–${exactClock(to)}` : ''}`,
    event.type,
    event.reason,
    count > 1 ? String(count) : '',
    event.from,
    event.message,
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;
  const head = line(['Time', 'Type', 'Reason', 'Count', 'From', 'Message']);
  return `${head}|--:|---|---|--:|---|---|\n${rows.map(line).join('')}`;
}

/** The picture as pixels, two for each of its own. */
export async function pngOf(timeline: Timeline, theme: Theme): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([pictureOf(timeline, theme)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob === null ? reject(new Error('too large a picture')) : resolve(blob)), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Puts the picture on the clipboard; rejects where the browser does not allow it. */
export const copyPicture = (timeline: Timeline, theme: Theme): Promise<void> =>
  navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(timeline, theme) })]);

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}
