/**
 * What people write, in one table: for an object's fields, in the order in which they are usually written, how often they
 * are there when somebody writes such an object by hand, from 1 (seldom) to 9 (nearly always). What is not listed is
 * rarer still, and comes after, by name. A key such as `PodTemplateSpec.metadata` holds for the object at that field only
 * and goes before its definition. Our own judgement of manifests in general.
 */
import { getCatalog } from './catalog.ts';

export const HABITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Affinity: { nodeAffinity: 5, podAffinity: 3, podAntiAffinity: 5 },
  Capabilities: { add: 4, drop: 5 },
  ConfigMapEnvSource: { name: 9, optional: 2 },
  ConfigMapKeySelector: { name: 9, key: 9, optional: 2 },
  ConfigMapVolumeSource: { name: 9, items: 4, defaultMode: 3, optional: 2 },
  Container: {
    ...{ name: 9, image: 9, imagePullPolicy: 4, command: 6, args: 6, workingDir: 2, ports: 7, env: 7, envFrom: 4 },
    ...{ resources: 8, volumeMounts: 7, startupProbe: 3, livenessProbe: 6, readinessProbe: 6, lifecycle: 2 },
    ...{ securityContext: 6, restartPolicy: 1, terminationMessagePath: 1, terminationMessagePolicy: 1 },
    ...{ stdin: 1, tty: 1, volumeDevices: 1 },
  },
  'PodSpec.initContainers': {
    ...{ name: 9, image: 9, imagePullPolicy: 4, restartPolicy: 3, command: 8, args: 6, env: 5, envFrom: 3 },
    ...{ resources: 5, volumeMounts: 7, securityContext: 6, ports: 2, startupProbe: 2 },
  },
  ContainerPort: { name: 5, containerPort: 9, hostPort: 2, protocol: 5, hostIP: 1 },
  CronJobSpec: {
    ...{ schedule: 9, timeZone: 3, concurrencyPolicy: 5, suspend: 2, startingDeadlineSeconds: 2 },
    ...{ successfulJobsHistoryLimit: 4, failedJobsHistoryLimit: 4, jobTemplate: 9 },
  },
  DaemonSetSpec: { selector: 9, updateStrategy: 4, template: 9, minReadySeconds: 1, revisionHistoryLimit: 2 },
  DeploymentSpec: {
    ...{ replicas: 8, revisionHistoryLimit: 3, progressDeadlineSeconds: 2, minReadySeconds: 2, selector: 9 },
    ...{ strategy: 4, template: 9 },
  },
  DeploymentStrategy: { type: 8, rollingUpdate: 6 },
  DaemonSetUpdateStrategy: { type: 8, rollingUpdate: 6 },
  StatefulSetUpdateStrategy: { type: 8, rollingUpdate: 4 },
  RollingUpdateDeployment: { maxSurge: 6, maxUnavailable: 6 },
  EmptyDirVolumeSource: { medium: 5, sizeLimit: 5 },
  EnvFromSource: { configMapRef: 6, secretRef: 6, prefix: 2 },
  EnvVar: { name: 9, value: 8, valueFrom: 5 },
  EnvVarSource: { secretKeyRef: 6, configMapKeyRef: 5, fieldRef: 6, resourceFieldRef: 3 },
  ExecAction: { command: 9 },
  GRPCAction: { port: 9, service: 4 },
  HTTPGetAction: { path: 8, port: 9, scheme: 4, httpHeaders: 3, host: 2 },
  HTTPHeader: { name: 9, value: 9 },
  HostAlias: { ip: 9, hostnames: 9 },
  HostPathVolumeSource: { path: 9, type: 5 },
  JobSpec: {
    ...{ completions: 4, parallelism: 4, completionMode: 2, activeDeadlineSeconds: 3, backoffLimit: 6 },
    ...{ ttlSecondsAfterFinished: 5, suspend: 1, podFailurePolicy: 1, template: 9 },
  },
  JobTemplateSpec: { metadata: 2, spec: 9 },
  KeyToPath: { key: 9, path: 9, mode: 3 },
  LabelSelector: { matchLabels: 8, matchExpressions: 4 },
  LabelSelectorRequirement: { key: 9, operator: 9, values: 8 },
  Lifecycle: { postStart: 4, preStop: 6 },
  LifecycleHandler: { exec: 8, httpGet: 3, sleep: 3, tcpSocket: 1 },
  NodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: 6,
    preferredDuringSchedulingIgnoredDuringExecution: 5,
  },
  NodeSelectorRequirement: { key: 9, operator: 9, values: 8 },
  NodeSelectorTerm: { matchExpressions: 9, matchFields: 2 },
  ObjectFieldSelector: { apiVersion: 2, fieldPath: 9 },
  ObjectMeta: { name: 9, namespace: 6, labels: 7, annotations: 4, generateName: 2, finalizers: 1, ownerReferences: 1 },
  'JobTemplateSpec.metadata': { labels: 8, annotations: 4, name: 3 },
  'PodTemplateSpec.metadata': { labels: 9, annotations: 4, name: 3 },
  PersistentVolumeClaim: { metadata: 9, spec: 9 },
  PersistentVolumeClaimSpec: {
    ...{ accessModes: 9, volumeMode: 1, storageClassName: 6, resources: 9, selector: 1, volumeName: 1 },
  },
  PersistentVolumeClaimVolumeSource: { claimName: 9, readOnly: 2 },
  Pod: { apiVersion: 9, kind: 9, metadata: 9, spec: 9 },
  PodAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: 6,
    preferredDuringSchedulingIgnoredDuringExecution: 5,
  },
  PodAffinityTerm: { labelSelector: 9, namespaces: 2, namespaceSelector: 2, topologyKey: 9 },
  PodAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: 6,
    requiredDuringSchedulingIgnoredDuringExecution: 6,
  },
  PodDNSConfig: { nameservers: 6, searches: 5, options: 5 },
  PodSecurityContext: {
    ...{ runAsNonRoot: 6, runAsUser: 6, runAsGroup: 5, fsGroup: 5, fsGroupChangePolicy: 2, seccompProfile: 5 },
    ...{ supplementalGroups: 2, sysctls: 2, seLinuxOptions: 2 },
  },
  PodSpec: {
    ...{ serviceAccountName: 5, automountServiceAccountToken: 3, hostNetwork: 3, hostPID: 2, hostIPC: 2 },
    ...{ priorityClassName: 2, runtimeClassName: 1, schedulerName: 1, imagePullSecrets: 3, securityContext: 6 },
    ...{ initContainers: 5, containers: 9, restartPolicy: 7, terminationGracePeriodSeconds: 4, dnsPolicy: 3 },
    ...{ nodeName: 1, nodeSelector: 5, affinity: 5, tolerations: 5, topologySpreadConstraints: 3, volumes: 8 },
    ...{ dnsConfig: 1, hostname: 1, subdomain: 1, shareProcessNamespace: 1, enableServiceLinks: 1, hostAliases: 1 },
    ...{ activeDeadlineSeconds: 2, readinessGates: 1 },
  },
  PodTemplateSpec: { metadata: 9, spec: 9 },
  PreferredSchedulingTerm: { weight: 9, preference: 9 },
  Probe: {
    ...{ exec: 5, httpGet: 7, tcpSocket: 5, grpc: 3, initialDelaySeconds: 7, periodSeconds: 7, timeoutSeconds: 5 },
    ...{ successThreshold: 3, failureThreshold: 5, terminationGracePeriodSeconds: 1 },
  },
  ProjectedVolumeSource: { sources: 9, defaultMode: 3 },
  ReplicaSetSpec: { replicas: 8, selector: 9, template: 9 },
  ReplicationControllerSpec: { replicas: 8, selector: 7, template: 9 },
  ResourceFieldSelector: { containerName: 6, resource: 9, divisor: 3 },
  ResourceRequirements: { requests: 8, limits: 8 },
  SeccompProfile: { type: 9, localhostProfile: 3 },
  SecretKeySelector: { name: 9, key: 9, optional: 2 },
  SecretVolumeSource: { secretName: 9, items: 4, defaultMode: 3, optional: 2 },
  SecurityContext: {
    ...{ privileged: 4, allowPrivilegeEscalation: 7, readOnlyRootFilesystem: 6, runAsNonRoot: 6, runAsUser: 6 },
    ...{ runAsGroup: 4, capabilities: 7, seccompProfile: 5, seLinuxOptions: 2, procMount: 1 },
  },
  ServiceAccountTokenProjection: { path: 9, expirationSeconds: 6, audience: 6 },
  StatefulSetSpec: {
    ...{ serviceName: 9, replicas: 8, podManagementPolicy: 3, updateStrategy: 4, selector: 9 },
    ...{ minReadySeconds: 2, template: 9, volumeClaimTemplates: 8 },
  },
  TCPSocketAction: { port: 9, host: 2 },
  Toleration: { key: 8, operator: 8, value: 5, effect: 8, tolerationSeconds: 3 },
  TopologySpreadConstraint: {
    ...{ maxSkew: 9, minDomains: 2, topologyKey: 9, whenUnsatisfiable: 9, labelSelector: 8, matchLabelKeys: 2 },
  },
  Volume: {
    ...{ name: 9, emptyDir: 7, configMap: 7, secret: 6, persistentVolumeClaim: 6, hostPath: 5, projected: 3 },
    ...{ downwardAPI: 2, csi: 3, nfs: 2, ephemeral: 2, image: 1 },
  },
  VolumeMount: { name: 9, mountPath: 9, subPath: 4, readOnly: 5, mountPropagation: 2 },
  VolumeProjection: { configMap: 5, secret: 5, serviceAccountToken: 5, downwardAPI: 4 },
  WeightedPodAffinityTerm: { weight: 9, podAffinityTerm: 9 },
};

/** Every kind starts like a Pod. */
const KIND = 'Pod';

/** The habits for an object of a definition; `owner` is the `Definition.field` that it is the value of. */
export function habitsOf(definition: string, owner?: string): Readonly<Record<string, number>> {
  const isKind = getCatalog().podKinds.some((kind) => kind.definition === definition);
  return (owner && HABITS[owner]) || HABITS[definition] || (isKind && HABITS[KIND]) || {};
}

/** The fields of a definition in the order in which people write them; those that are not among them come after. */
export function usualOrder(definition: string): readonly string[] {
  return Object.keys(habitsOf(definition));
}
