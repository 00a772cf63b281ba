import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Shown } from '../messages.ts';
import type { Actions, State } from '../state.ts';
import { ROLLING, toldStories } from '../stories.ts';
import { exportMenu } from './export.ts';
import { compareIcon, minusIcon, nextIcon, pauseIcon, pinIcon, playIcon, plusIcon, previousIcon } from './icons.ts';

/** Whose life it is, the story, playback, zoom, export and pin. */
export function toolbar(state: State, shown: Shown, act: Actions): TemplateResult {
  return html`<div class="toolbar">
    <div class="who">
      <span class="pod-icon" aria-hidden="true"></span>
      <button class="pod-name" title=${l10n.t('Show in the YAML')} @click=${() => act.reveal('metadata.name')}>${shown.name}</button>
      <span class="muted">${shown.namespace}${shown.kind === 'Pod' ? '' : ` · ${shown.kind}`}</span>
    </div>
    ${storySelect(state, shown, act)}
    <span class="grow"></span>
    <div class="buttons" role="group" aria-label=${l10n.t('Playback')}>
      <button class="tool" title=${l10n.t('Previous event ({0})', '[')} aria-label=${l10n.t('Previous event')} @click=${() => act.step(-1)}>${previousIcon}</button>
      <button class="tool" title=${l10n.t('Play (Space)')} aria-label=${l10n.t('Play')} aria-pressed=${state.playing} @click=${act.play}>${state.playing ? pauseIcon : playIcon}</button>
      <button class="tool" title=${l10n.t('Next event ({0})', ']')} aria-label=${l10n.t('Next event')} @click=${() => act.step(1)}>${nextIcon}</button>
      <span class="speed" title=${l10n.t('Speed ({0} and {1})', '<', '>')}>${state.speed}×</span>
    </div>
    <div class="buttons zoom" role="group" aria-label=${l10n.t('Zoom')}>
      <button class="tool" title=${l10n.t('Zoom out ({0})', '−')} aria-label=${l10n.t('Zoom out')} @click=${() => act.zoom(2)}>${minusIcon}</button>
      <button class="tool" title=${l10n.t('Zoom in ({0})', '+')} aria-label=${l10n.t('Zoom in')} @click=${() => act.zoom(0.5)}>${plusIcon}</button>
      <button class="tool" title=${l10n.t('Show all ({0})', 0)} @click=${act.fit}>${l10n.t('Fit')}</button>
    </div>
    <button class="tool" title=${l10n.t('Compare ({0})', 'C')} aria-pressed=${state.versus !== undefined} @click=${() => act.compare(state.versus === undefined ? 'snapshot' : undefined)}>${compareIcon}<span class="word">${l10n.t('Compare')}</span></button>
    ${exportMenu(act)}
    <button class="tool" title=${l10n.t('Stay with this Pod ({0})', 'P')} aria-label=${l10n.t('Stay with this Pod')} aria-pressed=${state.pinned} @click=${act.pin}>${pinIcon}</button>
  </div>`;
}

function storySelect({ rolling }: State, shown: Shown, act: Actions): TemplateResult {
  const told = toldStories(shown);
  const own = JSON.stringify(shown.assumptions);
  const current = told.find(({ id, assumptions }) => (rolling ? id === ROLLING : JSON.stringify(assumptions) === own));
  const choose = (event: Event): void => {
    const story = told.find(({ id }) => id === (event.target as HTMLSelectElement).value);
    if (story !== undefined) act.tell(story);
  };
  return html`<label class="story"><span class="muted">${l10n.t('Story')}</span>
    <select .value=${current?.id ?? 'own'} @change=${choose}>
      ${told.map(({ id, title }) => html`<option value=${id} ?selected=${id === current?.id}>${title}</option>`)}
      ${current === undefined ? html`<option value="own" selected>${l10n.t('As set below')}</option>` : nothing}
    </select></label>`;
}
