/** As whom a container's process runs, and what it may do: which value wins between Pod and container. */
import { asMapping, asNumber, asString, asStrings, type PlainMapping } from '../../model/plain.ts';
import { podSecurityLevel, podSecurityViolations } from '../../rules/pod-security.ts';
import { viewObject } from '../../rules/view.ts';
import { code, containersOf, type Describe, type Hovered, listed } from './hovered.ts';

export const describeIdentity: Describe = (hovered) => {
  const { field, owner, pod, container } = hovered;
  const isContext = field === 'PodSpec.securityContext' || field === 'Container.securityContext';
  const isPart = ['SecurityContext', 'PodSecurityContext', 'Capabilities'].includes(owner.definition);
  if (!pod || !(isContext || isPart)) return undefined;
  const containers = container ? [container.value] : containersOf(pod).map(({ value }) => value);
  const lines = containers.map((one) => `${code(asString(one.name) ?? '?')} ${identityOf(one, pod)}`);
  const level = isContext ? describeLevel(hovered) : undefined;
  return [lines.length > 1 ? lines.map((line) => `- ${line}`).join('\n') : lines[0], level]
    .filter(Boolean)
    .join('\n\n');
};

function identityOf(container: PlainMapping, pod: PlainMapping): string {
  const spec = asMapping(pod.spec);
  const ofPod = asMapping(spec.securityContext);
  const own = asMapping(container.securityContext);
  const effective = <T>(name: string, read: (value: unknown) => T | undefined): Setting<T> | undefined => {
    const mine = read(own[name]);
    if (mine !== undefined) return { value: mine, from: 'its own' };
    const inherited = read(ofPod[name]);
    return inherited === undefined ? undefined : { value: inherited, from: 'the Pod’s' };
  };
  const user = effective('runAsUser', asNumber);
  const group = effective('runAsGroup', asNumber);
  const nonRoot = effective('runAsNonRoot', asBoolean);
  const fsGroup = asNumber(ofPod.fsGroup);
  const sentences = [
    `runs as ${user ? `user ${user.value} (${user.from})` : 'the user that its image names, or else root'}`,
    group
      ? `group ${group.value} (${group.from})`
      : `the ${user ? 'group that the image gives this user, or else 0' : 'image’s group'}`,
  ];
  const text = [`${sentences.join(' and ')}.`];
  if (nonRoot?.value === true)
    text.push(
      user?.value === 0
        ? 'runAsNonRoot forbids root, so it will not start (CreateContainerConfigError).'
        : user
          ? ''
          : `runAsNonRoot (${nonRoot.from}): it does not start if that is root, or a name instead of a number.`,
    );
  if (fsGroup !== undefined)
    text.push(
      `Its processes are in group ${fsGroup} too (fsGroup), which owns the volumes that Kubernetes can hand over.`,
    );
  text.push(powers(own, ofPod));
  return text.filter(Boolean).join(' ');
}

interface Setting<T> {
  readonly value: T;
  readonly from: string;
}

const asBoolean = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

function powers(own: PlainMapping, ofPod: PlainMapping): string {
  if (own.privileged === true) return '**Privileged**: all capabilities, and the devices of the node.';
  const { add, drop } = asMapping(own.capabilities);
  const added = asStrings(add);
  const dropped = asStrings(drop);
  const parts: string[] = [];
  if (dropped.includes('ALL'))
    parts.push(added.length > 0 ? `no capabilities but ${listed(added)}` : 'no capabilities');
  else if (dropped.length > 0) parts.push(`the runtime’s usual capabilities without ${listed(dropped)}`);
  if (added.length > 0 && !dropped.includes('ALL')) parts.push(`the additional capabilities ${listed(added)}`);
  if (own.allowPrivilegeEscalation === false) parts.push('no way to gain privileges');
  if (own.readOnlyRootFilesystem === true) parts.push('a read-only root file system');
  const seccomp = asString(asMapping(own.seccompProfile ?? ofPod.seccompProfile).type);
  if (seccomp) parts.push(`the seccomp profile ${seccomp}`);
  return parts.length > 0 ? `It has ${listed(parts)}.` : '';
}

/** Where the Pod stands in the Pod Security Standards, and what keeps it from the strictest level. */
function describeLevel({ object, version }: Hovered): string | undefined {
  const subject = viewObject(object, version);
  const level = podSecurityLevel(subject);
  if (!level) return undefined;
  if (level === 'restricted') return 'The Pod meets the Pod Security level **restricted**.';
  const next = level === 'privileged' ? 'baseline' : 'restricted';
  const controls = podSecurityViolations(subject).filter((violation) => violation.level === next);
  const names = [...new Set(controls.map(({ control }) => code(control)))];
  return `The Pod meets the Pod Security level **${level}**; what keeps it from ${next}: ${listed(names)}.`;
}
