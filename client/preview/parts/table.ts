import { html, type TemplateResult } from 'lit/html.js';
import { markTime, type Picture } from '../picture/lanes.ts';

/** The picture once more as a table, for screen readers. */
export function tableView(name: string, { lanes }: Picture): TemplateResult {
  return html`<div class="unseen"><table>
    <caption>The life of ${name}, lane by lane</caption>
    <thead><tr><th scope="col">Lane</th><th scope="col">Time</th><th scope="col">What</th></tr></thead>
    <tbody>${lanes.flatMap((lane) =>
      lane.marks.map(
        (mark) =>
          html`<tr><th scope="row">${[lane.title, lane.subtitle].filter(Boolean).join(', ')}</th><td>${markTime(mark)}</td><td>${mark.text}</td></tr>`,
      ),
    )}</tbody></table></div>`;
}
