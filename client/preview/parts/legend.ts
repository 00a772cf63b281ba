import { guard } from 'lit/directives/guard.js';
import { html, type TemplateResult } from 'lit/html.js';
import { toElement } from '../picture/dom.ts';
import type { Look, Mark } from '../picture/lanes.ts';
import { drawMark, patterns } from '../picture/marks.ts';
import type { Drawing } from '../picture/picture.ts';
import { el } from '../picture/scene.ts';

const ENTRIES: readonly (readonly [Look, string])[] = [
  ['unschedulable', 'no node fits'],
  ['waiting', 'waiting'],
  ['pull', 'image pull'],
  ['starting', 'init container'],
  ['notReady', 'running, not ready'],
  ['ready', 'ready'],
  ['hook', 'hook'],
  ['terminating', 'terminating'],
  ['backoff', 'back-off'],
  ['waitOver', 'wait over'],
  ['passed', 'passed'],
  ['timeout', 'timed out'],
  ['verdict', 'run-up to failure'],
  ['failing', 'traffic to a failing container'],
  ['memory', 'memory, assumed'],
  ['throttled', 'CPU throttled'],
];

/** Only the marks that the picture shows, each drawn as it is drawn there. */
export function legendView({ picture, axis }: Drawing): unknown {
  const looks = new Set(picture.lanes.flatMap(({ marks }) => marks.map(({ look }) => look)));
  const entries = ENTRIES.filter(([look]) => looks.has(look));
  const folded = axis.segments.some(({ fold }) => fold !== undefined);
  // Another life of the same Pod mostly has the same legend.
  return guard([entries.map(([look]) => look).join(), folded], () => entriesView(entries, folded));
}

const entriesView = (entries: typeof ENTRIES, folded: boolean): TemplateResult =>
  html`<div class="legend" role="group" aria-label="Legend">
    ${entries.map(([look, words]) => html`<span>${swatch(look)}${words}</span>`)}
    ${folded ? html`<span>${fold()}time folded</span>` : ''}
  </div>`;

function swatch(look: Look): SVGElement {
  const mark = (changes: Partial<Mark>): Mark => ({
    id: '',
    look,
    from: 0,
    to: 1,
    labels: [],
    text: '',
    count: 1,
    threshold: 3,
    ...changes,
  });
  const ids = `legend-${look}`;
  const at = (x: number) => ({ x0: x, x1: x, y: 1, height: 10, scale: 0, small: false, ids });
  const shapes =
    look === 'verdict'
      ? [1, 2]
          .flatMap((count) => drawMark(mark({ look: 'failed', count }), at(count * 7 - 3)))
          .filter(({ tag }) => tag === 'rect')
      : look === 'passed' || look === 'timeout'
        ? drawMark(mark({ timeout: 0 }), { ...at(10), y: look === 'passed' ? -3.5 : 1 })
        : drawMark(mark({}), {
            x0: 1,
            x1: 19,
            y: 1,
            height: look === 'notReady' ? 18 : 11,
            scale: 0,
            small: false,
            ids,
          });
  const verdict = look === 'verdict' ? [el('rect', { x: 14, y: 1, width: 6, height: 10, class: 'fail-solid' })] : [];
  const viewBox = look === 'notReady' ? '0 8 20 12' : '0 0 20 12';
  return toElement(
    el(
      'svg',
      { class: 'pod swatch', viewBox, width: 20, height: 12, 'aria-hidden': 'true' },
      patterns(ids),
      ...shapes,
      ...verdict,
    ),
  );
}

const fold = (): SVGElement =>
  toElement(
    el(
      'svg',
      { class: 'pod swatch', viewBox: '0 0 20 12', width: 20, height: 12, 'aria-hidden': 'true' },
      el('path', { d: 'M6 0l2 3l-4 3l4 3l-2 3M14 0l2 3l-4 3l4 3l-2 3', class: 'tear' }),
    ),
  );
