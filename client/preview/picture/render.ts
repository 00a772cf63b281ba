/** Scene → SVG text, and the picture as a file of its own, for the command line and for export. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { verdictOf } from '../verdict/verdict.ts';
import type { Successor } from './content.ts';
import { draw } from './picture.ts';
import { el, group, rect, type Shape, text } from './scene.ts';
import { coloursOf, stylesheet, type Theme } from './theme.ts';
import { textWidth } from './words.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML 1.0 does not allow at all are left out. */
const escapeXml = (value: string): string =>
  value
    .replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** A scene as SVG text. */
export function toText(shape: Shape): string {
  const attributes = Object.entries(shape.attributes).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`);
  const open = `<${shape.tag}${attributes.join('')}`;
  if (shape.children.length === 0) return `${open}/>`;
  const children = shape.children.map((child) => (typeof child === 'string' ? escapeXml(child) : toText(child)));
  return `${open}>${children.join('')}</${shape.tag}>`;
}

/** The picture of a Timeline as an SVG file of its own: verdict, lanes, its own colours, no outside reference. */
export function drawSvg(
  timeline: Timeline,
  options: { readonly width?: number; readonly theme?: Theme; readonly successor?: Successor | undefined } = {},
): string {
  const width = Math.max(320, options.width ?? 1000);
  const margin = 16;
  const size = width < 620 ? 'narrow' : width < 1080 ? 'medium' : 'wide';
  const { successor } = options;
  const drawing = draw(timeline, { width: width - 2 * margin, size, ...(successor && { successor }) });
  const { headline } = verdictOf(timeline);
  const lines = wrap(headline, width - 2 * margin);
  const top = 38 + lines.length * 20;
  const height = drawing.height + top + margin;
  const inner = drawing.scene.children.filter((child) => typeof child !== 'string');
  const scene = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'pod',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'font-family': 'system-ui, "Segoe UI", "Open Sans", "DejaVu Sans", sans-serif',
    },
    el('title', {}, l10n.t('{0}: {1}', timeline.pod.name, headline)),
    el('style', {}, stylesheet(coloursOf(options.theme ?? 'light'))),
    rect(0, 0, width, height, { class: 'plate' }),
    text(margin, 24, `${timeline.pod.namespace}/${timeline.pod.name}`, { class: 'muted' }),
    ...lines.map((words, i) => text(margin, 45 + i * 20, words, { class: 'headline' })),
    group({ transform: `translate(${margin} ${top})` }, inner),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${toText(scene)}\n`;
}

/** Where a line may end: after a space, and behind a Han character unless it is followed by punctuation. */
const BREAKS = /(?<= )|(?<=[\p{Script=Han}，。；：、）])(?=[^\s，。；：、）])/u;

/** A headline in lines that fit. */
function wrap(sentence: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of sentence.split(BREAKS)) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last}${word}`.trimEnd(), 15, true) <= width)
      lines[lines.length - 1] = `${last}${word}`;
    else lines.push(word);
  }
  return lines.map((line) => line.trimEnd());
}
