/**
 * Fields that stand in the API before their feature is on. While its gate is off by default, the server drops such a
 * field without a word, before it validates. From `pkg/api/pod/util.go`, the registries' strategies and
 * `pkg/features/kube_features.go`; checked against servers of 1.32 to 1.37.
 */
import { compareVersions, type Version } from '../catalog/catalog.ts';

interface Gate {
  readonly name: string;
  /** The first version that has it on by default; absent when none does yet. */
  readonly on?: Version;
  /** `Definition.field`. */
  readonly fields: readonly string[];
}

const GATES: readonly Gate[] = [
  {
    name: 'AtomicWriteVolumeUserFields',
    fields: [
      'ConfigMapVolumeSource.defaultUser',
      'SecretVolumeSource.defaultUser',
      'DownwardAPIVolumeSource.defaultUser',
      'ProjectedVolumeSource.defaultUser',
      'KeyToPath.user',
      'DownwardAPIVolumeFile.user',
      'ServiceAccountTokenProjection.user',
      'ClusterTrustBundleProjection.user',
      'PodCertificateProjection.user',
    ],
  },
  { name: 'AppArmor', on: '1.30', fields: ['SecurityContext.appArmorProfile', 'PodSecurityContext.appArmorProfile'] },
  { name: 'ClusterTrustBundleProjection', on: '1.37', fields: ['VolumeProjection.clusterTrustBundle'] },
  {
    name: 'ContainerRestartRules',
    on: '1.35',
    fields: ['Container.restartPolicyRules', 'EphemeralContainer.restartPolicyRules'],
  },
  { name: 'ContainerStopSignals', fields: ['Lifecycle.stopSignal'] },
  {
    name: 'DynamicResourceAllocation',
    on: '1.34',
    fields: ['PodSpec.resourceClaims', 'ResourceRequirements.claims'],
  },
  { name: 'EmptyDirVolumeMode', fields: ['EmptyDirVolumeSource.mode'] },
  { name: 'EnvFiles', on: '1.35', fields: ['EnvVarSource.fileKeyRef'] },
  { name: 'EvictionRequestAPI', fields: ['PodSpec.evictionResponders'] },
  { name: 'GenericWorkload', fields: ['PodSpec.schedulingGroup', 'PodSpec.workloadRef'] },
  { name: 'GRPCContainerProbeTLS', fields: ['GRPCAction.mode'] },
  { name: 'H2CContainerProbe', fields: ['HTTPGetAction.protocol'] },
  { name: 'HostnameOverride', on: '1.35', fields: ['PodSpec.hostnameOverride'] },
  { name: 'ImageVolume', on: '1.35', fields: ['Volume.image'] },
  {
    name: 'InPlacePodVerticalScaling',
    on: '1.33',
    fields: ['Container.resizePolicy', 'EphemeralContainer.resizePolicy'],
  },
  {
    name: 'JobBackoffLimitPerIndex',
    on: '1.29',
    fields: ['JobSpec.backoffLimitPerIndex', 'JobSpec.maxFailedIndexes'],
  },
  { name: 'JobManagedBy', on: '1.32', fields: ['JobSpec.managedBy'] },
  { name: 'JobPodFailurePolicy', on: '1.26', fields: ['JobSpec.podFailurePolicy'] },
  { name: 'JobPodReplacementPolicy', on: '1.29', fields: ['JobSpec.podReplacementPolicy'] },
  { name: 'JobSuccessPolicy', on: '1.31', fields: ['JobSpec.successPolicy'] },
  {
    name: 'MatchLabelKeysInPodAffinity',
    on: '1.31',
    fields: ['PodAffinityTerm.matchLabelKeys', 'PodAffinityTerm.mismatchLabelKeys'],
  },
  {
    name: 'MatchLabelKeysInPodTopologySpread',
    on: '1.27',
    fields: ['TopologySpreadConstraint.matchLabelKeys'],
  },
  { name: 'MaxUnavailableStatefulSet', on: '1.37', fields: ['RollingUpdateStatefulSetStrategy.maxUnavailable'] },
  { name: 'MinDomainsInPodTopologySpread', on: '1.27', fields: ['TopologySpreadConstraint.minDomains'] },
  {
    name: 'NodeInclusionPolicyInPodTopologySpread',
    on: '1.26',
    fields: ['TopologySpreadConstraint.nodeAffinityPolicy', 'TopologySpreadConstraint.nodeTaintsPolicy'],
  },
  { name: 'PodCertificateRequest', on: '1.37', fields: ['VolumeProjection.podCertificate'] },
  { name: 'PodLevelResources', on: '1.34', fields: ['PodSpec.resources'] },
  { name: 'PodLifecycleSleepAction', on: '1.30', fields: ['LifecycleHandler.sleep'] },
  { name: 'PodSchedulingReadiness', on: '1.27', fields: ['PodSpec.schedulingGates'] },
  { name: 'ProcMountType', on: '1.33', fields: ['SecurityContext.procMount'] },
  { name: 'RecursiveReadOnlyMounts', on: '1.31', fields: ['VolumeMount.recursiveReadOnly'] },
  { name: 'SELinuxChangePolicy', on: '1.33', fields: ['PodSecurityContext.seLinuxChangePolicy'] },
  {
    name: 'StatefulSetAutoDeletePVC',
    on: '1.27',
    fields: ['StatefulSetSpec.persistentVolumeClaimRetentionPolicy'],
  },
  { name: 'StatefulSetStartOrdinal', on: '1.27', fields: ['StatefulSetSpec.ordinals'] },
  { name: 'SupplementalGroupsPolicy', on: '1.33', fields: ['PodSecurityContext.supplementalGroupsPolicy'] },
  { name: 'UserNamespacesSupport', on: '1.33', fields: ['PodSpec.hostUsers'] },
  { name: 'VolumeBindMountOptions', fields: ['VolumeMount.bindMountOptions'] },
  { name: 'WorkloadWithJob', fields: ['JobSpec.scheduling'] },
];

const gateOf = new Map(GATES.flatMap((gate) => gate.fields.map((field) => [field, gate] as const)));

/** Whether the server of that version, with its default feature gates, drops the field. */
export function isDropped(definition: string, field: string, version: Version): boolean {
  const gate = gateOf.get(`${definition}.${field}`);
  return gate !== undefined && !isOn(gate, version);
}

/** The feature gate that a field waits for, and since when it is on by default. */
export function gateOfField(
  definition: string,
  field: string,
): { readonly name: string; readonly on?: Version } | undefined {
  return gateOf.get(`${definition}.${field}`);
}

function isOn({ on }: Gate, version: Version): boolean {
  return on !== undefined && compareVersions(version, on) >= 0;
}
