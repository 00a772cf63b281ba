import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { Format } from '../formats.ts';
import type { Actions } from '../state.ts';
import { exportIcon } from './icons.ts';

const ID = 'export';

const items = (): readonly (readonly [Format, string, string])[] => [
  ['svg', l10n.t('Picture'), 'SVG'],
  ['png', l10n.t('Picture'), 'PNG'],
  ['markdown', l10n.t('Events'), 'Markdown'],
  ['json', l10n.t('Timeline'), 'JSON'],
  ['assumptions', l10n.t('Assumptions, for {0}', 'podwright timeline --assume'), 'JSON'],
];

/** A button that opens the choice of what to export. */
export function exportMenu(act: Actions): TemplateResult {
  const choose = (todo: () => void) => (): void => {
    document.getElementById(ID)?.hidePopover();
    todo();
  };
  return html`<button class="tool" title=${l10n.t('Export ({0})', 'E')} aria-label=${l10n.t('Export')} popovertarget=${ID}>${exportIcon}</button>
    <div class="menu" id=${ID} popover role="group" aria-label=${l10n.t('Export')}>
      <button @click=${choose(act.copy)}><span>${l10n.t('Copy the picture')}</span></button>
      ${items().map(
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
