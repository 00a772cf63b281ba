import { compareVersions, type Version } from './catalog.ts';

/**
 * A feature gate of the API server. While it is off, the server drops its fields without a word, with all that stands
 * in them, and refuses its values. A version that is older than the catalog is written as it was.
 */
export interface Gate {
  /** The first version that knows the gate, off by default. */
  readonly alpha: Version;
  /** The first version that has it on by default; absent while none has. */
  readonly on?: Version;
  /** The first version in which the feature is stable (GA); absent while it is not. */
  readonly stable?: Version;
  /** Set where the server does not refuse the gate's values either, but drops a field that holds one, or any other. */
  readonly dropsValues?: true;
}

/**
 * The gates that a Pod's fields and values depended on in any version that the catalog covers.
 * Source: `pkg/features/kube_features.go` of Kubernetes 1.34 and 1.37, and the release notes for gates gone by then.
 */
export const GATES = {
  AppArmorFields: { alpha: '1.30', on: '1.30', stable: '1.31' },
  AtomicWriteVolumeUserFields: { alpha: '1.37' },
  ClusterTrustBundleProjection: { alpha: '1.29', on: '1.37', stable: '1.37' },
  ContainerRestartRules: { alpha: '1.34', on: '1.35', dropsValues: true },
  ContainerStopSignals: { alpha: '1.33' },
  DynamicResourceAllocation: { alpha: '1.26', on: '1.34', stable: '1.34' },
  EmptyDirVolumeMode: { alpha: '1.37' },
  EnvFiles: { alpha: '1.34', on: '1.35' },
  EvictionRequestAPI: { alpha: '1.37' },
  GRPCContainerProbeTLS: { alpha: '1.37' },
  GenericWorkload: { alpha: '1.35' },
  H2CContainerProbe: { alpha: '1.37' },
  HostnameOverride: { alpha: '1.34', on: '1.35', stable: '1.37' },
  ImageVolume: { alpha: '1.31', on: '1.35', stable: '1.36' },
  InPlacePodVerticalScaling: { alpha: '1.27', on: '1.33', stable: '1.35' },
  JobBackoffLimitPerIndex: { alpha: '1.28', on: '1.29', stable: '1.33' },
  JobManagedBy: { alpha: '1.30', on: '1.32', stable: '1.35' },
  JobPodFailurePolicy: { alpha: '1.25', on: '1.26', stable: '1.31' },
  JobPodReplacementPolicy: { alpha: '1.28', on: '1.29', stable: '1.34' },
  JobSuccessPolicy: { alpha: '1.30', on: '1.31', stable: '1.33' },
  MatchLabelKeysInPodAffinity: { alpha: '1.29', on: '1.31', stable: '1.33' },
  MatchLabelKeysInPodTopologySpread: { alpha: '1.25', on: '1.27' },
  MaxUnavailableStatefulSet: { alpha: '1.24', on: '1.37' },
  MinDomainsInPodTopologySpread: { alpha: '1.24', on: '1.27', stable: '1.30' },
  NodeInclusionPolicyInPodTopologySpread: { alpha: '1.25', on: '1.26', stable: '1.33' },
  PodCertificateRequest: { alpha: '1.34', on: '1.37', stable: '1.37' },
  PodHostIPs: { alpha: '1.28', on: '1.29', stable: '1.30' },
  PodLevelResources: { alpha: '1.32', on: '1.34' },
  PodLifecycleSleepAction: { alpha: '1.29', on: '1.30', stable: '1.34' },
  PodSchedulingReadiness: { alpha: '1.26', on: '1.27', stable: '1.30' },
  ProcMountType: { alpha: '1.12', on: '1.33', stable: '1.36' },
  ReadWriteOncePod: { alpha: '1.22', on: '1.27', stable: '1.29' },
  RecursiveReadOnlyMounts: { alpha: '1.30', on: '1.31', stable: '1.33' },
  RestartAllContainersOnContainerExits: { alpha: '1.35', on: '1.36' },
  SELinuxChangePolicy: { alpha: '1.32', on: '1.33', stable: '1.36' },
  SELinuxMount: { alpha: '1.30', on: '1.37', stable: '1.37' },
  SidecarContainers: { alpha: '1.28', on: '1.29', stable: '1.33' },
  StatefulSetAutoDeletePVC: { alpha: '1.23', on: '1.27', stable: '1.32' },
  StatefulSetStartOrdinal: { alpha: '1.26', on: '1.27', stable: '1.31' },
  SupplementalGroupsPolicy: { alpha: '1.31', on: '1.33', stable: '1.35' },
  TaintTolerationComparisonOperators: { alpha: '1.35' },
  // Before 1.28 as UserNamespacesStatelessPodsSupport.
  UserNamespacesSupport: { alpha: '1.25', on: '1.33', stable: '1.36' },
  VolumeAttributesClass: { alpha: '1.29', on: '1.34', stable: '1.34' },
  VolumeBindMountOptions: { alpha: '1.37' },
  WorkloadWithJob: { alpha: '1.36' },
} as const satisfies Record<string, Gate>;

export type GateName = keyof typeof GATES;

/** Fields that the API server drops while the gate is off, as `Definition.field`. */
export const FIELD_GATES: Readonly<Record<string, GateName>> = {
  'ClusterTrustBundleProjection.user': 'AtomicWriteVolumeUserFields',
  'ConfigMapVolumeSource.defaultUser': 'AtomicWriteVolumeUserFields',
  'Container.resizePolicy': 'InPlacePodVerticalScaling',
  'Container.restartPolicy': 'SidecarContainers',
  'Container.restartPolicyRules': 'ContainerRestartRules',
  'DownwardAPIVolumeFile.user': 'AtomicWriteVolumeUserFields',
  'DownwardAPIVolumeSource.defaultUser': 'AtomicWriteVolumeUserFields',
  'EmptyDirVolumeSource.mode': 'EmptyDirVolumeMode',
  'EnvVarSource.fileKeyRef': 'EnvFiles',
  'GRPCAction.mode': 'GRPCContainerProbeTLS',
  'HTTPGetAction.protocol': 'H2CContainerProbe',
  'JobSpec.backoffLimitPerIndex': 'JobBackoffLimitPerIndex',
  'JobSpec.managedBy': 'JobManagedBy',
  'JobSpec.maxFailedIndexes': 'JobBackoffLimitPerIndex',
  'JobSpec.podFailurePolicy': 'JobPodFailurePolicy',
  'JobSpec.podReplacementPolicy': 'JobPodReplacementPolicy',
  'JobSpec.scheduling': 'WorkloadWithJob',
  'JobSpec.successPolicy': 'JobSuccessPolicy',
  'KeyToPath.user': 'AtomicWriteVolumeUserFields',
  'Lifecycle.stopSignal': 'ContainerStopSignals',
  'LifecycleHandler.sleep': 'PodLifecycleSleepAction',
  'PersistentVolumeClaimSpec.volumeAttributesClassName': 'VolumeAttributesClass',
  'PodAffinityTerm.matchLabelKeys': 'MatchLabelKeysInPodAffinity',
  'PodAffinityTerm.mismatchLabelKeys': 'MatchLabelKeysInPodAffinity',
  'PodCertificateProjection.user': 'AtomicWriteVolumeUserFields',
  'PodSecurityContext.appArmorProfile': 'AppArmorFields',
  'PodSecurityContext.seLinuxChangePolicy': 'SELinuxChangePolicy',
  'PodSecurityContext.supplementalGroupsPolicy': 'SupplementalGroupsPolicy',
  'PodSpec.evictionResponders': 'EvictionRequestAPI',
  'PodSpec.hostUsers': 'UserNamespacesSupport',
  'PodSpec.hostnameOverride': 'HostnameOverride',
  'PodSpec.resourceClaims': 'DynamicResourceAllocation',
  'PodSpec.resources': 'PodLevelResources',
  'PodSpec.schedulingGates': 'PodSchedulingReadiness',
  'PodSpec.schedulingGroup': 'GenericWorkload',
  'PodSpec.workloadRef': 'GenericWorkload',
  'ProjectedVolumeSource.defaultUser': 'AtomicWriteVolumeUserFields',
  'ResourceRequirements.claims': 'DynamicResourceAllocation',
  'RollingUpdateStatefulSetStrategy.maxUnavailable': 'MaxUnavailableStatefulSet',
  'SecretVolumeSource.defaultUser': 'AtomicWriteVolumeUserFields',
  'SecurityContext.appArmorProfile': 'AppArmorFields',
  'SecurityContext.procMount': 'ProcMountType',
  'ServiceAccountTokenProjection.user': 'AtomicWriteVolumeUserFields',
  'StatefulSetSpec.ordinals': 'StatefulSetStartOrdinal',
  'StatefulSetSpec.persistentVolumeClaimRetentionPolicy': 'StatefulSetAutoDeletePVC',
  'TopologySpreadConstraint.matchLabelKeys': 'MatchLabelKeysInPodTopologySpread',
  'TopologySpreadConstraint.minDomains': 'MinDomainsInPodTopologySpread',
  'TopologySpreadConstraint.nodeAffinityPolicy': 'NodeInclusionPolicyInPodTopologySpread',
  'TopologySpreadConstraint.nodeTaintsPolicy': 'NodeInclusionPolicyInPodTopologySpread',
  'Volume.image': 'ImageVolume',
  'VolumeMount.bindMountOptions': 'VolumeBindMountOptions',
  'VolumeMount.recursiveReadOnly': 'RecursiveReadOnlyMounts',
  'VolumeProjection.clusterTrustBundle': 'ClusterTrustBundleProjection',
  'VolumeProjection.podCertificate': 'PodCertificateRequest',
};

/** What stage a feature is in, and whether a cluster that sets no gates has it: `alpha` never is on by default. */
export function gateState(
  name: GateName,
  version: Version,
): { stage: 'none' | 'alpha' | 'beta' | 'stable'; on: boolean } {
  const gate: Gate = GATES[name];
  const reached = (since: Version | undefined): boolean => since !== undefined && compareVersions(since, version) <= 0;
  const on = reached(gate.on);
  if (reached(gate.stable)) return { stage: 'stable', on };
  if (on) return { stage: 'beta', on };
  return { stage: reached(gate.alpha) ? 'alpha' : 'none', on };
}

/**
 * Whether the server of that version, with its default feature gates, drops the field before it validates.
 *
 * @param field such as `Volume.image`
 */
export function isDropped(field: string, version: Version): boolean {
  // What is dropped from containers is dropped from ephemeral containers too.
  const gate = FIELD_GATES[field.startsWith('EphemeralContainer.') ? field.slice('Ephemeral'.length) : field];
  return gate !== undefined && !gateState(gate, version).on;
}
