/** The figures that people ask for first: how soon a hang is noticed, what a deletion takes, how often it restarts. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { HangSummary, Summary } from '../../../server/src/lifecycle/timeline.ts';
import { duration } from '../picture/words.ts';
import type { Actions, Shown, State } from '../state.ts';
import { section, tag } from './section.ts';

export function figuresView(state: State, shown: Shown, act: Actions): TemplateResult | typeof nothing {
  const { summary } = shown.timeline;
  if (summary === undefined) return nothing;
  const aside = summary.ready === undefined ? 'never ready' : html`ready after <b>${duration(summary.ready)}</b>`;
  return section('figures', 'Figures', aside, () => body(summary, shown, act), state, act);
}

function body(summary: Summary, shown: Shown, act: Actions): TemplateResult {
  const { hangs, termination, restarts } = summary;
  const several = hangs.length > 1;
  return html`<table class="figure-rows"><tbody>
      ${hangs.map((hang) => hangRow(hang, several, shown, act))}
      ${hangs.length > 0 ? nothing : html`<tr><th scope="row">on a hang</th><td>nobody notices: there is no liveness probe</td></tr>`}
      ${
        termination === undefined
          ? nothing
          : html`<tr><th scope="row">on deletion</th>
            <td>answers for <b>${duration(termination.answers)}</b>, ended after <b>${duration(termination.seconds)}</b>${termination.killed ? ', by SIGKILL' : nothing}</td></tr>`
      }
      <tr><th scope="row">restarts</th><td><b>${restarts}</b> in the first 10 min</td></tr>
    </tbody></table>`;
}

const hangRow = (
  { container, field, noticed, stopped }: HangSummary,
  several: boolean,
  shown: Shown,
  act: Actions,
): TemplateResult => html`<tr><th scope="row">${several ? `${container} hangs` : 'on a hang'}</th>
  <td>noticed within <b>${duration(noticed)}</b>, dead within <b>${duration(stopped)}</b> ${tag(field, 'default', shown, act)}</td></tr>`;
