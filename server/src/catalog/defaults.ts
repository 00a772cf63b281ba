import * as l10n from '@vscode/l10n';

/**
 * What leaving a field out comes to. `value` is absent when it depends on something else, which `when` then tells, as
 * a sentence for people; with both, `when` says on what condition the value holds.
 */
export interface Default {
  readonly value?: string | number | boolean;
  readonly when?: () => string;
  /** Whether another value may be the default elsewhere; then `when` tells. */
  readonly conditional?: true;
  /**
   * Whether the API server (its admission plugins included) writes the value into the stored object; else the kubelet
   * or a controller takes the absence of the field for it.
   */
  readonly written: boolean;
}

type Value = string | number | boolean;
type Words = () => string;
const writes = (value: Value, when?: Words): Default => ({ value, written: true, ...(when && { when }) });
const means = (value: Value, when?: Words): Default => ({ value, written: false, ...(when && { when }) });
const depends = (when: Words, written: boolean): Default => ({ when, written });
/** A default that is another one where the condition does not hold. */
const conditional = (one: Default): Default => ({ ...one, conditional: true });

const PULL_POLICY = depends(
  () => l10n.t('`Always` if the image has the tag `latest` or none, else `IfNotPresent`'),
  true,
);
const FILE_MODE = writes(0o644);
const READ_WRITE = means(false);
const REQUIRED = means(false);

/**
 * Defaults as `Definition.field`.
 * Source: `pkg/apis/{core,apps,batch}/v1/defaults.go` and the `+default` markers of `k8s.io/api`, Kubernetes 1.34; the
 * priority, the service account and the tolerations come from admission plugins.
 */
export const DEFAULTS: Readonly<Record<string, Default>> = {
  'AWSElasticBlockStoreVolumeSource.readOnly': READ_WRITE,
  'AzureDiskVolumeSource.cachingMode': writes('ReadWrite'),
  'AzureDiskVolumeSource.fsType': writes('ext4'),
  'AzureDiskVolumeSource.kind': writes('Shared'),
  'AzureDiskVolumeSource.readOnly': writes(false),
  'AzureFileVolumeSource.readOnly': READ_WRITE,
  'CSIVolumeSource.readOnly': READ_WRITE,
  'CephFSVolumeSource.path': means('/'),
  'CephFSVolumeSource.readOnly': READ_WRITE,
  'CephFSVolumeSource.secretFile': means('/etc/ceph/user.secret'),
  'CephFSVolumeSource.user': means('admin'),
  'CinderVolumeSource.readOnly': READ_WRITE,
  'ClusterTrustBundleProjection.optional': REQUIRED,
  'ConfigMapEnvSource.optional': REQUIRED,
  'ConfigMapKeySelector.optional': REQUIRED,
  'ConfigMapProjection.optional': REQUIRED,
  'ConfigMapVolumeSource.defaultMode': FILE_MODE,
  'ConfigMapVolumeSource.optional': REQUIRED,
  'Container.args': depends(() => l10n.t("the image's CMD, unless `command` is given"), false),
  'Container.command': depends(() => l10n.t("the image's ENTRYPOINT"), false),
  'Container.imagePullPolicy': PULL_POLICY,
  'Container.restartPolicy': depends(() => l10n.t("the Pod's restartPolicy"), false),
  'Container.stdin': means(false),
  'Container.stdinOnce': means(false),
  'Container.terminationMessagePath': writes('/dev/termination-log'),
  'Container.terminationMessagePolicy': writes('File'),
  'Container.tty': means(false),
  'Container.workingDir': depends(() => l10n.t("the image's working directory"), false),
  'ContainerPort.hostPort': depends(
    () => l10n.t('the containerPort, if the Pod has hostNetwork; else no port of the host'),
    true,
  ),
  'ContainerPort.protocol': writes('TCP'),
  'CronJobSpec.concurrencyPolicy': writes('Allow'),
  'CronJobSpec.failedJobsHistoryLimit': writes(1),
  'CronJobSpec.startingDeadlineSeconds': depends(() => l10n.t('no deadline'), false),
  'CronJobSpec.successfulJobsHistoryLimit': writes(3),
  'CronJobSpec.suspend': writes(false),
  'CronJobSpec.timeZone': depends(() => l10n.t('the time zone of kube-controller-manager'), false),
  'DaemonSetSpec.minReadySeconds': means(0),
  'DaemonSetSpec.revisionHistoryLimit': writes(10),
  'DaemonSetUpdateStrategy.type': writes('RollingUpdate'),
  'DeploymentSpec.minReadySeconds': means(0),
  'DeploymentSpec.paused': means(false),
  'DeploymentSpec.progressDeadlineSeconds': writes(600),
  'DeploymentSpec.replicas': writes(1),
  'DeploymentSpec.revisionHistoryLimit': writes(10),
  'DeploymentStrategy.type': writes('RollingUpdate'),
  'DownwardAPIVolumeFile.mode': depends(() => l10n.t("the volume's defaultMode"), false),
  'DownwardAPIVolumeSource.defaultMode': FILE_MODE,
  'EmptyDirVolumeSource.medium': means('', () => l10n.t('the disk of the node')),
  'EmptyDirVolumeSource.mode': means(0o777),
  'EmptyDirVolumeSource.sizeLimit': depends(() => l10n.t('no limit'), false),
  'EnvFromSource.prefix': means(''),
  'EnvVar.value': means(''),
  'EphemeralContainer.imagePullPolicy': PULL_POLICY,
  'EphemeralContainer.terminationMessagePath': writes('/dev/termination-log'),
  'EphemeralContainer.terminationMessagePolicy': writes('File'),
  'FCVolumeSource.readOnly': READ_WRITE,
  'FileKeySelector.optional': writes(false),
  'FlexVolumeSource.readOnly': READ_WRITE,
  'GCEPersistentDiskVolumeSource.readOnly': READ_WRITE,
  'GRPCAction.mode': means('Plaintext'),
  'GRPCAction.service': writes(''),
  'GlusterfsVolumeSource.readOnly': READ_WRITE,
  'HTTPGetAction.host': depends(() => l10n.t("the Pod's IP address"), false),
  'HTTPGetAction.path': writes('/'),
  'HTTPGetAction.protocol': means('HTTP1'),
  'HTTPGetAction.scheme': writes('HTTP'),
  'HostPathVolumeSource.type': writes('', () => l10n.t('no check before mounting')),
  'ISCSIVolumeSource.iscsiInterface': writes('default'),
  'ISCSIVolumeSource.readOnly': READ_WRITE,
  'ImageVolumeSource.pullPolicy': PULL_POLICY,
  'JobSpec.activeDeadlineSeconds': depends(() => l10n.t('no deadline'), false),
  'JobSpec.backoffLimit': conditional(writes(6, () => l10n.t('or 2147483647 with backoffLimitPerIndex'))),
  'JobSpec.completionMode': writes('NonIndexed'),
  'JobSpec.completions': conditional(
    writes(1, () => l10n.t('if parallelism is left out as well; else any Pod that succeeds ends the Job')),
  ),
  'JobSpec.manualSelector': writes(false),
  'JobSpec.parallelism': writes(1),
  'JobSpec.podReplacementPolicy': conditional(
    writes('TerminatingOrFailed', () => l10n.t('or `Failed` with a podFailurePolicy')),
  ),
  'JobSpec.suspend': writes(false),
  'JobSpec.ttlSecondsAfterFinished': depends(() => l10n.t('kept until someone deletes it'), false),
  'KeyToPath.mode': depends(() => l10n.t("the volume's defaultMode"), false),
  'Lifecycle.stopSignal': depends(() => l10n.t("the image's STOPSIGNAL, or SIGTERM"), false),
  'NFSVolumeSource.readOnly': READ_WRITE,
  'ObjectFieldSelector.apiVersion': writes('v1'),
  'ObjectMeta.namespace': means('default', () => l10n.t('unless the client says otherwise')),
  'PersistentVolumeClaimSpec.storageClassName': depends(() => l10n.t("the cluster's default StorageClass"), false),
  'PersistentVolumeClaimSpec.volumeMode': writes('Filesystem'),
  'PersistentVolumeClaimVolumeSource.readOnly': READ_WRITE,
  'PodFailurePolicyOnPodConditionsPattern.status': writes('True'),
  'PodSecurityContext.fsGroupChangePolicy': means('Always'),
  'PodSecurityContext.runAsGroup': depends(() => l10n.t("the image's group"), false),
  'PodSecurityContext.runAsNonRoot': means(false),
  'PodSecurityContext.runAsUser': depends(() => l10n.t("the image's user"), false),
  'PodSecurityContext.seLinuxChangePolicy': depends(
    () => l10n.t('`MountOption` where the volume and the cluster support it, else `Recursive`'),
    false,
  ),
  'PodSecurityContext.supplementalGroupsPolicy': means('Merge'),
  'PodSpec.activeDeadlineSeconds': depends(() => l10n.t('no deadline'), false),
  'PodSpec.automountServiceAccountToken': means(true, () => l10n.t('unless the ServiceAccount says otherwise')),
  'PodSpec.dnsPolicy': writes('ClusterFirst'),
  'PodSpec.enableServiceLinks': writes(true),
  'PodSpec.hostIPC': means(false),
  'PodSpec.hostNetwork': means(false),
  'PodSpec.hostPID': means(false),
  'PodSpec.hostUsers': means(true),
  'PodSpec.hostname': depends(() => l10n.t("the Pod's name"), false),
  'PodSpec.preemptionPolicy': conditional(
    writes('PreemptLowerPriority', () => l10n.t('unless its PriorityClass says otherwise')),
  ),
  'PodSpec.priority': conditional(
    writes(0, () => l10n.t('unless its PriorityClass or the default one says otherwise')),
  ),
  'PodSpec.restartPolicy': writes('Always'),
  'PodSpec.schedulerName': writes('default-scheduler'),
  'PodSpec.serviceAccountName': writes('default'),
  'PodSpec.setHostnameAsFQDN': means(false),
  'PodSpec.shareProcessNamespace': means(false),
  'PodSpec.terminationGracePeriodSeconds': writes(30),
  'PodSpec.tolerations': depends(() => l10n.t('not-ready and unreachable nodes, each for 300 seconds'), true),
  'Probe.failureThreshold': writes(3),
  'Probe.initialDelaySeconds': means(0),
  'Probe.periodSeconds': writes(10),
  'Probe.successThreshold': writes(1),
  'Probe.terminationGracePeriodSeconds': depends(() => l10n.t("the Pod's terminationGracePeriodSeconds"), false),
  'Probe.timeoutSeconds': writes(1),
  'ProjectedVolumeSource.defaultMode': FILE_MODE,
  'QuobyteVolumeSource.readOnly': READ_WRITE,
  'RBDVolumeSource.keyring': writes('/etc/ceph/keyring'),
  'RBDVolumeSource.pool': writes('rbd'),
  'RBDVolumeSource.readOnly': READ_WRITE,
  'RBDVolumeSource.user': writes('admin'),
  'ReplicaSetSpec.minReadySeconds': means(0),
  'ReplicaSetSpec.replicas': writes(1),
  'ReplicationControllerSpec.minReadySeconds': means(0),
  'ReplicationControllerSpec.replicas': writes(1),
  'ReplicationControllerSpec.selector': depends(() => l10n.t('the labels of the template'), true),
  'ResourceFieldSelector.divisor': writes('0', () => l10n.t('which counts as 1')),
  'ResourceRequirements.requests': depends(() => l10n.t('the limit of the same resource, if there is one'), true),
  'RollingUpdateDaemonSet.maxSurge': writes(0),
  'RollingUpdateDaemonSet.maxUnavailable': writes(1),
  'RollingUpdateDeployment.maxSurge': writes('25%'),
  'RollingUpdateDeployment.maxUnavailable': writes('25%'),
  'RollingUpdateStatefulSetStrategy.maxUnavailable': writes(1),
  'RollingUpdateStatefulSetStrategy.partition': writes(0),
  'ScaleIOVolumeSource.fsType': writes('xfs'),
  'ScaleIOVolumeSource.readOnly': READ_WRITE,
  'ScaleIOVolumeSource.storageMode': writes('ThinProvisioned'),
  'SecretEnvSource.optional': REQUIRED,
  'SecretKeySelector.optional': REQUIRED,
  'SecretProjection.optional': REQUIRED,
  'SecretVolumeSource.defaultMode': FILE_MODE,
  'SecretVolumeSource.optional': REQUIRED,
  'SecurityContext.allowPrivilegeEscalation': means(true),
  'SecurityContext.privileged': means(false),
  'SecurityContext.procMount': means('Default'),
  'SecurityContext.readOnlyRootFilesystem': means(false),
  'SecurityContext.runAsGroup': depends(() => l10n.t("the Pod's runAsGroup, or the image's group"), false),
  'SecurityContext.runAsNonRoot': depends(() => l10n.t("the Pod's runAsNonRoot"), false),
  'SecurityContext.runAsUser': depends(() => l10n.t("the Pod's runAsUser, or the image's user"), false),
  'ServiceAccountTokenProjection.audience': depends(() => l10n.t('the identifier of the API server'), false),
  'ServiceAccountTokenProjection.expirationSeconds': writes(3600),
  'StatefulSetOrdinals.start': means(0),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': writes('Retain'),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': writes('Retain'),
  'StatefulSetSpec.minReadySeconds': means(0),
  'StatefulSetSpec.podManagementPolicy': writes('OrderedReady'),
  'StatefulSetSpec.replicas': writes(1),
  'StatefulSetSpec.revisionHistoryLimit': writes(10),
  'StatefulSetUpdateStrategy.type': writes('RollingUpdate'),
  'StorageOSVolumeSource.readOnly': READ_WRITE,
  'TCPSocketAction.host': depends(() => l10n.t("the Pod's IP address"), false),
  'Toleration.effect': depends(() => l10n.t('every effect'), false),
  'Toleration.operator': means('Equal'),
  'Toleration.tolerationSeconds': depends(() => l10n.t('forever'), false),
  'TopologySpreadConstraint.minDomains': means(1),
  'TopologySpreadConstraint.nodeAffinityPolicy': means('Honor'),
  'TopologySpreadConstraint.nodeTaintsPolicy': means('Ignore'),
  'VolumeMount.mountPropagation': means('None'),
  'VolumeMount.readOnly': means(false),
  'VolumeMount.recursiveReadOnly': means('Disabled'),
  'VolumeMount.subPath': means('', () => l10n.t('the root of the volume')),
};
