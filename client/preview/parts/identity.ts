import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ProcessIdentity, Setting, WindowsIdentity } from '../../../server/src/model/identity.ts';
import { enumerated } from '../../../server/src/texts.ts';
import type { Shown } from '../messages.ts';
import type { Actions, State } from '../state.ts';
import { filled } from './filled.ts';
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
  const aside = html`${filled(l10n.t('Pod Security {0}'), html`<b>${podSecurity.level}</b>`)}`;
  return section('identity', l10n.t('Identity'), aside, () => body(shown, act), state, act);
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
    ${hostNamespaces.length === 0 ? nothing : html`<p class="note">${l10n.t('Shares the node’s {0}.', enumerated(hostNamespaces))}</p>`}
    ${
      podSecurity.level === 'restricted'
        ? html`<p class="note">${l10n.t('Nothing keeps it from the strictest level.')}</p>`
        : html`<p class="note"><span class="sign" aria-hidden="true">▲</span> ${filled(
            others.length === 0
              ? l10n.t('keeps it from {0}.')
              : others.length === 1
                ? l10n.t('keeps it from {0}, and so does:')
                : l10n.t('keeps it from {0}, and so do:'),
            html`<b>${next}</b>`,
          )}</p>`
    }
    ${
      others.length === 0
        ? nothing
        : html`<ul class="others-list">${others.map(
            ({ path, message }) =>
              html`<li><span class="sign" aria-hidden="true">▲</span> <span>${message}</span> ${tag(path, l10n.t('not set'), shown, act)}</li>`,
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
  const sign = html` <span class="sign" role="img" aria-label=${l10n.t('keeps the Pod from {0}', next)} title=${l10n.t('Keeps the Pod from {0}', next)}>▲</span>`;
  return html`<tr><th scope="row">${label}</th><td>${value}${keeps ? sign : nothing}</td>
    <td class="source">${setting.from === 'pod' ? html`<span class="muted small">Pod</span> ` : nothing}${tag(
      setting.from === 'image' ? undefined : setting.path,
      setting.from === 'image' || setting.value === 'image' ? l10n.t('image') : l10n.t('default'),
      shown,
      act,
    )}</td></tr>`;
}

function rows(process: ProcessIdentity): readonly Row[] {
  return process.windows === undefined ? linuxRows(process) : windowsRows(process, process.windows);
}

function windowsRows({ runAsNonRoot }: ProcessIdentity, windows: WindowsIdentity): readonly Row[] {
  const { userName, hostProcess, account } = windows;
  const name = userName.value === 'image' ? l10n.t('the image’s, else {0}', 'ContainerUser') : userName.value;
  return [
    { label: l10n.t('user'), value: name, setting: userName, controls: [] },
    {
      label: l10n.t('non-root'),
      value: runAsNonRoot.value ? l10n.t('not {0}', 'ContainerAdministrator') : l10n.t('not required'),
      setting: runAsNonRoot,
      controls: ['runAsNonRoot'],
    },
    {
      label: l10n.t({ message: 'runs', comment: 'where a process runs' }),
      value: hostProcess.value ? l10n.t('on the node itself') : l10n.t('in a container'),
      setting: hostProcess,
      controls: ['hostProcess'],
    },
    ...(account.value === undefined
      ? []
      : [{ label: l10n.t('account'), value: account.value, setting: account, controls: [] }]),
  ];
}

function linuxRows(process: ProcessIdentity): readonly Row[] {
  const { user, group, supplementalGroups, fsGroup, runAsNonRoot, privileged, capabilities, escalation } = process;
  const { readOnlyRoot, seccomp } = process;
  const groups = supplementalGroups.value;
  return [
    {
      label: l10n.t('user'),
      value:
        user.value === 'image'
          ? l10n.t('the image’s, else {0}', 'root')
          : user.value === 0
            ? '0 (root)'
            : String(user.value),
      setting: user,
      controls: ['runAsUser'],
    },
    {
      label: l10n.t('group'),
      value: group.value === 'image' ? l10n.t('the image’s, else {0}', 0) : String(group.value),
      setting: group,
      controls: [],
    },
    ...(groups.length === 0
      ? []
      : [{ label: l10n.t('more groups'), value: groups.join(', '), setting: supplementalGroups, controls: [] }]),
    { label: 'fsGroup', value: String(fsGroup.value ?? l10n.t('none')), setting: fsGroup, controls: [] },
    {
      label: l10n.t('non-root'),
      value: runAsNonRoot.value ? l10n.t('required') : l10n.t('not required'),
      setting: runAsNonRoot,
      controls: ['runAsNonRoot'],
    },
    ...(privileged.value
      ? [
          {
            label: l10n.t('privileged'),
            value: l10n.t('yes: all capabilities and devices'),
            setting: privileged,
            controls: ['privileged'],
          },
        ]
      : [
          {
            label: l10n.t('capabilities'),
            value: capabilityWords(capabilities.value),
            setting: capabilities,
            controls: ['capabilities'],
          },
          {
            label: l10n.t('escalation'),
            value: escalation.value ? l10n.t('allowed') : l10n.t('not allowed'),
            setting: escalation,
            controls: ['allowPrivilegeEscalation'],
          },
        ]),
    { label: 'seccomp', value: seccomp.value, setting: seccomp, controls: ['seccompProfile'] },
    {
      label: l10n.t('root files'),
      value: readOnlyRoot.value ? l10n.t('read-only') : l10n.t('writable'),
      setting: readOnlyRoot,
      controls: [],
    },
  ];
}

function capabilityWords({ add, drop }: { readonly add: readonly string[]; readonly drop: readonly string[] }): string {
  if (drop.includes('ALL')) return add.length === 0 ? l10n.t('none') : l10n.t('only {0}', enumerated(add));
  if (drop.length === 0)
    return add.length === 0 ? l10n.t('the runtime’s usual') : l10n.t('the runtime’s usual and {0}', enumerated(add));
  return add.length === 0
    ? l10n.t('the runtime’s usual without {0}', enumerated(drop))
    : l10n.t('the runtime’s usual without {0} and {1}', enumerated(drop), enumerated(add));
}
