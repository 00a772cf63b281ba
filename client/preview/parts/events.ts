import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { describeEvents, type EventRow } from '../../../server/src/lifecycle/describe.ts';
import { eventRows } from '../events.ts';
import type { Shown } from '../messages.ts';
import { clock, duration, exactClock, shortDuration } from '../picture/words.ts';
import type { Actions, State } from '../state.ts';

/** The events: by time with the cursor between them, or as `kubectl describe` lists them at the cursor. */
export function eventsView(state: State, shown: Shown, act: Actions): TemplateResult {
  const rows = eventRows(shown.timeline);
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  return html`<section class="events" aria-label=${l10n.t('Events')}>
    <div class="section-head">
      <h2>${l10n.t('Events')}</h2> <span class="muted small">${l10n.t('{0} in {1}', all, duration(shown.timeline.until))}</span><span class="grow"></span>
      <div class="switch" role="group" aria-label=${l10n.t('Order of events')}>
        <button aria-pressed=${!state.describe} @click=${() => act.change({ describe: false })}>${l10n.t('By time')}</button>
        <button aria-pressed=${state.describe} @click=${() => act.change({ describe: true })}>${l10n.t('As describe')}</button>
      </div>
    </div>
    <div class="scroll" tabindex="0" role="region" aria-label=${l10n.t('Events, scrollable; arrows go from row to row')} @keydown=${onKey}>
      ${state.describe ? describeTable(state, shown, act) : timeTable(state, rows, act)}
    </div>
  </section>`;
}

function timeTable(state: State, rows: readonly EventRow[], act: Actions): TemplateResult {
  const now = rows.findIndex(({ from }) => from > state.cursor + 1e-9);
  return html`<table>
    <thead><tr><th>${l10n.t('Time')}</th><th>${l10n.t('Type')}</th><th>${l10n.t('Reason')}</th><th class="count">${l10n.t('Count')}</th><th class="from">${l10n.t('From')}</th><th>${l10n.t('Message')}</th></tr></thead>
    <tbody>${rows.map(
      (
        row,
        i,
      ) => html`<tr class=${classes(row, state, i === now, row.from > state.cursor + 1e-9)} tabindex="-1" aria-current=${isSelected(row, state) ? 'true' : nothing}
          @click=${() => select(row, act)} @focus=${() => act.change({ hovered: row.steps })} @blur=${() => act.change({ hovered: [] })}
          @mouseenter=${() => act.change({ hovered: row.steps })} @mouseleave=${() => act.change({ hovered: [] })}>
        <td class="time">${exactClock(row.from)}${row.to > row.from ? `–${clock(row.to)}` : ''}</td>
        ${rest(row, row.count > 1 ? `×${row.count}` : '')}</tr>`,
    )}</tbody></table>`;
}

/** In the words of kubectl. */
function describeTable(state: State, shown: Shown, act: Actions): TemplateResult {
  const rows = describeEvents(shown.timeline.steps, state.cursor);
  const age = ({ from, to, count }: EventRow): string => {
    const last = shortDuration(Math.round(state.cursor - to));
    return count === 1
      ? last
      : `${last} (x${count} over ${shortDuration(Math.round(state.cursor - from)).replace(/ /g, '')})`;
  };
  return html`<table>
    <thead><tr><th>Age</th><th>Type</th><th>Reason</th><th class="count"><span class="unseen">Count</span></th><th class="from">From</th><th>Message</th></tr></thead>
    <tbody>${rows.map(
      (
        row,
      ) => html`<tr class=${classes(row, state, false, false)} tabindex="-1" aria-current=${isSelected(row, state) ? 'true' : nothing}
          @click=${() => select(row, act)} @focus=${() => act.change({ hovered: row.steps })} @blur=${() => act.change({ hovered: [] })}
          @mouseenter=${() => act.change({ hovered: row.steps })} @mouseleave=${() => act.change({ hovered: [] })}>
        <td class="time">${age(row)}</td>${rest(row, '')}</tr>`,
    )}</tbody></table>`;
}

const select = ({ steps }: EventRow, act: Actions): void => {
  const last = steps.at(-1);
  if (last !== undefined) act.selectStep(last);
};

/** From row to row with the arrows; Enter and Space select. */
function onKey(event: KeyboardEvent): void {
  const on = event.currentTarget as HTMLElement;
  const rows = [...on.querySelectorAll<HTMLElement>('tbody tr')];
  const at = rows.indexOf(event.target as HTMLElement);
  switch (event.key) {
    case 'ArrowDown':
      rows[Math.min(rows.length - 1, at + 1)]?.focus();
      break;
    case 'ArrowUp':
      if (at > 0) rows[at - 1]?.focus();
      else on.focus();
      break;
    case 'Enter':
    case ' ':
      if (at < 0) return;
      rows[at]?.click();
      break;
    default:
      return;
  }
  event.preventDefault();
  event.stopPropagation();
}

const isSelected = (row: EventRow, { step }: State): boolean => step !== undefined && row.steps.includes(step);

function classes(row: EventRow, state: State, now: boolean, later: boolean): string {
  const selected = isSelected(row, state);
  const hovered = row.steps.some((step) => state.hovered.includes(step));
  return [selected && 'selected', hovered && 'hovered', now && 'now', later && 'later'].filter(Boolean).join(' ');
}

function rest({ event }: EventRow, count: string): TemplateResult {
  const warning = event.type === 'Warning';
  return html`<td class="type"><span class=${warning ? 'warn' : 'norm'} aria-hidden="true">${warning ? '▲' : '·'}</span> <span class="word">${event.type}</span></td>
    <td><b>${event.reason}</b></td><td class="count">${count}</td><td class="from">${event.from}</td><td class="message">${event.message}</td>`;
}
