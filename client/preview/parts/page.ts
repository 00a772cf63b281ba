/** The parts of the page in their places. */
import * as l10n from '@vscode/l10n';
import { guard } from 'lit/directives/guard.js';
import { html, noChange, nothing, type TemplateResult } from 'lit/html.js';
import { sentences } from '../../../server/src/texts.ts';
import type { Shown } from '../messages.ts';
import type { Actions, Derived, State } from '../state.ts';
import { chipsView } from './chips.ts';
import { compareView } from './compare.ts';
import { eventsView } from './events.ts';
import { figuresView } from './figures.ts';
import { identityView } from './identity.ts';
import { kubectlView } from './kubectl.ts';
import { legendView } from './legend.ts';
import { nodesView } from './nodes.ts';
import { resourcesView } from './resources.ts';
import { tableView } from './table.ts';
import { toolbar } from './toolbar.ts';
import { verdictView } from './verdict.ts';
import { volumesView } from './volumes.ts';
import { whyView } from './why.ts';

/** Where there is no Pod to show. */
export function emptyView({ stale }: State, act: Actions): TemplateResult {
  return html`<main class="empty">
    <h1>${stale === undefined ? l10n.t('No Pod under the cursor') : l10n.t('The YAML cannot be read')}</h1>
    <p>${stale === undefined ? l10n.t('Put the cursor into a Pod, or into a workload that carries one.') : l10n.t('Line {0}: {1}', stale.line, stale.message)}</p>
    ${
      stale === undefined
        ? html`<button class="button" @click=${act.example}>${l10n.t('Open an example')}</button>`
        : html`<button class="button" @click=${act.revealProblem}>${l10n.t('Go to line {0}', stale.line)}</button>`
    }
  </main>`;
}

/** A Pod's life; `board` is the picture, which draws itself. Beside it the verdict comes first, the other parts once both are on the screen. */
export function pageView(
  state: State,
  shown: Shown,
  derived: Derived,
  act: Actions,
  board: HTMLElement,
): TemplateResult {
  const { verdict, drawing } = derived;
  /** A part that stays as it was until then. */
  const later = (view: () => unknown): unknown => (state.settled === shown ? view() : noChange);
  return html`<main class=${state.stale === undefined ? 'page' : 'page is-stale'} aria-label=${l10n.t('Pod preview')}>
    ${later(() => toolbar(state, shown, act))}
    <p class="notice" role="status" ?hidden=${state.notice === undefined}>${state.notice}</p>
    ${state.stale === undefined ? nothing : staleView(state.stale, act)}
    ${guard([verdict], () => verdictView(verdict, act))}
    ${later(() => chipsView(state, shown, act))}
    ${later(() => compareView(state, shown, derived.options, act))}
    <div class="columns">
      <div class="left">
        <section class="timeline" aria-label=${l10n.t('Timeline')}>
          ${board}
          ${guard([state.spoken], () => (state.spoken === undefined ? nothing : tableView(shown.name, drawing.picture)))}
          <div class=${state.legend ? 'legend-box open' : 'legend-box'}>
            <button class="link legend-link" aria-expanded=${state.legend} @click=${() => act.change({ legend: !state.legend })}>${l10n.t('Legend')}</button>
            ${later(() => legendView(drawing))}
          </div>
        </section>
        ${later(() => guard([shown.about], () => nodesView(shown)))}
        ${later(() => kubectlView(state, shown))}
        ${later(() => guard([shown, state.cursor, state.step, state.hovered, state.describe], () => eventsView(state, shown, act)))}
      </div>
      <div class="right">
        ${later(() => whyView(state, shown, act))}
        <div class="panels">
          ${later(() => guard([shown, state.closed], () => figuresView(state, shown, act)))}
          ${later(() => resourcesView(state, shown, drawing.axis, act))}
          ${later(() => guard([shown, state.closed], () => html`${identityView(state, shown, act)}${volumesView(state, shown, act)}`))}
        </div>
      </div>
    </div>
  </main>`;
}

function staleView({ message, line }: NonNullable<State['stale']>, act: Actions): TemplateResult {
  return html`<div class="stale" role="status"><b><span aria-hidden="true">▲</span> ${l10n.t('Stale')}</b>
    <span>${sentences(
      l10n.t('Line {0}: {1}', line, message.replace(/(?<![.。])$/, '.')),
      l10n.t('This is the picture from before that edit.'),
    )}</span>
    <button class="link" @click=${act.revealProblem}>${l10n.t('Go to line {0}', line)}</button></div>`;
}
