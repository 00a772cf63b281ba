import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ProcessIdentity, Setting, WindowsIdentity } from '../../../server/src/model/identity.ts';
import type { Actions, Shown, State } from '../state.ts';
import { section, tag } from './section.ts';

/** A row: what it is, its value in words, and the controls of the Pod Security Standards that look at it. */
interface Row {
  readonly label: string;
  readonly value: string;
  readonly setting: Setting<unknown>;
  readonly controls: readonly string[];
}

/** As whom each container runs and what it may do, with the source of every value. */
export function identityView(state: State, shown: Shown, act: Actions): TemplateResult {
  const { podSecurity } = shown.about;
  const aside = html`Pod Security <b>${podSecurity.level}</b>`;
  return section('identity', 'Identity', aside, () => body(shown, act), state, act);
}

function body(shown: Shown, act: Actions): TemplateResult {
  const { processes, hostNamespaces, podSecurity } = shown.about;
  const next = podSecurity.level === 'privileged' ? 'baseline' : 'restricted';
  const keeping = podSecurity.violations.filter(({ level }) => level === next);
  const shownControls = new Set(processes.flatMap((process) => rows(process).flatMap(({ controls }) => controls)));
  const others = keeping.filter(({ control }) => !shownControls.has(control));
  const keeps = ({ path }: ProcessIdentity, { controls }: Row): boolean =>
    keeping.some(
      (violation) =>
        controls.includes(violation.control) &&
        (violation.path.startsWith(`${path}.`) || violation.path.startsWith('spec.securityContext')),
    );
  return html`
    ${alike(processes, shown).map(
      ([process, ...others]) =>
        html`${
          processes.length > 1
            ? html`<h3>${[process, ...others].map(
                ({ container, path }, i) =>
                  html`${i > 0 ? ', ' : nothing}<button class="plain" title=${path} @click=${() => act.reveal(path)}>${container}</button>`,
              )}</h3>`
            : nothing
        }<table class="identity-rows"><tbody>${rows(process).map((row) => rowView(row, keeps(process, row), next, shown, act))}</tbody></table>`,
    )}
    ${hostNamespaces.length === 0 ? nothing : html`<p class="note">Shares the node’s ${hostNamespaces.join(', ')}.</p>`}
    ${
      podSecurity.level === 'restricted'
        ? html`<p class="note">Nothing keeps it from the strictest level.</p>`
        : html`<p class="note"><span class="sign" aria-hidden="true">▲</span> keeps it from <b>${next}</b>${
            others.length === 0 ? '.' : html`, and so ${others.length === 1 ? 'does' : 'do'}:`
          }</p>`
    }
    ${
      others.length === 0
        ? nothing
        : html`<ul class="others-list">${others.map(
            ({ path, message }) =>
              html`<li><span class="sign" aria-hidden="true">▲</span> <span>${message}</span> ${tag(path, 'not set', shown, act)}</li>`,
          )}</ul>`
    }`;
}

type Group = [ProcessIdentity, ...ProcessIdentity[]];

/** Containers of which the same is said, and in the same places: by no field of their own. */
function alike(processes: readonly ProcessIdentity[], shown: Shown): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const process of processes) {
    const said = rows(process).map(({ value, setting: { from, path } }) => [
      value,
      from,
      from === 'container' ? shown.lines[path] : undefined,
    ]);
    const key = JSON.stringify(said);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [process]);
    else group.push(process);
  }
  return [...groups.values()];
}

function rowView(row: Row, keeps: boolean, next: string, shown: Shown, act: Actions): TemplateResult {
  const { label, value, setting } = row;
  const sign = html` <span class="sign" role="img" aria-label="keeps the Pod from ${next}" title="Keeps the Pod from ${next}">▲</span>`;
  return html`<tr><th scope="row">${label}</th><td>${value}${keeps ? sign : nothing}</td>
    <td class="source">${setting.from === 'pod' ? html`<span class="muted small">Pod</span> ` : nothing}${tag(
      setting.from === 'image' ? undefined : setting.path,
      setting.from === 'image' || setting.value === 'image' ? 'image' : 'default',
      shown,
      act,
    )}</td></tr>`;
}

function rows(process: ProcessIdentity): readonly Row[] {
  return process.windows === undefined ? linuxRows(process) : windowsRows(process, process.windows);
}

function windowsRows({ runAsNonRoot }: ProcessIdentity, windows: WindowsIdentity): readonly Row[] {
  const { userName, hostProcess, account } = windows;
  const name = userName.value === 'image' ? 'the image’s, else ContainerUser' : userName.value;
  return [
    { label: 'user', value: name, setting: userName, controls: [] },
    {
      label: 'non-root',
      value: runAsNonRoot.value ? 'not ContainerAdministrator' : 'not required',
      setting: runAsNonRoot,
      controls: ['runAsNonRoot'],
    },
    {
      label: 'runs',
      value: hostProcess.value ? 'on the node itself' : 'in a container',
      setting: hostProcess,
      controls: ['hostProcess'],
    },
    ...(account.value === undefined
      ? []
      : [{ label: 'account', value: account.value, setting: account, controls: [] }]),
  ];
}

function linuxRows(process: ProcessIdentity): readonly Row[] {
  const { user, group, supplementalGroups, fsGroup, runAsNonRoot, privileged, capabilities, escalation } = process;
  const { readOnlyRoot, seccomp } = process;
  const groups = supplementalGroups.value;
  return [
    {
      label: 'user',
      value: user.value === 'image' ? 'the image’s, else root' : user.value === 0 ? '0 (root)' : String(user.value),
      setting: user,
      controls: ['runAsUser'],
    },
    {
      label: 'group',
      value: group.value === 'image' ? 'the image’s, else 0' : String(group.value),
      setting: group,
      controls: [],
    },
    ...(groups.length === 0
      ? []
      : [{ label: 'more groups', value: groups.join(', '), setting: supplementalGroups, controls: [] }]),
    { label: 'fsGroup', value: String(fsGroup.value ?? 'none'), setting: fsGroup, controls: [] },
    {
      label: 'non-root',
      value: runAsNonRoot.value ? 'required' : 'not required',
      setting: runAsNonRoot,
      controls: ['runAsNonRoot'],
    },
    ...(privileged.value
      ? [
          {
            label: 'privileged',
            value: 'yes: all capabilities and devices',
            setting: privileged,
            controls: ['privileged'],
          },
        ]
      : [
          {
            label: 'capabilities',
            value: capabilityWords(capabilities.value),
            setting: capabilities,
            controls: ['capabilities'],
          },
          {
            label: 'escalation',
            value: escalation.value ? 'allowed' : 'not allowed',
            setting: escalation,
            controls: ['allowPrivilegeEscalation'],
          },
        ]),
    { label: 'seccomp', value: seccomp.value, setting: seccomp, controls: ['seccompProfile'] },
    { label: 'root files', value: readOnlyRoot.value ? 'read-only' : 'writable', setting: readOnlyRoot, controls: [] },
  ];
}

function capabilityWords({ add, drop }: { readonly add: readonly string[]; readonly drop: readonly string[] }): string {
  if (drop.includes('ALL')) return add.length === 0 ? 'none' : `only ${add.join(', ')}`;
  const less = drop.length === 0 ? '' : ` without ${drop.join(', ')}`;
  const more = add.length === 0 ? '' : ` and ${add.join(', ')}`;
  return `the runtime’s usual${less}${more}`;
}
