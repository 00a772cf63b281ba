import { html, type TemplateResult } from 'lit/html.js';
import type { Format } from '../formats.ts';
import type { Actions } from '../state.ts';
import { exportIcon } from './icons.ts';

const ID = 'export';

const ITEMS: readonly (readonly [Format, string, string])[] = [
  ['svg', 'Picture', 'SVG'],
  ['png', 'Picture', 'PNG'],
  ['markdown', 'Events', 'Markdown'],
  ['json', 'Timeline', 'JSON'],
  ['assumptions', 'Assumptions, for podwright timeline --assume', 'JSON'],
];

/** A button that opens the choice of what to export. */
export function exportMenu(act: Actions): TemplateResult {
  const choose = (todo: () => void) => (): void => {
    document.getElementById(ID)?.hidePopover();
    todo();
  };
  return html`<button class="tool" title="Export (E)" aria-label="Export" popovertarget=${ID}>${exportIcon}</button>
    <div class="menu" id=${ID} popover role="group" aria-label="Export">
      <button @click=${choose(act.copy)}><span>Copy the picture</span></button>
      ${ITEMS.map(
        ([format, what, as]) =>
          html`<button @click=${choose(() => act.export(format))}><span>${what}</span> <span class="muted">${as}</span></button>`,
      )}
    </div>`;
}

/** Opens the choice, for the keyboard. */
export function openExportMenu(): void {
  const menu = document.getElementById(ID);
  menu?.showPopover();
  menu?.querySelector('button')?.focus();
}
