import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { NodeVerdict, Room } from '../../../server/src/lifecycle/schedule/nodes.ts';
import type { Shown } from '../messages.ts';
import { cores, roundBytes } from '../picture/words.ts';

/** Where no node fits: what each of them has, and why it refuses the Pod. */
export function nodesView({ about }: Shown): TemplateResult | typeof nothing {
  const { nodes, total } = about;
  if (nodes.length === 0 || nodes.some(({ chosen, reasons }) => chosen || reasons.length === 0)) return nothing;
  const wanted = (name: string): number => total.find((resource) => resource.name === name)?.request?.count ?? 0;
  return html`<section class="nodes" aria-label=${l10n.t('Nodes')}>
    <div class="section-head"><h2>${l10n.t('Nodes')}</h2> <span class="muted small">${l10n.t('none of {0} takes the Pod', nodes.length)}</span><span class="grow"></span><span class="tag assumed">${l10n.t('assumed')}</span></div>
    <div class="scroll"><table>
      <thead><tr><th scope="col">${l10n.t('Node')}</th><th scope="col">${l10n.t('Memory free')}</th><th scope="col">${l10n.t('CPU free')}</th><th scope="col">${l10n.t('Refuses because')}</th></tr></thead>
      <tbody>${nodes.map((node) => nodeRow(node, wanted))}</tbody>
    </table></div>
  </section>`;
}

function nodeRow({ name, memory, cpu, reasons }: NodeVerdict, wanted: (name: string) => number): TemplateResult {
  return html`<tr><th scope="row">${name}</th>
    <td>${room(memory, wanted('memory'), roundBytes)}</td><td>${room(cpu, wanted('cpu'), cores)}</td>
    <td class="message"><span class="sign bad" aria-hidden="true">✕</span> ${reasons.join(', ')}</td></tr>`;
}

function room({ free }: Room, wanted: number, words: (count: number) => string): TemplateResult {
  const lacks = wanted > free;
  return html`${words(free)}${wanted === 0 ? nothing : html` <span class=${lacks ? 'lacks' : 'muted'}>${l10n.t('of {0} asked', words(wanted))}</span>`}`;
}
