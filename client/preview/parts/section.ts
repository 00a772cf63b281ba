/** A part of the page that can be closed, and tags that say where a value is written. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Shown } from '../messages.ts';
import { plainPath } from '../paths.ts';
import type { Actions, SectionId, State } from '../state.ts';

/** A section with a heading that opens and closes it. */
export function section(
  id: SectionId,
  title: string,
  aside: string | TemplateResult,
  body: () => TemplateResult,
  { closed }: State,
  act: Actions,
): TemplateResult {
  const open = !closed.has(id);
  const toggle = (event: Event): void => {
    const now = (event.target as HTMLDetailsElement).open;
    if (now === open) return;
    act.change({ closed: new Set(now ? [...closed].filter((other) => other !== id) : [...closed, id]) });
  };
  return html`<details class="panel ${id}" ?open=${open} @toggle=${toggle}>
    <summary><h2>${title}</h2><span class="grow"></span><span class="aside">${aside}</span></summary>
    ${open ? html`<div class="panel-body">${body()}</div>` : nothing}
  </details>`;
}

/** `line 12` as a link to the YAML, or what the value is when nothing is written. */
export function tag(path: string | undefined, otherwise: string, shown: Shown, act: Actions): TemplateResult {
  const line = path === undefined ? undefined : shown.lines[plainPath(path)];
  if (path === undefined || line === undefined) return html`<span class="tag">${otherwise}</span>`;
  return html`<button class="tag line" title=${path} @click=${() => act.reveal(path)}>${l10n.t('line {0}', line)}</button>`;
}
