import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Mount, Volume } from '../../../server/src/model/volumes.ts';
import { detailed } from '../../../server/src/texts.ts';
import type { Shown } from '../messages.ts';
import type { Actions, State } from '../state.ts';
import { filled } from './filled.ts';
import { section, tag } from './section.ts';

/** What each volume is, and who mounts it where. */
export function volumesView(state: State, shown: Shown, act: Actions): TemplateResult {
  const { volumes } = shown.about;
  const named = volumes.filter(({ path }) => path !== undefined).length;
  const aside =
    named === volumes.length
      ? String(named)
      : named === 0
        ? l10n.t('the service account’s token')
        : l10n.t('{0} and a token', named);
  const body = (): TemplateResult =>
    volumes.length === 0
      ? html`<p class="note">${l10n.t('None.')}</p>`
      : html`<ul class="volume-list">${volumes.map((volume) => volumeView(volume, shown, act))}</ul>`;
  return section('volumes', l10n.t('Volumes'), aside, body, state, act);
}

function volumeView(volume: Volume, shown: Shown, act: Actions): TemplateResult {
  return html`<li>
    <div class="volume-head"><b>${volume.name}</b> <span>${sourceWords(volume)}</span><span class="grow"></span>${tag(volume.path, l10n.t('added'), shown, act)}</div>
    ${volume.mounts.length === 0 ? html`<p class="mount muted">${l10n.t('No container mounts it.')}</p>` : volume.mounts.map((mount) => mountView(mount, shown, act))}
  </li>`;
}

function mountView({ container, at, readOnly, subPath, path }: Mount, shown: Shown, act: Actions): TemplateResult {
  return html`<div class="mount"><span>${container} <code>${at}</code>${subPath === undefined ? nothing : html` ${filled(l10n.t('from {0}'), html`<code>${subPath}</code>`)}`}${
    readOnly ? html` <span class="muted">${l10n.t('read-only')}</span>` : nothing
  }</span>${path === undefined ? nothing : tag(path, '', shown, act)}</div>`;
}

function kindWords(source: string): string {
  switch (source) {
    case 'configMap':
      return 'ConfigMap';
    case 'secret':
      return 'Secret';
    case 'persistentVolumeClaim':
      return l10n.t('claim');
    case 'hostPath':
      return l10n.t('path on the node');
    case 'downwardAPI':
      return l10n.t('facts about the Pod');
    case 'projected':
      return l10n.t('several sources');
    case 'ephemeral':
      return l10n.t('claim of its own');
    case 'image':
      return l10n.t('image');
    case 'nfs':
      return 'NFS';
    case 'csi':
      return l10n.t('CSI driver');
    default:
      return source;
  }
}

function sourceWords({ source, of, path }: Volume): string {
  if (path === undefined) return l10n.t('token of service account {0}', of ?? '');
  const words = kindWords(source);
  return of === undefined ? words : source === 'emptyDir' ? detailed(words, of) : `${words} ${of}`;
}
