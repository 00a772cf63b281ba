import * as l10n from '@vscode/l10n';
import { guard } from 'lit/directives/guard.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { sentences } from '../../../server/src/texts.ts';
import { type Difference, differences } from '../compare.ts';
import type { Shown } from '../messages.ts';
import { drawComparison } from '../picture/compare.ts';
import { toElement } from '../picture/dom.ts';
import type { DrawOptions } from '../picture/picture.ts';
import { type Actions, isTaken, type State, type Versus } from '../state.ts';
import { toldStories } from '../stories.ts';
import { observedView } from './observed.ts';

/** The picture from another time, commit or story above the one that is shown, and what differs. */
export function compareView(
  state: State,
  shown: Shown,
  options: DrawOptions,
  act: Actions,
): TemplateResult | typeof nothing {
  const { versus } = state;
  if (versus === undefined) return nothing;
  return html`<section class="compare" aria-label=${l10n.t('Comparison')}>
    <div class="section-head">
      <h2>${l10n.t('Compare')}</h2>
      <span class="side" aria-hidden="true">A</span> ${choice(versus, shown, act)}
      <span class="side" aria-hidden="true">B</span> <span class="muted">${l10n.t('what is shown below')}</span>
      <span class="grow"></span>
      ${isTaken(versus.choice) ? html`<button class="link" @click=${() => act.compare(versus.choice)}>${versus.choice === 'cluster' ? l10n.t('Look again') : l10n.t('Take A anew')}</button>` : nothing}
      <button class="tool" aria-label=${l10n.t('Close the comparison')} title=${l10n.t('Close ({0})', 'C')} @click=${() => act.compare(undefined)}>✕</button>
    </div>
    ${versus.problem === undefined ? nothing : html`<p class="hint" role="status">${versus.problem}</p>`}
    ${versus.timeline === undefined && versus.problem === undefined && versus.choice === 'cluster' ? html`<p class="hint" role="status">${l10n.t('The cluster is being asked …')}</p>` : nothing}
    ${guard([versus, shown, options.width, options.from, options.to], () => pictureView(versus, shown, options))}
  </section>`;
}

function pictureView(
  { choice, title, timeline, gaps = [] }: Versus,
  shown: Shown,
  options: DrawOptions,
): TemplateResult | typeof nothing {
  if (timeline === undefined) return nothing;
  const isReal = choice === 'cluster';
  // What has yet to happen is no difference.
  const found = differences(timeline, isReal ? upTo(shown.timeline, timeline.until) : shown.timeline);
  const list = html`<ul class="differences" aria-label=${l10n.t('Differences')}>${
    found.length === 0
      ? html`<li class="muted">${sentences(
          l10n.t('A and B are alike so far.'),
          isReal ? '' : l10n.t('Change the YAML or an assumption, and the difference shows here.'),
        )}</li>`
      : found.map(differenceView)
  }</ul>`;
  if (found.length === 0 && !isReal) return list;
  const { scene } = drawComparison(timeline, shown.timeline, { ...options, ids: 'compare', events: isReal });
  const picture = toElement(scene);
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', l10n.t('A above B on one axis; the differences are listed below.'));
  return html`<div class="compare-picture">${picture}</div>${list}${isReal ? observedView(timeline, title, gaps) : nothing}`;
}

/** A life as it is at that time, in seconds. */
const upTo = (timeline: Timeline, until: number): Timeline => ({
  ...timeline,
  until: Math.min(until, timeline.until),
  steps: timeline.steps.filter(({ t }) => t <= until),
});

const differenceView = ({ label, a, b }: Difference): TemplateResult =>
  html`<li><span class="delta-sign" aria-hidden="true">Δ</span> ${label} <b>${a}</b> <span class="unseen">${l10n.t('becomes')}</span><span aria-hidden="true">→</span> <b>${b}</b></li>`;

function choice(versus: Versus, shown: Shown, act: Actions): TemplateResult {
  const stories = toldStories(shown).filter(
    ({ assumptions }) => JSON.stringify(assumptions) !== JSON.stringify(shown.assumptions),
  );
  const options: readonly (readonly [string, string])[] = [
    ['snapshot', versus.choice === 'snapshot' ? versus.title : l10n.t('Now, to edit from here')],
    ['commit', l10n.t('Last commit')],
    ...(shown.asksCluster === true
      ? [['cluster', versus.choice === 'cluster' ? versus.title : l10n.t('What really happened…')] as const]
      : []),
    ...stories.map(({ id, title }) => [`story:${id}`, l10n.t('Story: {0}', title)] as const),
  ];
  return html`<select aria-label=${l10n.t('A, what to compare with')} title=${versus.title} @change=${(event: Event) => act.compare((event.target as HTMLSelectElement).value)}>
    ${options.map(([id, title]) => html`<option value=${id} ?selected=${id === versus.choice}>${title}</option>`)}
  </select>`;
}
