import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions } from '../state.ts';
import type { Fact } from '../verdict/facts.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { toneIcons } from './icons.ts';

/** The outcome in one sentence, and the facts; a fact shows its evidence. */
export function verdictView({ tone, headline, detail, facts }: Verdict, act: Actions): TemplateResult {
  return html`<section class="verdict" aria-label=${l10n.t('In short')}>
    <div class="headline">
      ${toneIcons[tone]}
      <div><h1>${headline}</h1>${detail === '' ? nothing : html`<p>${detail}</p>`}</div>
    </div>
    <div class="facts">${facts.map((fact) => factView(fact, act))}</div>
  </section>`;
}

function factView({ label, value, note, tone, mark }: Fact, act: Actions): TemplateResult {
  const show = (): void => {
    if (mark !== undefined) act.selectMark(mark);
  };
  return html`<button class="fact ${tone}" ?disabled=${mark === undefined} @click=${show}>
    <i>${label}</i><b>${value}</b><em>${note}</em></button>`;
}
