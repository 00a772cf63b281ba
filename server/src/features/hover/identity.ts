/** As whom a container's process runs, and what it may do: which value wins between Pod and container. */
import { type ProcessIdentity, processIdentity, type Setting } from '../../model/identity.ts';
import { asMapping, asMappings, asString, type PlainMapping } from '../../model/plain.ts';
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
  const { user, group, runAsNonRoot, fsGroup, ...can } = processIdentity(container, '', spec);
  const known = user.value !== 'image';
  const sentences = [
    `runs as ${known ? `user ${user.value} (${whose(user)})` : 'the user that its image names, or else root'}`,
    group.value === 'image'
      ? `the ${known ? 'group that the image gives this user, or else 0' : 'image’s group'}`
      : `group ${group.value} (${whose(group)})`,
  ];
  const text = [`${sentences.join(' and ')}.`];
  if (runAsNonRoot.value)
    text.push(
      user.value === 0
        ? 'runAsNonRoot forbids root, so it will not start (CreateContainerConfigError).'
        : known
          ? ''
          : `runAsNonRoot (${whose(runAsNonRoot)}): it does not start if that is root, or a name instead of a number.`,
    );
  if (fsGroup.value !== undefined)
    text.push(`Its processes are in group ${fsGroup.value} too (fsGroup)${handedOver(container, spec)}.`);
  text.push(powers(can));
  return text.filter(Boolean).join(' ');
}

/** Which of a container's volumes the group comes to own, and which stay as they are. */
function handedOver(container: PlainMapping, spec: PlainMapping): string {
  const mounted = new Set(asMappings(container.volumeMounts).map(({ name }) => name));
  const volumes = asMappings(spec.volumes).filter(({ name }) => mounted.has(name));
  const names = (which: readonly PlainMapping[]): string[] => which.map(({ name }) => code(asString(name) ?? '?'));
  const [kept, owned] = [volumes.filter(isKept), volumes.filter((volume) => !isKept(volume))];
  if (volumes.length === 0) return ', which owns the volumes that Kubernetes can hand over';
  const staying =
    kept.length > 0 ? `${listed(names(kept))} ${kept.length > 1 ? 'keep their owners' : 'keeps its owner'}` : '';
  const taken = owned.length > 0 ? `, which owns ${listed(names(owned))}` : '';
  return staying ? `${taken}; ${staying}` : taken;
}

/** Volumes whose files belong to others: the kubelet does not touch them. */
const isKept = (volume: PlainMapping): boolean =>
  ['hostPath', 'nfs', 'image', 'cephfs', 'glusterfs'].some((source) => volume[source] !== undefined);

const whose = ({ from }: Setting<unknown>): string => (from === 'pod' ? 'the Pod’s' : 'its own');

function powers({
  privileged,
  capabilities,
  escalation,
  readOnlyRoot,
  seccomp,
}: Pick<ProcessIdentity, 'privileged' | 'capabilities' | 'escalation' | 'readOnlyRoot' | 'seccomp'>): string {
  if (privileged.value) return '**Privileged**: all capabilities, and the devices of the node.';
  const { add, drop } = capabilities.value;
  const parts: string[] = [];
  if (drop.includes('ALL'))
    parts.push(add.length > 0 ? `no capabilities but ${listed(add.map(code))}` : 'no capabilities');
  else if (drop.length > 0) parts.push(`the runtime’s usual capabilities without ${listed(drop.map(code))}`);
  if (add.length > 0 && !drop.includes('ALL')) parts.push(`the additional capabilities ${listed(add.map(code))}`);
  if (!escalation.value) parts.push('no way to gain privileges');
  if (readOnlyRoot.value) parts.push('a read-only root file system');
  if (seccomp.from !== 'default') parts.push(`the seccomp profile ${code(seccomp.value)}`);
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
