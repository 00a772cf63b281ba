import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import type { Amount, ContainerResources, PodAbout, Resource } from '../../../server/src/features/about.ts';
import type { NodeVerdict } from '../../../server/src/lifecycle/schedule/nodes.ts';
import { memoryAt, memoryCurve } from '../memory.ts';
import type { Axis } from '../picture/axis.ts';
import { bytes, cores, exactClock, roundBytes } from '../picture/words.ts';
import type { Actions, Shown, State } from '../state.ts';
import { section, tag } from './section.ts';

const EVICTION = {
  BestEffort: 'First to be evicted when the node runs short of memory.',
  Burstable: 'Evicted after BestEffort Pods when it uses more memory than it requests.',
  Guaranteed: 'Last to be evicted when the node runs short of memory.',
} as const;

/** Requests and limits, memory against its limit over time, and the room on the node. */
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
    ${about.containers.map((container) => memoryChart(container, state, shown, axis, act))}
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

const [WIDTH, HEIGHT, TOP] = [316, 46, 6];

/** The curve on the picture's own axis, folds and all. */
function memoryChart(
  { name, resources }: ContainerResources,
  { cursor }: State,
  shown: Shown,
  axis: Axis,
  act: Actions,
): TemplateResult | typeof nothing {
  const curve = memoryCurve(shown.timeline, name);
  const memory = resources.find((resource) => resource.name === 'memory');
  const limit = memory?.limit?.count;
  if (curve.length === 0) return nothing;
  const peak = Math.max(...curve.map(({ end }) => end));
  const top = Math.max(peak, limit ?? 0, memory?.request?.count ?? 0) * (limit === undefined ? 1.25 : 1);
  const x = (t: number): number => (axis.x(t) / axis.width) * WIDTH;
  const y = (count: number): number => HEIGHT - (count / top) * (HEIGHT - TOP);
  const point = (t: number, count: number): string => `${x(t).toFixed(1)} ${y(count).toFixed(1)}`;
  const area = curve
    .map(
      ({ from, to, start, end }) =>
        `M${x(from).toFixed(1)} ${HEIGHT}L${point(from, start)}L${point(to, end)}V${HEIGHT}Z`,
    )
    .join('');
  const edge = curve.map(({ from, to, start, end }) => `M${point(from, start)}L${point(to, end)}`).join('');
  const now = memoryAt(curve, cursor);
  const request = memory?.request?.count;
  const uses =
    now === undefined ? 'not running' : `${roundBytes(now)}${limit === undefined ? '' : ` of ${bytes(limit)}`}`;
  return html`<figure class="memory">
    <figcaption><span>${shown.about.containers.length > 1 ? `${name}: ` : ''}memory at ${exactClock(cursor)}</span> <b>${uses}</b><span class="grow"></span>
      <button class="tag assumed" title="Change what is assumed" @click=${() => act.change({ editing: `memory-${name}` })}>assumed</button></figcaption>
    <svg class="pod" viewBox="0 0 ${WIDTH} ${HEIGHT + 1}" preserveAspectRatio="none" role="img" aria-label="Memory of ${name} over time, at most ${roundBytes(peak)}">
      ${svg`<path class="stop-fill" d=${area}></path><path class="stop-edge" d=${edge}></path>
      ${request === undefined || request === limit ? nothing : svg`<line class="wait-edge dots" x1="0" x2=${WIDTH} y1=${y(request)} y2=${y(request)}></line>`}
      ${limit === undefined ? nothing : svg`<line class="fail-edge dash" x1="0" x2=${WIDTH} y1=${y(limit)} y2=${y(limit)}></line>`}
      <line class="base" x1="0" x2=${WIDTH} y1=${HEIGHT + 0.5} y2=${HEIGHT + 0.5}></line>
      <line class="now" x1=${x(cursor)} x2=${x(cursor)} y1="0" y2=${HEIGHT}></line>`}
    </svg>
    <p class="scale"><span>${limit === undefined ? 'no limit: up to what the node has' : html`<i class="dash-line"></i> limit ${bytes(limit)}`}</span>${
      request === undefined || request === limit
        ? nothing
        : html`<span><i class="dot-line"></i> request ${bytes(request)}</span>`
    }</p>
  </figure>`;
}

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
