/** As whom a container's process runs, and what it may do: which value wins between Pod and container. */

import * as l10n from '@vscode/l10n';
import { containersOf } from '../../model/containers.ts';
import { type ProcessIdentity, processIdentity } from '../../model/identity.ts';
import { asMapping, asMappings, asString, type PlainMapping } from '../../model/plain.ts';
import { podSecurityLevel, podSecurityViolations } from '../../rules/pod-security/standards.ts';
import { viewObject } from '../../rules/subjects.ts';
import { listed, listedClauses } from '../../texts.ts';
import { code, type Describe, type Hovered, paragraph } from './hovered.ts';

export const describeIdentity: Describe = (hovered) => {
  const { field, owner, pod, container } = hovered;
  const isContext = field === 'PodSpec.securityContext' || field === 'Container.securityContext';
  const isPart = ['SecurityContext', 'PodSecurityContext', 'Capabilities'].includes(owner.definition);
  if (!pod || !(isContext || isPart)) return undefined;
  const containers = container ? [container.value] : containersOf(pod).map(({ value }) => value);
  const lines = containers.map((one) => identityOf(one, pod));
  const level = isContext ? describeLevel(hovered) : undefined;
  return [lines.length > 1 ? lines.map((line) => `- ${line}`).join('\n') : lines[0], level]
    .filter(Boolean)
    .join('\n\n');
};

function identityOf(container: PlainMapping, pod: PlainMapping): string {
  const spec = asMapping(pod.spec);
  const { user, group, runAsNonRoot, fsGroup, ...can } = processIdentity(container, '', spec);
  const text = [who(code(asString(container.name) ?? '?'), user, group)];
  if (runAsNonRoot.value && user.value === 0)
    text.push(l10n.t('runAsNonRoot forbids root, so it will not start (CreateContainerConfigError).'));
  else if (runAsNonRoot.value && user.value === 'image')
    text.push(
      runAsNonRoot.from === 'pod'
        ? l10n.t('runAsNonRoot (the Pod’s): it does not start if that is root, or a name instead of a number.')
        : l10n.t('runAsNonRoot (its own): it does not start if that is root, or a name instead of a number.'),
    );
  if (fsGroup.value !== undefined) text.push(handedOver(fsGroup.value, container, spec));
  return paragraph([...text, powers(can)]) ?? '';
}

function who(name: string, user: ProcessIdentity['user'], group: ProcessIdentity['group']): string {
  if (user.value === 'image')
    return group.value === 'image'
      ? l10n.t('{0} runs as the user that its image names, or else root and the image’s group.', name)
      : l10n.t('{0} runs as the user that its image names, or else root and {1}.', name, groupInWords(group));
  return group.value === 'image'
    ? l10n.t('{0} runs as {1} and the group that the image gives this user, or else 0.', name, userInWords(user))
    : l10n.t('{0} runs as {1} and {2}.', name, userInWords(user), groupInWords(group));
}

const userInWords = ({ value, from }: ProcessIdentity['user']): string =>
  from === 'pod' ? l10n.t('user {0} (the Pod’s)', value) : l10n.t('user {0} (its own)', value);

const groupInWords = ({ value, from }: ProcessIdentity['group']): string =>
  from === 'pod' ? l10n.t('group {0} (the Pod’s)', value) : l10n.t('group {0} (its own)', value);

/** Which of a container's volumes the group comes to own, and which stay as they are. */
function handedOver(group: number, container: PlainMapping, spec: PlainMapping): string {
  const mounted = new Set(asMappings(container.volumeMounts).map(({ name }) => name));
  const volumes = asMappings(spec.volumes).filter(({ name }) => mounted.has(name));
  const names = (which: readonly PlainMapping[]): string[] => which.map(({ name }) => code(asString(name) ?? '?'));
  const [kept, owned] = [volumes.filter(isKept), volumes.filter((volume) => !isKept(volume))];
  if (volumes.length === 0)
    return l10n.t(
      'Its processes are in group {0} too (fsGroup), which owns the volumes that Kubernetes can hand over.',
      group,
    );
  if (kept.length === 0)
    return l10n.t('Its processes are in group {0} too (fsGroup), which owns {1}.', group, listed(names(owned)));
  const staying =
    kept.length > 1
      ? l10n.t('{0} keep their owners', listed(names(kept)))
      : l10n.t('{0} keeps its owner', listed(names(kept)));
  return owned.length > 0
    ? l10n.t('Its processes are in group {0} too (fsGroup), which owns {1}; {2}.', group, listed(names(owned)), staying)
    : l10n.t('Its processes are in group {0} too (fsGroup); {1}.', group, staying);
}

/** Volumes whose files belong to others: the kubelet does not touch them. */
const isKept = (volume: PlainMapping): boolean =>
  ['hostPath', 'nfs', 'image', 'cephfs', 'glusterfs'].some((source) => volume[source] !== undefined);

function powers({
  privileged,
  capabilities,
  escalation,
  readOnlyRoot,
  seccomp,
}: Pick<ProcessIdentity, 'privileged' | 'capabilities' | 'escalation' | 'readOnlyRoot' | 'seccomp'>): string {
  if (privileged.value) return l10n.t('**Privileged**: all capabilities, and the devices of the node.');
  const { add, drop } = capabilities.value;
  const parts: string[] = [];
  if (drop.includes('ALL'))
    parts.push(add.length > 0 ? l10n.t('no capabilities but {0}', listed(add.map(code))) : l10n.t('no capabilities'));
  else if (drop.length > 0) parts.push(l10n.t('the runtime’s usual capabilities without {0}', listed(drop.map(code))));
  if (add.length > 0 && !drop.includes('ALL'))
    parts.push(l10n.t('the additional capabilities {0}', listed(add.map(code))));
  if (!escalation.value) parts.push(l10n.t('no way to gain privileges'));
  if (readOnlyRoot.value) parts.push(l10n.t('a read-only root file system'));
  if (seccomp.from !== 'default') parts.push(l10n.t('the seccomp profile {0}', code(seccomp.value)));
  return parts.length > 0 ? l10n.t('It has {0}.', listedClauses(parts)) : '';
}

/** Where the Pod stands in the Pod Security Standards, and what keeps it from the strictest level. */
function describeLevel({ object, version }: Hovered): string | undefined {
  const subject = viewObject(object, version);
  const level = podSecurityLevel(subject);
  if (!level) return undefined;
  if (level === 'restricted') return l10n.t('The Pod meets the Pod Security level **restricted**.');
  const next = level === 'privileged' ? 'baseline' : 'restricted';
  const controls = podSecurityViolations(subject).filter((violation) => violation.level === next);
  const names = [...new Set(controls.map(({ control }) => code(control)))];
  return l10n.t(
    'The Pod meets the Pod Security level **{0}**; what keeps it from {1}: {2}.',
    level,
    next,
    listed(names),
  );
}
