import * as l10n from '@vscode/l10n';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { sentences } from '../../../server/src/texts.ts';
import type { Chip } from '../chips/chip.ts';
import { chipsOf } from '../chips/chips.ts';
import { DELETION } from '../chips/pod.ts';
import type { Shown } from '../messages.ts';
import type { Actions, State } from '../state.ts';

/** Chips that are shown without asking. */
const MOST_CHIPS = 8;

/** What is assumed: dashed where it is inferred or a default, solid where it was set here. */
export function chipsView(state: State, shown: Shown, act: Actions): TemplateResult {
  const chips = chipsOf(shown.timeline, shown.assumptions);
  const telling = chips.filter(({ set, matters }) => set || matters);
  // Of many containers the first are shown; all that was set is, and what is being edited.
  const visible = chips.filter(
    (chip) => chip.set || chip.id === state.editing?.chip || telling.slice(0, MOST_CHIPS).includes(chip),
  );
  const hidden = chips.filter((chip) => !visible.includes(chip));
  return html`<section class="assumptions" aria-label=${l10n.t('Assumptions')}>
    <span class="muted">${l10n.t('Assuming')}</span>
    ${repeat(
      visible,
      ({ id }) => id,
      (chip) => (chip.id === state.editing?.chip ? editor(chip, state.editing.before, act) : chipView(chip, act)),
    )}
    ${hidden.length === 0 ? nothing : addMenu(hidden, act)}
  </section>`;
}

function chipView({ id, label, value, set, note }: Chip, act: Actions): TemplateResult {
  return html`<button class="chip ${set ? 'set' : ''}" title=${sentences(note, l10n.t('Press Enter to change it.'))} @click=${() => act.edit(id)}>
    ${label} <b>${value}</b></button>`;
}

/** Redraws while typing; Enter or leaving keeps, Escape goes back, an empty value returns to the default. */
function editor(chip: Chip, before: NonNullable<State['editing']>['before'], act: Actions): TemplateResult {
  const take = (text: string): void => {
    const edited = text.trim() === '' ? chip.clear() : chip.edit(text);
    if (edited === undefined) return;
    // Who says when the Pod is deleted tells another story.
    if (chip.id === DELETION) act.change({ rolling: false });
    act.assume(edited);
  };
  const done = (): void => act.change({ editing: undefined });
  const label = html`<span>${chip.label}</span>`;
  const keys = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      act.change({ rolling: before.rolling });
      act.assume(before.assumptions);
    }
    if (event.key === 'Escape' || event.key === 'Enter') done();
  };
  if (chip.choices !== undefined) {
    return html`<label class="chip editing">${label}
      <select data-autofocus @change=${(event: Event) => {
        take((event.target as HTMLSelectElement).value);
        done();
      }} @keydown=${keys} @blur=${done}>
        ${chip.choices.map((choice) => html`<option ?selected=${choice === chip.value}>${choice}</option>`)}
        ${chip.set ? html`<option value="">${l10n.t('default')}</option>` : nothing}
      </select></label>`;
  }
  return html`<label class="chip editing">${label}
    <input data-autofocus size="8" placeholder=${chip.hint} .defaultValue=${chip.value} @input=${(event: Event) => {
      const input = event.target as HTMLInputElement;
      const legal = input.value.trim() === '' || chip.edit(input.value) !== undefined;
      input.setAttribute('aria-invalid', String(!legal));
      if (legal) take(input.value);
    }} @keydown=${keys} @blur=${done}></label>`;
}

function addMenu(hidden: readonly Chip[], act: Actions): TemplateResult {
  const choose = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const id = select.value;
    select.value = '';
    act.edit(id);
  };
  return html`<select class="add" aria-label=${l10n.t('Add an assumption')} @change=${choose}>
    <option value="" selected>${l10n.t('+ Add')}</option>
    ${hidden.map(({ id, label, value }) => html`<option value=${id}>${l10n.t('{0}: {1}', label, value)}</option>`)}
  </select>`;
}
