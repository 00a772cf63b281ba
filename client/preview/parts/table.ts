import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit/html.js';
import type { Picture } from '../picture/content.ts';
import { fullName, markTime } from '../picture/lanes.ts';

/** The picture once more as a table, for screen readers. */
export function tableView(name: string, { lanes }: Picture): TemplateResult {
  return html`<div class="unseen"><table>
    <caption>${l10n.t('The life of {0}, lane by lane', name)}</caption>
    <thead><tr><th scope="col">${l10n.t('Lane')}</th><th scope="col">${l10n.t('Time')}</th><th scope="col">${l10n.t('What')}</th></tr></thead>
    <tbody>${lanes.flatMap((lane) =>
      lane.marks.map(
        (mark) => html`<tr><th scope="row">${fullName(lane)}</th><td>${markTime(mark)}</td><td>${mark.text}</td></tr>`,
      ),
    )}</tbody></table></div>`;
}
