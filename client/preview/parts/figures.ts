/** The figures that people ask for first: how soon a hang is noticed, what a deletion takes, how often it restarts. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { HangSummary, Summary } from '../../../server/src/lifecycle/timeline.ts';
import type { Shown } from '../messages.ts';
import { duration } from '../picture/words.ts';
import type { Actions, State } from '../state.ts';
import { filled } from './filled.ts';
import { section, tag } from './section.ts';

export function figuresView(state: State, shown: Shown, act: Actions): TemplateResult | typeof nothing {
  const { summary } = shown.timeline;
  if (summary === undefined) return nothing;
  const aside =
    summary.ready === undefined
      ? l10n.t('never ready')
      : html`${filled(l10n.t('ready after {0}'), strong(duration(summary.ready)))}`;
  return section('figures', l10n.t('Figures'), aside, () => body(summary, shown, act), state, act);
}

const strong = (value: string | number): TemplateResult => html`<b>${value}</b>`;

function body(summary: Summary, shown: Shown, act: Actions): TemplateResult {
  const { hangs, termination, restarts } = summary;
  const several = hangs.length > 1;
  return html`<table class="figure-rows"><tbody>
      ${hangs.map((hang) => hangRow(hang, several, shown, act))}
      ${hangs.length > 0 ? nothing : html`<tr><th scope="row">${l10n.t('on a hang')}</th><td>${l10n.t('nobody notices: there is no liveness probe')}</td></tr>`}
      ${
        termination === undefined
          ? nothing
          : html`<tr><th scope="row">${l10n.t('on deletion')}</th>
            <td>${filled(
              termination.killed
                ? l10n.t('answers for {0}, ended after {1}, by SIGKILL')
                : l10n.t('answers for {0}, ended after {1}'),
              strong(duration(termination.answers)),
              strong(duration(termination.seconds)),
            )}</td></tr>`
      }
      <tr><th scope="row">${l10n.t('restarts')}</th><td>${filled(l10n.t('{0} in the first 10 min'), strong(restarts))}</td></tr>
    </tbody></table>`;
}

const hangRow = (
  { container, field, noticed, stopped }: HangSummary,
  several: boolean,
  shown: Shown,
  act: Actions,
): TemplateResult => html`<tr><th scope="row">${several ? l10n.t('{0} hangs', container) : l10n.t('on a hang')}</th>
  <td>${filled(l10n.t('noticed within {0}, dead within {1}'), strong(duration(noticed)), strong(duration(stopped)))} ${tag(field, l10n.t('default'), shown, act)}</td></tr>`;
