import { asMapping, asSequence, isMapping } from '../../model/plain.ts';
import type { Container, Pod, Volume } from './pod.ts';
import { readContainer } from './read-container.ts';
import { boolean, integer, limit, optional, positive, reference, restartPolicy, text } from './values.ts';

/**
 * Reads a Pod from a plain object (`metadata` and `spec`, as parsed from YAML).
 * Wrong types become defaults; it never throws.
 */
export function readPod(object: unknown): Pod {
  const metadata = asMapping(asMapping(object).metadata);
  const spec = asMapping(asMapping(object).spec);
  const security = asMapping(spec.securityContext);
  const names = new Set<string>();
  const unnamed = (container: Container): boolean =>
    !names.has(container.name) && names.add(container.name) !== undefined;
  const containers = asSequence(spec.containers)
    .map((value, index) => readContainer(value, `spec.containers[${index}]`, false))
    .filter(unnamed);
  const initContainers = asSequence(spec.initContainers)
    .map((value, index) => readContainer(value, `spec.initContainers[${index}]`, true))
    .filter(unnamed);
  return {
    name: text(metadata.name) || text(metadata.generateName) || 'pod',
    namespace: text(metadata.namespace) || 'default',
    uid: text(metadata.uid),
    nodeName: text(spec.nodeName),
    hostNetwork: spec.hostNetwork === true,
    priority: integer(spec.priority) ?? (SYSTEM_CLASS.test(text(spec.priorityClassName)) ? 2_000_000_000 : 0),
    restartPolicy: restartPolicy(spec.restartPolicy) ?? 'Always',
    terminationGracePeriodSeconds: Math.max(0, integer(spec.terminationGracePeriodSeconds) ?? 30),
    ...optional('activeDeadlineSeconds', positive(spec.activeDeadlineSeconds)),
    initContainers,
    containers,
    volumes: asSequence(spec.volumes).map((value, index) => readVolume(value, `spec.volumes[${index}]`)),
    imagePullSecrets: asSequence(spec.imagePullSecrets).flatMap((secret, index) =>
      reference('secret', secret, `spec.imagePullSecrets[${index}]`),
    ),
    readinessGates: asSequence(spec.readinessGates).map((gate) => text(asMapping(gate).conditionType)),
    ...optional('runAsNonRoot', boolean(security.runAsNonRoot)),
    ...optional('runAsUser', integer(security.runAsUser)),
    object,
  };
}

/** The classes that every cluster has. */
const SYSTEM_CLASS = /^system-(cluster|node)-critical$/;

function readVolume(value: unknown, path: string): Volume {
  const volume = asMapping(value);
  const claim = asMapping(volume.persistentVolumeClaim);
  const emptyDir = isMapping(volume.emptyDir)
    ? { inMemory: volume.emptyDir.medium === 'Memory', ...optional('sizeLimit', limit(volume.emptyDir.sizeLimit)) }
    : undefined;
  const projected = asSequence(asMapping(volume.projected).sources).flatMap((source, index) => [
    ...reference('configmap', asMapping(source).configMap, `${path}.projected.sources[${index}].configMap`),
    ...reference('secret', asMapping(source).secret, `${path}.projected.sources[${index}].secret`),
  ]);
  return {
    name: text(volume.name),
    path,
    objects: [
      ...reference('configmap', volume.configMap, `${path}.configMap`),
      ...reference('secret', volume.secret, `${path}.secret`, 'secretName'),
      ...(text(claim.claimName) === ''
        ? []
        : reference('persistentvolumeclaim', claim, `${path}.persistentVolumeClaim`, 'claimName')),
      ...projected,
    ],
    ...optional('emptyDir', emptyDir),
  };
}
