/**
 * Our own words, as Markdown, for fields that `kubernetes-models` does not document: those newer or older than the
 * Kubernetes version that it was made from. Read at build time only, by `scripts/build-docs.ts`. When an update of the
 * package brings a field's own text, the build asks for the entry here to be taken out.
 */
const FILE_USER = 'UID that owns the file. It goes before the `defaultUser` of the volume.';
const DEFAULT_USER = 'UID that owns the files of this volume, except those that name a `user` of their own.';
const HEALTH_CONDITIONS = 'What is wrong with the volume, at most 16 conditions. Empty while nothing is.';
const HEALTH_TRANSITION = 'When the present set of conditions first appeared.';
const KINDS = [
  ...['CronJob', 'DaemonSet', 'Deployment', 'Job', 'PersistentVolumeClaim', 'Pod', 'PodTemplate', 'ReplicaSet'],
  ...['ReplicationController', 'StatefulSet'],
];
const RESOURCE_NAME = 'Name of the resource, such as `cpu` or `memory`.';

export const OWN_DOCS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    KINDS.flatMap((kind) => [
      [`${kind}.apiVersion`, 'API group and version of this object; the core group (`v1`) has no name.'],
      [`${kind}.kind`, 'What the object is, in CamelCase.'],
    ]),
  ),
  'ClusterTrustBundleProjection.user': FILE_USER,
  'ConfigMapVolumeSource.defaultUser': DEFAULT_USER,
  'DownwardAPIVolumeFile.user': FILE_USER,
  'DownwardAPIVolumeSource.defaultUser': DEFAULT_USER,
  'EmptyDirVolumeSource.mode':
    'Permission bits of the directory, from `0000` to `01777`; `0777` if left out. An `fsGroup` changes them afterwards. Without effect on Windows.',
  'EvictionResponder.name':
    'Name of the responder: a key with a domain in front, such as `example.com/drainer`. Each responder of a Pod needs its own; `k8s.io` and `kubernetes.io` are reserved.',
  'EvictionResponder.priority':
    'Who is asked first: the responder with the highest priority, from 0 to 100000. The controller that manages the Pod should use 10000; 0 to 999 are reserved.',
  'GRPCAction.mode':
    'Whether to connect in the clear (`Plaintext`, which is also meant when left out) or with `TLS`, where the certificate is not verified.',
  'HTTPGetAction.protocol':
    'Protocol on the wire: `HTTP1` (also when left out) or `HTTP2`, which is spoken in the clear (h2c) with the scheme `HTTP`.',
  'JobSchedulingConfiguration.disruptionMode':
    'Whether Pods of the Job may be disrupted one by one (`single`) or only all together (`all`). Cannot be changed later.',
  'JobSchedulingConfiguration.resourceClaims':
    'ResourceClaims that the Pods of the Job may share, at most four. Cannot be changed later.',
  'JobSchedulingConfiguration.schedulingConstraints':
    'Where the Pods of the Job have to stand together, such as in one rack. Cannot be changed later.',
  'JobSchedulingConfiguration.schedulingPolicy':
    'Whether the Pods of the Job are scheduled one by one (`basic`) or all or none (`gang`).',
  'JobSpec.scheduling':
    'How the Pods of the Job are scheduled as a group: together or one by one, where, and with which shared claims.',
  'KeyToPath.user': FILE_USER,
  'NodeAllocatableMappedResources.name': RESOURCE_NAME,
  'NodeAllocatableMappedResources.quantity':
    'How much of the resource the claim takes from the node. All containers that use the claim share it.',
  'NodeAllocatableOverheadResources.name': RESOURCE_NAME,
  'NodeAllocatableOverheadResources.perContainer': 'Overhead of the claim for each container that uses it.',
  'NodeAllocatableOverheadResources.perPod':
    'Overhead of the claim for the Pod as a whole, however many containers use it.',
  'NodeAllocatableResourceClaimStatus.mapping':
    'What the devices of the claim take from the resources of the node, as the devices themselves say.',
  'NodeAllocatableResourceClaimStatus.overhead':
    'What the devices of the claim take from the resources of the node on top, for the Pod and for each container.',
  'PersistentVolumeClaimStatus.healthStatus': 'How the storage driver last saw the volume that is bound to this claim.',
  'PersistentVolumeClaimStatus.resizeStatus':
    'How far a resize of the volume has got. Replaced by `allocatedResourceStatuses`.',
  'PodCertificateProjection.user': FILE_USER,
  'PodResourceClaim.source':
    'Where to find the ResourceClaim. Since Kubernetes 1.31 its two fields stand beside `name` instead.',
  'PodSpec.evictionResponders':
    'Who may move the Pod away in an orderly way when its eviction is requested, at most ten. The one with the highest priority is asked first; if none acts in time, the Pod is evicted in the usual way. Only at creation, and not together with `schedulingGroup`.',
  'PodSpec.workloadRef':
    'The Workload, and the group of Pods in it, that this Pod is scheduled with. Replaced by `schedulingGroup` in Kubernetes 1.36.',
  'PodStatus.volumeHealth': 'How the node sees the health of each volume that the Pod uses. Written by the kubelet.',
  'PodVolumeHealth.healthConditions': HEALTH_CONDITIONS,
  'PodVolumeHealth.lastTransitionTime': HEALTH_TRANSITION,
  'PodVolumeHealth.name': 'Name of the volume, as in `spec.volumes`.',
  'ProjectedVolumeSource.defaultUser': DEFAULT_USER,
  'SecretVolumeSource.defaultUser': DEFAULT_USER,
  'ServiceAccountTokenProjection.user': FILE_USER,
  'TopologyConstraint.key':
    'Label of nodes that names the domain, such as `topology.kubernetes.io/rack`. All Pods of the group go to nodes with the same value.',
  'VolumeHealthCondition.message': 'The condition in words, at most 1024 bytes.',
  'VolumeHealthCondition.reason':
    'A short reason for programs, in CamelCase. With `status` it identifies the condition.',
  'VolumeHealthCondition.status':
    'What kind of trouble it is: `Inaccessible` (cannot be reached), `DataLoss`, or `Degraded` (works, but not fully).',
  'VolumeHealthStatus.healthConditions': HEALTH_CONDITIONS,
  'VolumeHealthStatus.lastTransitionTime': HEALTH_TRANSITION,
  'VolumeMount.bindMountOptions':
    'Further options of the mount: `noexec` (no programs are run from it), `nodev` (no device files), `nosuid` (set-user-ID bits do not count). Only on Linux, and not for image volumes.',
  'WorkloadPodGroupDisruptionMode.all': 'The Pods of the group may only be disrupted all together.',
  'WorkloadPodGroupDisruptionMode.single': 'Each Pod of the group may be disrupted by itself.',
  'WorkloadPodGroupGangSchedulingPolicy.minCount':
    'How many Pods have to find a place at once before any of them is scheduled. For a Job, `parallelism` if left out.',
  'WorkloadPodGroupResourceClaim.name':
    'Name by which the Pods of the group refer to the claim: a DNS label, unique in the group.',
  'WorkloadPodGroupResourceClaim.resourceClaimName': 'Name of a ResourceClaim in the same namespace.',
  'WorkloadPodGroupResourceClaim.resourceClaimTemplateName':
    'Name of a ResourceClaimTemplate in the same namespace, from which a claim is made for the group.',
  'WorkloadPodGroupSchedulingConstraints.topology':
    'The domain that all Pods of the group have to share; at most one. Any place will do if left out.',
  'WorkloadPodGroupSchedulingPolicy.basic': 'Each Pod is scheduled by itself, as ever.',
  'WorkloadPodGroupSchedulingPolicy.gang': 'The Pods are scheduled all or none.',
  'WorkloadReference.name': 'Name of a Workload in the namespace of the Pod.',
  'WorkloadReference.podGroup': 'Name of the group of Pods, as the Workload has it.',
  'WorkloadReference.podGroupReplicaKey': 'Which replica of the group of Pods this Pod belongs to.',
};

const IN_SET = 'The value is one of those listed.';
const NOT_IN_SET = 'The value is none of those listed.';
const SELECTOR_OPERATORS = {
  In: 'The label has one of the values listed.',
  NotIn: 'The label has none of the values listed, or is not there.',
  Exists: 'The label is there, with whatever value. No values may be listed.',
  DoesNotExist: 'The label is not there. No values may be listed.',
};
const RETENTION = {
  Retain: 'The PersistentVolumeClaims stay, and a person decides what becomes of them.',
  Delete: 'The PersistentVolumeClaims are deleted, and with them what they hold, if their StorageClass says so.',
};

/** Our own words for values of enumerations, as `Definition.field`, that the package lists without a meaning. */
export const OWN_VALUE_DOCS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Container.restartPolicy': {
    Always:
      'For an init container: it becomes a sidecar, which starts in its turn and keeps running beside the others.',
    OnFailure: 'Restarted after it failed, whatever the policy of the Pod.',
    Never: 'Not restarted, whatever the policy of the Pod.',
  },
  'ContainerResizePolicy.restartPolicy': {
    NotRequired: 'The resource is changed while the container runs.',
    RestartContainer: 'The container is restarted with the new amount.',
  },
  'ContainerRestartRule.action': {
    Restart: 'This container is restarted.',
    RestartAllContainers: 'All containers of the Pod are restarted, the init containers first.',
  },
  'ContainerRestartRuleOnExitCodes.operator': { In: IN_SET, NotIn: NOT_IN_SET },
  'GRPCAction.mode': {
    Plaintext: 'Connects without encryption.',
    TLS: 'Connects with TLS, and does not verify the certificate.',
  },
  'HTTPGetAction.protocol': { HTTP1: 'HTTP/1.1.', HTTP2: 'HTTP/2 in the clear, without an upgrade from HTTP/1.1.' },
  'LabelSelectorRequirement.operator': SELECTOR_OPERATORS,
  'NodeSelectorRequirement.operator': {
    ...SELECTOR_OPERATORS,
    Gt: 'The label, as a whole number, is greater than the one value listed.',
    Lt: 'The label, as a whole number, is less than the one value listed.',
  },
  'PersistentVolumeClaimSpec.accessModes': {
    ReadWriteOnce: 'Mounted for reading and writing on one node; several Pods of that node may use it.',
    ReadOnlyMany: 'Mounted for reading only, on many nodes.',
    ReadWriteMany: 'Mounted for reading and writing on many nodes.',
    ReadWriteOncePod: 'Mounted for reading and writing by a single Pod of the whole cluster.',
  },
  'PodFailurePolicyOnExitCodesRequirement.operator': { In: IN_SET, NotIn: NOT_IN_SET },
  'PodSecurityContext.seLinuxChangePolicy': {
    Recursive: 'The container runtime relabels every file of the volume, one by one.',
    MountOption: 'The volume is mounted with the label, which takes no time; Pods with another label cannot share it.',
  },
  'PodSpec.restartPolicy': {
    Always: 'Containers are restarted whenever they end. What a Deployment and its like require.',
    OnFailure: 'Containers are restarted when they end with an error.',
    Never: 'Containers are not restarted: the Pod ends when all of them have ended.',
  },
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': RETENTION,
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': RETENTION,
  'Toleration.operator': {
    Equal: 'The taint has this key and this value.',
    Exists: 'The taint has this key, with whatever value. Without a key: every taint.',
    Gt: 'The value of the taint, as a whole number, is greater than this value.',
    Lt: 'The value of the taint, as a whole number, is less than this value.',
  },
  'VolumeMount.bindMountOptions': {
    noexec: 'No program can be run from the mount.',
    nodev: 'Device files on the mount do not work.',
    nosuid: 'Set-user-ID and set-group-ID bits on the mount do not count.',
  },
  'VolumeMount.recursiveReadOnly': {
    Disabled: 'Mounts below this one may still be writable.',
    IfPossible: 'Mounts below this one are read-only too, where the node can do that.',
    Enabled: 'Mounts below this one are read-only too; the Pod does not start where the node cannot do that.',
  },
};
