import * as l10n from '@vscode/l10n';
import { guard } from 'lit/directives/guard.js';
import { html, type TemplateResult } from 'lit/html.js';
import type { Look, Mark } from '../picture/content.ts';
import { toElement } from '../picture/dom.ts';
import type { Drawing } from '../picture/drawing.ts';
import { drawMark } from '../picture/marks/marks.ts';
import { patterns } from '../picture/marks/patterns.ts';
import { el } from '../picture/scene.ts';

type Entry = readonly [look: Look, words: string];

const allEntries = (): readonly Entry[] => [
  ['unschedulable', l10n.t('no node fits')],
  ['waiting', l10n.t('waiting')],
  ['pull', l10n.t('image pull')],
  ['starting', l10n.t('init container')],
  ['notReady', l10n.t('running, not ready')],
  ['ready', l10n.t('ready')],
  ['hook', l10n.t('hook')],
  ['terminating', l10n.t('terminating')],
  ['backoff', l10n.t('back-off')],
  ['waitOver', l10n.t('wait over')],
  ['out', l10n.t('out of Service')],
  ['passed', l10n.t('passed')],
  ['failed', l10n.t('failed')],
  ['timeout', l10n.t('timed out')],
  ['verdict', l10n.t('run-up to failure')],
  ['failing', l10n.t('traffic to a failing container')],
  ['memory', l10n.t('memory, assumed')],
  ['throttled', l10n.t('CPU throttled')],
];

/** Only the marks that the picture shows, each drawn as it is drawn there. */
export function legendView({ picture, axis }: Drawing): unknown {
  const looks = new Set(picture.lanes.flatMap(({ marks }) => marks.map(({ look }) => look)));
  // The run-up shows what a failure looks like.
  if (looks.has('verdict')) looks.delete('failed');
  const entries = allEntries().filter(([look]) => looks.has(look));
  const folded = axis.segments.some(({ fold }) => fold !== undefined);
  // Another life of the same Pod mostly has the same legend.
  return guard([entries.map(([look]) => look).join(), folded], () => entriesView(entries, folded));
}

const entriesView = (entries: readonly Entry[], folded: boolean): TemplateResult =>
  html`<div class="legend" role="group" aria-label=${l10n.t('Legend')}>
    ${entries.map(([look, words]) => html`<span>${swatch(look)}${words}</span>`)}
    ${folded ? html`<span>${fold()}${l10n.t('time folded')}</span>` : ''}
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
      : look === 'passed' || look === 'timeout' || look === 'failed'
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
