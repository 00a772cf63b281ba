import * as l10n from '@vscode/l10n';
import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import type { Amount, ContainerResources, PodAbout, Resource } from '../../../server/src/features/about.ts';
import type { NodeVerdict } from '../../../server/src/lifecycle/schedule/nodes.ts';
import { sentences } from '../../../server/src/texts.ts';
import type { Shown } from '../messages.ts';
import type { Axis } from '../picture/axis.ts';
import { cores, roundBytes } from '../picture/words.ts';
import type { Actions, State } from '../state.ts';
import { filled } from './filled.ts';
import { section, tag } from './section.ts';
import { usageView } from './usage.ts';

function evictionOf(qos: PodAbout['qos']): string {
  switch (qos) {
    case 'BestEffort':
      return l10n.t('First to be evicted when the node runs short of memory.');
    case 'Burstable':
      return l10n.t('Evicted after BestEffort Pods when it uses more memory than it requests.');
    case 'Guaranteed':
      return l10n.t('Last to be evicted when the node runs short of memory.');
  }
}

/** Requests and limits, what is used of them over time, and the room on the node. */
export function resourcesView(state: State, shown: Shown, axis: Axis, act: Actions): TemplateResult {
  const { about } = shown;
  const aside = html`QoS <b>${about.qos}</b>`;
  return section('resources', l10n.t('Resources'), aside, () => body(state, shown, axis, act), state, act);
}

function body(state: State, shown: Shown, axis: Axis, act: Actions): TemplateResult {
  const { about } = shown;
  const several = about.containers.length > 1;
  const asks = about.containers.some(({ resources }) => resources.some(({ request, limit }) => request ?? limit));
  const table = html`<table class="amounts">
      <thead><tr><th scope="col"><span class="unseen">${l10n.t('Resource')}</span></th><th scope="col">${l10n.t('request')}</th><th scope="col">${l10n.t('limit')}</th></tr></thead>
      ${about.containers.map((container) => containerRows(container, several, shown, act))}
      ${several ? totalRows(about) : nothing}
    </table>`;
  return html`${asks || !several ? table : html`<p>${l10n.t('No container requests or limits anything.')}</p>`}
    ${usageView(state, shown, axis, act)}
    ${roomView(about)}
    <p class="note">${sentences(
      evictionOf(about.qos),
      about.burstableFor === undefined ? '' : l10n.t('Not Guaranteed, because {0}.', about.burstableFor),
    )}</p>`;
}

function containerRows(
  { name, path, resources }: ContainerResources,
  several: boolean,
  shown: Shown,
  act: Actions,
): TemplateResult {
  const title = html`<tr><th class="group" colspan="3" scope="colgroup"><button class="plain" title=${path} @click=${() => act.reveal(path)}>${name}</button></th></tr>`;
  return html`<tbody>${several ? title : nothing}
    ${resources.map(
      (resource) => html`<tr><th scope="row">${label(resource)}</th>
        <td>${amountView(resource.request, shown, act)}</td><td>${amountView(resource.limit, shown, act)}</td></tr>`,
    )}</tbody>`;
}

/** Memory and CPU in words; other resources by their names. */
const label = ({ name }: Pick<Resource, 'name'>): string =>
  name === 'cpu' ? 'CPU' : name === 'memory' ? l10n.t('memory') : name;

function amountView(amount: Amount | undefined, shown: Shown, act: Actions): TemplateResult {
  if (amount === undefined) return none();
  return html`<span class="amount">${amount.text}</span> ${tag(amount.path, l10n.t('= limit'), shown, act)}`;
}

const none = (): TemplateResult => html`<span class="muted">${l10n.t('none')}</span>`;

const totalRows = ({ total }: PodAbout): TemplateResult => html`<tbody>
  <tr><th class="group" colspan="3" scope="colgroup">${l10n.t('whole Pod, as the scheduler counts')}</th></tr>
  ${total.map(
    (resource) => html`<tr><th scope="row">${label(resource)}</th>
      <td>${resource.request?.text ?? none()}</td><td>${resource.limit?.text ?? none()}</td></tr>`,
  )}</tbody>`;

/** What the Pod takes of its node; where it fits on none, of the one with the most room. */
function roomView(about: PodAbout): TemplateResult | typeof nothing {
  const chosen = about.nodes.find((node) => node.chosen);
  const node = chosen ?? [...about.nodes].sort((a, b) => b.memory.free - a.memory.free)[0];
  if (node === undefined) return nothing;
  return html`<div class="room">
    <p class="room-title">${filled(chosen === undefined ? l10n.t('Most room: {0}') : l10n.t('On node {0}'), html`<b>${node.name}</b>`)} <span class="tag assumed">${l10n.t('assumed')}</span></p>
    ${roomBar('memory', node, about)}${roomBar('cpu', node, about)}
  </div>`;
}

function roomBar(name: 'memory' | 'cpu', node: NodeVerdict, { total }: PodAbout): TemplateResult {
  const { allocatable, free } = node[name];
  const wanted = total.find((resource) => resource.name === name)?.request?.count ?? 0;
  const words = (count: number): string => (name === 'cpu' ? cores(count) : roundBytes(count));
  const share = (count: number): number => (allocatable === 0 ? 0 : Math.min(100, (100 * count) / allocatable));
  const taken = allocatable - free;
  const fits = wanted <= free;
  const text =
    taken > 0
      ? l10n.t('{0}: requests {1} of {2} free, of {3}', label({ name }), words(wanted), words(free), words(allocatable))
      : l10n.t('{0}: requests {1} of {2}', label({ name }), words(wanted), words(free));
  return html`<div class="bar-row"><span>${label({ name })}</span>
    <span class="bar ${fits ? '' : 'over'}" role="img" aria-label=${text} title=${text}><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect class="others" x="0" y="0" height="8" width=${share(taken)}></rect><rect class="mine" x=${share(taken)} y="0" height="8" width=${wanted === 0 ? 0 : Math.max(1, share(wanted))}></rect>`}
    </svg></span><span>${fits ? '' : html`<b class="sign bad" aria-hidden="true">✕</b> `}${l10n.t({ message: '{0} of {1}', args: [words(wanted), words(free)], comment: 'an amount of another' })}</span></div>`;
}
