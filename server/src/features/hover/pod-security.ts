/** Which level of the Pod Security Standards a field, as it is written, allows the Pod. */
import * as l10n from '@vscode/l10n';
import { formatPath } from '../../model/path.ts';
import { podSecurityViolations, type Violation } from '../../rules/pod-security/standards.ts';
import { viewObject } from '../../rules/subjects.ts';
import { pathOf } from '../../rules/view.ts';
import { type Describe, type Hovered, prose } from './hovered.ts';

/** What level restricted asks for, rather than only allowing it. */
const ASKED: ReadonlySet<string> = new Set([
  'Capabilities.drop',
  'PodSecurityContext.runAsNonRoot',
  'PodSecurityContext.seccompProfile',
  'SeccompProfile.type',
  'SecurityContext.allowPrivilegeEscalation',
  'SecurityContext.runAsNonRoot',
  'SecurityContext.seccompProfile',
]);

/** What the levels look at, wherever it is written. */
const LOOKED_AT: ReadonlySet<string> = new Set([
  ...ASKED,
  'AppArmorProfile.type',
  'Capabilities.add',
  'ContainerPort.hostPort',
  'PodSecurityContext.runAsUser',
  'PodSecurityContext.sysctls',
  'PodSpec.hostIPC',
  'PodSpec.hostNetwork',
  'PodSpec.hostPID',
  'SELinuxOptions.role',
  'SELinuxOptions.type',
  'SELinuxOptions.user',
  'SecurityContext.capabilities',
  'SecurityContext.privileged',
  'SecurityContext.procMount',
  'SecurityContext.runAsUser',
  'Sysctl.name',
]);

export const describePodSecurity: Describe = (hovered) => {
  const { field, owner, place, pod } = hovered;
  const isSource = owner.definition === 'Volume' && field !== 'Volume.name';
  if (!pod || !(isSource || LOOKED_AT.has(field))) return undefined;
  const found = violationsAt(hovered);
  const worst = found.find(({ level }) => level === 'baseline') ?? found[0];
  if (worst) {
    const { level } = worst;
    const message = prose(worst.message);
    return level === 'baseline'
      ? l10n.t('Pod Security: only **privileged** allows this ({0}).', message)
      : l10n.t('Pod Security: **baseline** allows this, restricted does not ({0}).', message);
  }
  if (isSource || place.node.kind === 'mapping') return undefined;
  return ASKED.has(field)
    ? l10n.t('Pod Security: as level **restricted** asks.')
    : l10n.t('Pod Security: every level allows this, **restricted** too.');
};

/** What stands in the way of a level at the place, below it, or in the list that it is an item of. */
function violationsAt({ object, version, place }: Hovered): readonly Violation[] {
  const own = formatPath(place.path);
  const list = place.parent?.type?.kind === 'list' ? formatPath(place.parent.path) : undefined;
  return podSecurityViolations(viewObject(object, version)).filter(({ value }) => {
    const path = pathOf(value);
    return path === own || path === list || path.startsWith(`${own}.`) || path.startsWith(`${own}[`);
  });
}
