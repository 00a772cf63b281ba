import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Shown } from '../messages.ts';
import { plainPath } from '../paths.ts';
import { clock, exactClock } from '../picture/words.ts';
import type { Actions, State } from '../state.ts';
import { explain, type Link } from '../why.ts';

/** Why the selected thing happened: the sentence, the chain of causes, the fields that decided. */
export function whyView(state: State, shown: Shown, act: Actions): TemplateResult {
  const found = state.step === undefined ? undefined : explain(shown.timeline, state.step);
  if (found === undefined) {
    return html`<section class="why" aria-label=${l10n.t('Why')} aria-live="polite">
      <div class="subject"><b>${l10n.t('Why')}</b></div>
      <p class="hint">${l10n.t('Select anything in the picture or an event, and this says why it happens.')}</p>
    </section>`;
  }
  const { t, subject, sentence, chain, fields, about } = found;
  const near = about.filter((field) => shown.lines[plainPath(field)] !== undefined);
  // A link there is always: at least to the Pod.
  const links = fields.length > 0 ? fields : near.length > 0 ? near : ['spec'];
  return html`<section class="why" aria-label=${l10n.t('Why')} aria-live="polite">
    <div class="subject"><b>${l10n.t('Why')}</b> <span>${subject}</span><span class="grow"></span><time>${exactClock(t)}</time></div>
    <p class="sentence">${sentence}</p>
    ${chain.length === 0 ? nothing : html`<ol class="chain">${chain.map((link) => linkView(link, timeOf(chain), act))}</ol>`}
    <ul class="fields">${links.map((field) => fieldView(field, shown, act))}</ul>
  </section>`;
}

/** To the tenth of a second, unless all that happens falls on whole ones. */
const timeOf = (chain: readonly Link[]): ((t: number) => string) =>
  chain.some(({ t }) => Math.abs(t - Math.round(t)) > 0.05) ? exactClock : clock;

function linkView({ index, t, words, current, tone }: Link, time: (t: number) => string, act: Actions): TemplateResult {
  return html`<li class="${current ? 'current' : ''} ${tone}" aria-current=${current ? 'step' : nothing}>
    <button @click=${() => act.selectStep(index)}><time>${time(t)}</time> ${words}</button></li>`;
}

/** A field that is written leads to its line; one that is not has its default. */
function fieldView(field: string, shown: Shown, act: Actions): TemplateResult {
  const line = shown.lines[plainPath(field)];
  const short = field.replace(/^(?:spec\.(?:initContainers|containers)\[\d+\]\.|Job:|CronJob:)/, '');
  if (line === undefined)
    return html`<li><code title=${field}>${short}</code><span class="tag">${l10n.t('default')}</span></li>`;
  return html`<li><button class="link" title=${field} @click=${() => act.reveal(field)}><code>${short}</code><span class="tag line">${l10n.t('line {0}', line)}</span></button></li>`;
}
