/**
 * What may be named in one place and referred to in another: which names Kubernetes takes, and where they stand, by the
 * field that holds them (`Definition.field`).
 */
import * as l10n from '@vscode/l10n';
import {
  dataKey,
  dnsLabel,
  dnsSubdomain,
  type Format,
  labelValue,
  portName,
  qualifiedName,
  relaxedEnvironmentName,
} from '../../rules/formats.ts';

export type KindId =
  | 'volume'
  | 'container'
  | 'port'
  | 'variable'
  | 'claim'
  | 'object'
  | 'dataKey'
  | 'servicePort'
  | 'labelKey'
  | 'labelValue'
  | 'anchor';

export interface SymbolKind {
  /** As a sentence calls it, with its article. */
  readonly noun: () => string;
  /** What the API server says of a name. */
  readonly format: Format;
}

export const KINDS: Readonly<Record<KindId, SymbolKind>> = {
  volume: { noun: () => l10n.t('a volume'), format: dnsLabel },
  container: { noun: () => l10n.t('a container'), format: dnsLabel },
  port: { noun: () => l10n.t('a port'), format: portName },
  variable: { noun: () => l10n.t('an environment variable'), format: relaxedEnvironmentName },
  claim: { noun: () => l10n.t('a resource claim'), format: dnsLabel },
  object: { noun: () => l10n.t('an object'), format: dnsSubdomain },
  dataKey: { noun: () => l10n.t('a key'), format: dataKey },
  servicePort: { noun: () => l10n.t('a port of the Service'), format: dnsLabel },
  labelKey: { noun: () => l10n.t('a label'), format: qualifiedName },
  labelValue: { noun: () => l10n.t('a label’s value'), format: labelValue },
  anchor: { noun: () => l10n.t('an anchor'), format: anchorName },
};

/** Names that fields of a Pod give and use. */
export interface PodNames {
  readonly kind: KindId;
  /** Within what a name is unique. */
  readonly scope: 'pod' | 'container';
  readonly defines: readonly string[];
  readonly uses: readonly string[];
}

export const POD_NAMES: readonly PodNames[] = [
  {
    kind: 'volume',
    scope: 'pod',
    defines: ['Volume.name'],
    uses: ['VolumeMount.name', 'VolumeDevice.name', 'FileKeySelector.volumeName'],
  },
  {
    kind: 'container',
    scope: 'pod',
    defines: ['Container.name', 'EphemeralContainer.name'],
    uses: [
      'ResourceFieldSelector.containerName',
      'EphemeralContainer.targetContainerName',
      'PodFailurePolicyOnExitCodesRequirement.containerName',
    ],
  },
  {
    kind: 'port',
    scope: 'container',
    defines: ['ContainerPort.name'],
    uses: ['HTTPGetAction.port', 'TCPSocketAction.port'],
  },
  // Uses of variables stand inside texts: see isExpanded.
  { kind: 'variable', scope: 'container', defines: ['EnvVar.name'], uses: [] },
  { kind: 'claim', scope: 'pod', defines: ['PodResourceClaim.name'], uses: ['ResourceClaim.name'] },
];

/** YAML 1.2, `ns-anchor-name`. */
function anchorName(name: string): readonly string[] {
  return /^[^\s,[\]{}]+$/.test(name) ? [] : ['must have no spaces, commas, brackets and braces'];
}

const EXPANDED: ReadonlySet<string> = new Set([
  ...['Container.command', 'Container.args', 'EphemeralContainer.command', 'EphemeralContainer.args'],
  ...['EnvVar.value', 'VolumeMount.subPathExpr'],
]);

/** Whether the kubelet puts variables of the container for `$(NAME)` in the text, or each text, of `Definition.field`. */
export function isExpanded(field: string): boolean {
  return EXPANDED.has(field);
}

/** Kinds of objects as kubectl names them: `ConfigMap`, `Deployment.apps`. */
export type GroupKind = string;

/** Kinds of objects whose names are not DNS subdomains. */
export const OBJECT_FORMATS: Readonly<Record<GroupKind, Format>> = {
  Namespace: dnsLabel,
  Service: serviceName,
  'Role.rbac.authorization.k8s.io': pathSegment,
  'RoleBinding.rbac.authorization.k8s.io': pathSegment,
  'ClusterRole.rbac.authorization.k8s.io': pathSegment,
  'ClusterRoleBinding.rbac.authorization.k8s.io': pathSegment,
};

/** RFC 1035: unlike other labels, it starts with a letter. */
function serviceName(name: string): readonly string[] {
  return [...dnsLabel(name), ...(/^[0-9]/.test(name) ? ['must start with a letter'] : [])];
}

function pathSegment(name: string): readonly string[] {
  const isSegment = name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name);
  return isSegment ? [] : ["must not be empty, '.' or '..', and not contain '/' or '%'"];
}

/** Fields of a Pod, or of what carries it, that name an object. */
export const OBJECT_USES: Readonly<Record<string, GroupKind>> = {
  'ConfigMapKeySelector.name': 'ConfigMap',
  'ConfigMapEnvSource.name': 'ConfigMap',
  'ConfigMapVolumeSource.name': 'ConfigMap',
  'ConfigMapProjection.name': 'ConfigMap',
  'SecretKeySelector.name': 'Secret',
  'SecretEnvSource.name': 'Secret',
  'SecretVolumeSource.secretName': 'Secret',
  'SecretProjection.name': 'Secret',
  // In a Pod it is always a Secret: that of a registry or of a volume's driver.
  'LocalObjectReference.name': 'Secret',
  'AzureFileVolumeSource.secretName': 'Secret',
  'PersistentVolumeClaimVolumeSource.claimName': 'PersistentVolumeClaim',
  'PodSpec.serviceAccountName': 'ServiceAccount',
  'PodSpec.serviceAccount': 'ServiceAccount',
  'PodSpec.priorityClassName': 'PriorityClass.scheduling.k8s.io',
  'PodSpec.runtimeClassName': 'RuntimeClass.node.k8s.io',
  'PodResourceClaim.resourceClaimName': 'ResourceClaim.resource.k8s.io',
  'PodResourceClaim.resourceClaimTemplateName': 'ResourceClaimTemplate.resource.k8s.io',
  'PersistentVolumeClaimSpec.storageClassName': 'StorageClass.storage.k8s.io',
  'StatefulSetSpec.serviceName': 'Service',
};

/** Definitions whose `key` names a key of the object that their `name` names. */
export const KEY_SELECTORS: Readonly<Record<string, GroupKind>> = {
  ConfigMapKeySelector: 'ConfigMap',
  SecretKeySelector: 'Secret',
};

/** Definitions whose `items` name keys of an object, and the field that names the object. */
export const KEY_SOURCES: Readonly<Record<string, { readonly kind: GroupKind; readonly name: string }>> = {
  ConfigMapVolumeSource: { kind: 'ConfigMap', name: 'name' },
  ConfigMapProjection: { kind: 'ConfigMap', name: 'name' },
  SecretVolumeSource: { kind: 'Secret', name: 'secretName' },
  SecretProjection: { kind: 'Secret', name: 'name' },
};

/** The fields of an object that hold its keys. */
export const KEY_FIELDS: Readonly<Record<GroupKind, readonly string[]>> = {
  ConfigMap: ['data', 'binaryData'],
  Secret: ['data', 'stringData'],
};

/** Fields that name an object, in kinds that carry no Pod; `[]` stands for each item of a list. */
export const OTHER_USES: Readonly<Record<GroupKind, Readonly<Record<string, GroupKind>>>> = {
  ServiceAccount: { 'secrets[].name': 'Secret', 'imagePullSecrets[].name': 'Secret' },
  PersistentVolumeClaim: { 'spec.storageClassName': 'StorageClass.storage.k8s.io' },
  'Ingress.networking.k8s.io': {
    'spec.tls[].secretName': 'Secret',
    'spec.defaultBackend.service.name': 'Service',
    'spec.rules[].http.paths[].backend.service.name': 'Service',
  },
};

/** Fields that name an object whose kind a field beside them says. */
export const REFERENCES_WITH_KIND: Readonly<Record<GroupKind, string>> = {
  'HorizontalPodAutoscaler.autoscaling': 'spec.scaleTargetRef',
  'RoleBinding.rbac.authorization.k8s.io': 'subjects[]',
  'ClusterRoleBinding.rbac.authorization.k8s.io': 'subjects[]',
};

/** Selectors over the labels of Pods, in kinds that carry no Pod. */
export const POD_SELECTORS: Readonly<Record<GroupKind, readonly string[]>> = {
  Service: ['spec.selector'],
  'PodDisruptionBudget.policy': ['spec.selector'],
  'NetworkPolicy.networking.k8s.io': [
    'spec.podSelector',
    'spec.ingress[].from[].podSelector',
    'spec.egress[].to[].podSelector',
  ],
};

/** Fields that name a port of the Pods that the object's first selector selects. */
export const POD_PORTS: Readonly<Record<GroupKind, string>> = {
  Service: 'spec.ports[].targetPort',
  'NetworkPolicy.networking.k8s.io': 'spec.ingress[].ports[].port',
};

export const CLUSTER_SCOPED: ReadonlySet<GroupKind> = new Set([
  'PriorityClass.scheduling.k8s.io',
  'RuntimeClass.node.k8s.io',
  'StorageClass.storage.k8s.io',
  'PersistentVolume',
  'Namespace',
  'Node',
  'ClusterRole.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
]);

/** Annotations of a Pod whose value is the name of a container. */
export const CONTAINER_ANNOTATIONS: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/default-container',
  'kubectl.kubernetes.io/default-logs-container',
]);

/** Annotations of a Pod whose key ends in the name of a container. */
export const CONTAINER_ANNOTATION_PREFIXES: readonly string[] = [
  'container.apparmor.security.beta.kubernetes.io/',
  'container.seccomp.security.alpha.kubernetes.io/',
];
