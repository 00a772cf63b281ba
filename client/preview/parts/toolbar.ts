import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, Shown, State } from '../state.ts';
import { toldStories } from '../stories.ts';
import { exportMenu } from './export.ts';
import { compareIcon, minusIcon, nextIcon, pauseIcon, pinIcon, playIcon, plusIcon, previousIcon } from './icons.ts';

/** Whose life it is, the story, playback, zoom, export and pin. */
export function toolbar(state: State, shown: Shown, act: Actions): TemplateResult {
  return html`<div class="toolbar">
    <div class="who">
      <span class="pod-icon" aria-hidden="true"></span>
      <button class="pod-name" title="Show in the YAML" @click=${() => act.reveal('metadata.name')}>${shown.name}</button>
      <span class="muted">${shown.namespace}${shown.kind === 'Pod' ? '' : ` · ${shown.kind}`}</span>
    </div>
    ${storySelect(shown, act)}
    <span class="grow"></span>
    <div class="buttons" role="group" aria-label="Playback">
      <button class="tool" title="Previous event ([)" aria-label="Previous event" @click=${() => act.step(-1)}>${previousIcon}</button>
      <button class="tool" title="Play (Space)" aria-label="Play" aria-pressed=${state.playing} @click=${act.play}>${state.playing ? pauseIcon : playIcon}</button>
      <button class="tool" title="Next event (])" aria-label="Next event" @click=${() => act.step(1)}>${nextIcon}</button>
      <span class="speed" title="Speed (< and >)">${state.speed}×</span>
    </div>
    <div class="buttons zoom" role="group" aria-label="Zoom">
      <button class="tool" title="Zoom out (−)" aria-label="Zoom out" @click=${() => act.zoom(2)}>${minusIcon}</button>
      <button class="tool" title="Zoom in (+)" aria-label="Zoom in" @click=${() => act.zoom(0.5)}>${plusIcon}</button>
      <button class="tool" title="Show all (0)" @click=${act.fit}>Fit</button>
    </div>
    <button class="tool" title="Compare (C)" aria-pressed=${state.versus !== undefined} @click=${() => act.compare(state.versus === undefined ? 'snapshot' : undefined)}>${compareIcon}<span class="word">Compare</span></button>
    ${exportMenu(act)}
    <button class="tool" title="Stay with this Pod (P)" aria-label="Stay with this Pod" aria-pressed=${state.pinned} @click=${act.pin}>${pinIcon}</button>
  </div>`;
}

function storySelect(shown: Shown, act: Actions): TemplateResult {
  const told = toldStories(shown);
  const own = JSON.stringify(shown.assumptions);
  const current = told.find(({ assumptions }) => JSON.stringify(assumptions) === own);
  const choose = (event: Event): void => {
    const story = told.find(({ id }) => id === (event.target as HTMLSelectElement).value);
    if (story !== undefined) act.assume(story.assumptions);
  };
  return html`<label class="story"><span class="muted">Story</span>
    <select .value=${current?.id ?? 'own'} @change=${choose}>
      ${told.map(({ id, title }) => html`<option value=${id} ?selected=${id === current?.id}>${title}</option>`)}
      ${current === undefined ? html`<option value="own" selected>As set below</option>` : nothing}
    </select></label>`;
}
