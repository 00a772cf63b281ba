import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import { getPodLine, type PodLine } from '../../../server/src/lifecycle/kubectl.ts';
import type { Shown } from '../messages.ts';
import { exactClock } from '../picture/words.ts';
import type { State } from '../state.ts';

/** Columns of a Pod that is on its way or where it should be; anything else is worth a second look. */
const CALM = /^(?:Running|Completed|Succeeded|Pending|ContainerCreating|PodInitializing|Terminating|Init:\d+\/\d+)$/;

/** What `kubectl get pod` would print at the cursor. */
export function kubectlView({ cursor }: State, { timeline }: Shown): TemplateResult {
  const line = getPodLine(timeline, cursor);
  return html`<section class="kubectl" aria-label=${l10n.t('kubectl at the cursor')}>
    <div class="at"><span>kubectl get pod</span><b>${l10n.t('at {0}', exactClock(cursor))}</b></div>
    ${line === undefined ? html`<p class="gone">pods "${timeline.pod.name}" not found</p>` : lineTable(timeline.pod.name, line)}
  </section>`;
}

const lineTable = (name: string, { ready, status, restarts, age }: PodLine): TemplateResult => html`<table>
  <thead><tr><th class="name">NAME</th><th>READY</th><th>STATUS</th><th>RESTARTS</th><th>AGE</th></tr></thead>
  <tbody><tr><td class="name">${name}</td><td>${ready}</td><td><span class=${CALM.test(status) ? '' : 'bad'}>${status}</span></td><td>${restarts}</td><td>${age}</td></tr></tbody>
</table>`;
