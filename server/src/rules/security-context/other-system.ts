import { fixByRemoving } from '../fields/field-fixes.ts';
import { foundAtKey, validation } from '../report.ts';
import type { PodParts, Rule } from '../rule.ts';
import { at, flag, isSet, nameOf, text, type Value } from '../view.ts';

const FOR_LINUX_PODS = [
  ...['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls', 'runAsUser'],
  ...['runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy'],
];
const FOR_LINUX_SPECS = ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'];
const FOR_LINUX_CONTAINERS = [
  ...['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged'],
  ...['allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup'],
];

/** What a Pod has set that its system does not have. */
export function ofOtherSystem({ spec, containers }: PodParts, os: string): Value[] {
  const context = at(spec, 'securityContext');
  const contexts = containers.map(({ value }) => at(value, 'securityContext'));
  if (os === 'linux') return [context, ...contexts].map((one) => at(one, 'windowsOptions')).filter(isSet);
  if (os !== 'windows') return [];
  const ofPod = FOR_LINUX_PODS.map((name) => at(context, name)).filter(
    (value) => value.segment !== 'sysctls' || value.items.length > 0,
  );
  const ofSpec = FOR_LINUX_SPECS.map((name) => at(spec, name)).filter(
    (value) => (value.segment !== 'hostPID' && value.segment !== 'hostIPC') || flag(value) === true,
  );
  const ofContainers = contexts.flatMap((one) => FOR_LINUX_CONTAINERS.map((name) => at(one, name)));
  return [...ofPod, ...ofSpec, ...ofContainers].filter(isSet);
}

export const otherSystem: Rule = validation(
  'other-system',
  'What only Linux or only Windows has must not be set for a Pod of the other system.',
  function* ({ pod, document }) {
    if (!pod) return;
    const os = text(at(pod.spec, 'os', 'name'));
    const owner = os === 'windows' ? 'a Windows Pod' : 'a Linux Pod';
    for (const value of ofOtherSystem(pod, os))
      yield foundAtKey(value, `${nameOf(value)} cannot be set for ${owner}`, fixByRemoving(document, value));
  },
);
