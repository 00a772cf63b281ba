/** Charts of what a container uses over time, against what it requests and what limits it. */
import * as l10n from '@vscode/l10n';
import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import type { UsagePiece } from '../../../server/src/lifecycle/timeline.ts';
import type { Shown } from '../messages.ts';
import type { Axis } from '../picture/axis.ts';
import { exactClock } from '../picture/words.ts';
import type { Actions, State } from '../state.ts';
import { boundWords, type Curve, curvesOf, throttling, usageAt } from '../usage.ts';

const [WIDTH, HEIGHT, TOP] = [316, 46, 6];

const LOOKS: Readonly<Record<Curve['resource'], string>> = {
  memory: 'stop',
  cpu: 'start',
  'ephemeral-storage': 'hook',
};

export const usageView = (state: State, shown: Shown, axis: Axis, act: Actions): readonly TemplateResult[] =>
  curvesOf(shown.timeline, shown.about).map((curve) => chart(curve, state, shown, axis, act));

/** The curve on the picture's own axis, folds and all. */
function chart(curve: Curve, { cursor }: State, shown: Shown, axis: Axis, act: Actions): TemplateResult {
  const { container, title, resource, pieces, request, limit, top, peak, words } = curve;
  const x = (t: number): string => ((axis.x(t) / axis.width) * WIDTH).toFixed(1);
  const y = (amount: number): string => (HEIGHT - (amount / top) * (HEIGHT - TOP)).toFixed(1);
  const shapes = (draw: (piece: UsagePiece) => string): string => pieces.map(draw).join('');
  const area = shapes(({ from, to, start, end }) => `M${x(from)} ${HEIGHT}V${y(start)}L${x(to)} ${y(end)}V${HEIGHT}Z`);
  const edge = shapes(({ from, to, start, end }) => `M${x(from)} ${y(start)}L${x(to)} ${y(end)}`);
  const throttled = shapes(({ from, to, start, wanted }) =>
    wanted === undefined ? '' : `M${x(from)} ${y(start)}V${y(wanted)}H${x(to)}V${y(start)}`,
  );
  const now = usageAt(pieces, cursor);
  const uses =
    now === undefined
      ? l10n.t('not running')
      : limit === undefined
        ? words(now)
        : l10n.t({
            message: '{0} of {1}',
            args: [words(now), boundWords(curve, limit)],
            comment: 'an amount of another',
          });
  const level = (amount: number, look: string) =>
    svg`<line class=${look} x1="0" x2=${WIDTH} y1=${y(amount)} y2=${y(amount)}></line>`;
  const held = throttling(curve, cursor);
  const subject = shown.about.containers.length > 1 ? l10n.t('{0}: {1}', container, title) : title;
  return html`<figure class="usage">
    <figcaption><span>${l10n.t('{0} at {1}', subject, exactClock(cursor))}</span> <b>${uses}</b><span class="grow"></span>
      ${resource === 'ephemeral-storage' ? html`<span class="tag assumed">${l10n.t('assumed')}</span>` : html`<button class="tag assumed" title=${l10n.t('Change what is assumed')} @click=${() => act.edit(`${resource}-${container}`)}>${l10n.t('assumed')}</button>`}</figcaption>
    <svg class="pod" viewBox="0 0 ${WIDTH} ${HEIGHT + 1}" preserveAspectRatio="none" role="img" aria-label=${l10n.t('{0} of {1} over time, at most {2}', title, container, words(peak))}>
      ${svg`<path class="${LOOKS[resource]}-fill" d=${area}></path><path class="${LOOKS[resource]}-edge" d=${edge}></path>
      ${throttled === '' ? nothing : svg`<path class="throttled" d=${throttled}></path>`}
      ${request === undefined || request === limit ? nothing : level(request, 'wait-edge dots')}
      ${limit === undefined ? nothing : level(limit, 'fail-edge dash')}
      <line class="base" x1="0" x2=${WIDTH} y1=${HEIGHT + 0.5} y2=${HEIGHT + 0.5}></line>
      <line class="now" x1=${x(cursor)} x2=${x(cursor)} y1="0" y2=${HEIGHT}></line>`}
    </svg>
    <p class="scale">${limit === undefined ? html`<span>${l10n.t('no limit: up to what the node has')}</span>` : html`<span><i class="dash-line"></i> ${l10n.t('limit {0}', boundWords(curve, limit))}</span>`}${
      request === undefined || request === limit
        ? nothing
        : html`<span><i class="dot-line"></i> ${l10n.t('request {0}', boundWords(curve, request))}</span>`
    }${throttled === '' ? nothing : html`<span><i class="throttled-box"></i> ${l10n.t('throttled')}</span>`}</p>
    ${held === undefined ? nothing : html`<p class="scale">${held}</p>`}
  </figure>`;
}
