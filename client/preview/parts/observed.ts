import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PodEvent } from '../../../server/src/lifecycle/steps.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { exactClock } from '../picture/words.ts';

/** Of a life that really happened: its Events, and what is not known of it. */
export function observedView(timeline: Timeline, title: string, gaps: readonly string[]): TemplateResult {
  const events = timeline.steps.filter((step) => step.kind === 'event');
  return html`<section class="events observed" aria-label=${l10n.t('Events of {0}', 'A')}>
    <div class="section-head"><h2>${l10n.t('Events of {0}', 'A')}</h2> <span class="muted small">${title}</span></div>
    ${events.length === 0 ? nothing : html`<div class="scroll" tabindex="0" role="region" aria-label=${l10n.t('Events of {0}, scrollable', 'A')}><table><tbody>${events.map(eventView)}</tbody></table></div>`}
    <ul class="gaps" aria-label=${l10n.t('What is not known of {0}', 'A')}>${gaps.map((gap) => html`<li class="muted small">${gap}</li>`)}</ul>
  </section>`;
}

function eventView({ t, type, reason, from, message, why }: PodEvent): TemplateResult {
  const isWarning = type === 'Warning';
  return html`<tr><td class="time">${exactClock(t)}</td>
    <td class="type"><span class=${isWarning ? 'warn' : 'norm'} aria-hidden="true">${isWarning ? '▲' : '·'}</span> <span class="word">${type}</span></td>
    <td><b>${reason}</b></td><td class="from">${from}</td>
    <td class="message">${message}${why === undefined ? nothing : html` <span class="muted">${why.text}</span>`}</td></tr>`;
}
