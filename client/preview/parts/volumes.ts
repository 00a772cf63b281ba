import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Mount, Volume } from '../../../server/src/model/volumes.ts';
import type { Actions, Shown, State } from '../state.ts';
import { section, tag } from './section.ts';

/** What each volume is, and who mounts it where. */
export function volumesView(state: State, shown: Shown, act: Actions): TemplateResult {
  const { volumes } = shown.about;
  const named = volumes.filter(({ path }) => path !== undefined).length;
  const aside =
    named === volumes.length ? String(named) : named === 0 ? 'the service account’s token' : `${named} and a token`;
  const body = (): TemplateResult =>
    volumes.length === 0
      ? html`<p class="note">None.</p>`
      : html`<ul class="volume-list">${volumes.map((volume) => volumeView(volume, shown, act))}</ul>`;
  return section('volumes', 'Volumes', aside, body, state, act);
}

function volumeView(volume: Volume, shown: Shown, act: Actions): TemplateResult {
  return html`<li>
    <div class="volume-head"><b>${volume.name}</b> <span>${sourceWords(volume)}</span><span class="grow"></span>${tag(volume.path, 'added', shown, act)}</div>
    ${volume.mounts.length === 0 ? html`<p class="mount muted">No container mounts it.</p>` : volume.mounts.map((mount) => mountView(mount, shown, act))}
  </li>`;
}

function mountView({ container, at, readOnly, subPath, path }: Mount, shown: Shown, act: Actions): TemplateResult {
  return html`<div class="mount"><span>${container} <code>${at}</code>${subPath === undefined ? nothing : html` from <code>${subPath}</code>`}${
    readOnly ? html` <span class="muted">read-only</span>` : nothing
  }</span>${path === undefined ? nothing : tag(path, '', shown, act)}</div>`;
}

const WORDS: Readonly<Record<string, string>> = {
  configMap: 'ConfigMap',
  secret: 'Secret',
  persistentVolumeClaim: 'claim',
  hostPath: 'path on the node',
  downwardAPI: 'facts about the Pod',
  projected: 'several sources',
  ephemeral: 'claim of its own',
  image: 'image',
  nfs: 'NFS',
  csi: 'CSI driver',
};

function sourceWords({ source, of, path }: Volume): string {
  if (path === undefined) return `token of service account ${of}`;
  const words = WORDS[source] ?? source;
  return of === undefined ? words : source === 'emptyDir' ? `${words}, ${of}` : `${words} ${of}`;
}
