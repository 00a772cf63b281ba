import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import type { Amount, ContainerResources, PodAbout, Resource } from '../../../server/src/features/about.ts';
import type { NodeVerdict } from '../../../server/src/lifecycle/schedule/nodes.ts';
import type { Axis } from '../picture/axis.ts';
import { cores, roundBytes } from '../picture/words.ts';
import type { Actions, Shown, State } from '../state.ts';
import { section, tag } from './section.ts';
import { usageView } from './usage.ts';

const EVICTION = {
  BestEffort: 'First to be evicted when the node runs short of memory.',
  Burstable: 'Evicted after BestEffort Pods when it uses more memory than it requests.',
  Guaranteed: 'Last to be evicted when the node runs short of memory.',
} as const;

/** Requests and limits, what is used of them over time, and the room on the node. */
export function resourcesView(state: State, shown: Shown, axis: Axis, act: Actions): TemplateResult {
  const { about } = shown;
  const aside = html`QoS <b>${about.qos}</b>`;
  return section('resources', 'Resources', aside, () => body(state, shown, axis, act), state, act);
}

function body(state: State, shown: Shown, axis: Axis, act: Actions): TemplateResult {
  const { about } = shown;
  const several = about.containers.length > 1;
  const asks = about.containers.some(({ resources }) => resources.some(({ request, limit }) => request ?? limit));
  const table = html`<table class="amounts">
      <thead><tr><th scope="col"><span class="unseen">Resource</span></th><th scope="col">request</th><th scope="col">limit</th></tr></thead>
      ${about.containers.map((container) => containerRows(container, several, shown, act))}
      ${several ? totalRows(about) : nothing}
    </table>`;
  return html`${asks || !several ? table : html`<p>No container requests or limits anything.</p>`}
    ${usageView(state, shown, axis, act)}
    ${roomView(about)}
    <p class="note">${EVICTION[about.qos]} ${about.burstableFor === undefined ? nothing : html`Not Guaranteed, because ${about.burstableFor}.`}</p>`;
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
        <td>${amountView(resource.request, 'none', shown, act)}</td><td>${amountView(resource.limit, 'none', shown, act)}</td></tr>`,
    )}</tbody>`;
}

const label = ({ name }: Resource): string => (name === 'cpu' ? 'CPU' : name);

function amountView(amount: Amount | undefined, none: string, shown: Shown, act: Actions): TemplateResult {
  if (amount === undefined) return html`<span class="muted">${none}</span>`;
  return html`<span class="amount">${amount.text}</span> ${tag(amount.path, '= limit', shown, act)}`;
}

const totalRows = ({ total }: PodAbout): TemplateResult => html`<tbody>
  <tr><th class="group" colspan="3" scope="colgroup">whole Pod, as the scheduler counts</th></tr>
  ${total.map(
    (resource) => html`<tr><th scope="row">${label(resource)}</th>
      <td>${resource.request?.text ?? html`<span class="muted">none</span>`}</td><td>${resource.limit?.text ?? html`<span class="muted">none</span>`}</td></tr>`,
  )}</tbody>`;

/** What the Pod takes of its node; where it fits on none, of the one with the most room. */
function roomView(about: PodAbout): TemplateResult | typeof nothing {
  const chosen = about.nodes.find((node) => node.chosen);
  const node = chosen ?? [...about.nodes].sort((a, b) => b.memory.free - a.memory.free)[0];
  if (node === undefined) return nothing;
  return html`<div class="room">
    <p class="room-title">${chosen === undefined ? html`Most room: <b>${node.name}</b>` : html`On node <b>${node.name}</b>`} <span class="tag assumed">assumed</span></p>
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
  const text = `${name === 'cpu' ? 'CPU' : name}: requests ${words(wanted)} of ${words(free)}${taken > 0 ? ` free, of ${words(allocatable)}` : ''}`;
  return html`<div class="bar-row"><span>${name === 'cpu' ? 'CPU' : name}</span>
    <span class="bar ${fits ? '' : 'over'}" role="img" aria-label=${text} title=${text}><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect class="others" x="0" y="0" height="8" width=${share(taken)}></rect><rect class="mine" x=${share(taken)} y="0" height="8" width=${wanted === 0 ? 0 : Math.max(1, share(wanted))}></rect>`}
    </svg></span><span>${fits ? '' : html`<b class="sign" aria-hidden="true">✕</b> `}${words(wanted)} of ${words(free)}</span></div>`;
}
