import { compareVersions, getCatalog, type Version } from './catalog.ts';

/**
 * Fields without which the API server refuses the object, though the schema does not say so, as `Definition.field`.
 * Found by taking each field out of an object that Kubernetes 1.34 and 1.37 accept; where an object is missing, the
 * server names the first required field inside it.
 */
const REQUIRED_BY_SERVER: ReadonlySet<string> = new Set([
  'ConfigMapEnvSource.name',
  'ConfigMapKeySelector.name',
  'ConfigMapProjection.name',
  'ConfigMapVolumeSource.name',
  'Container.image',
  'ContainerRestartRule.exitCodes',
  'CronJob.spec',
  'DaemonSet.spec',
  'Deployment.spec',
  'EphemeralContainer.image',
  'EphemeralVolumeSource.volumeClaimTemplate',
  'ExecAction.command',
  'HostAlias.ip',
  'ImageVolumeSource.reference',
  'Job.spec',
  'JobTemplateSpec.spec',
  'PersistentVolumeClaimSpec.accessModes',
  'PersistentVolumeClaimSpec.resources',
  'Pod.spec',
  'PodTemplate.template',
  'PodTemplateSpec.spec',
  'ReplicaSet.spec',
  'ReplicaSetSpec.template',
  'ReplicationController.spec',
  'ReplicationControllerSpec.template',
  'ScaleIOVolumeSource.volumeName',
  'SecretEnvSource.name',
  'SecretKeySelector.name',
  'SecretProjection.name',
  'SecretVolumeSource.secretName',
  'StatefulSet.spec',
  'StorageOSVolumeSource.volumeName',
  'VolumeResourceRequirements.requests',
]);

/** Fields that the schema calls required but that the API server does without, found in the same way. */
const OPTIONAL_FOR_SERVER: ReadonlySet<string> = new Set([
  'HTTPHeader.value',
  'ISCSIVolumeSource.lun',
  'PodFailurePolicy.rules',
  'PodFailurePolicyOnPodConditionsPattern.status',
  'PodFailurePolicyRule.onPodConditions',
  'PreferredSchedulingTerm.preference',
  'ScaleIOVolumeSource.secretRef',
  'StatefulSetSpec.serviceName',
  'Sysctl.value',
]);

const KIND_FIELDS: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/**
 * Whether the API server of a version refuses an object of the definition that lacks the field. For a kind that
 * carries a Pod this holds for `apiVersion`, `kind` and `metadata` too (for the name in it).
 */
export function isRequired(definition: string, field: string, version: Version): boolean {
  const catalog = getCatalog();
  const fact = catalog.field(definition, field, version);
  if (!fact) return false;
  const key = `${definition}.${field}`;
  if (OPTIONAL_FOR_SERVER.has(key)) return false;
  // Left out it is 0, and sleeping for 0 seconds is allowed since then.
  if (key === 'SleepAction.seconds') return compareVersions(version, '1.33') < 0;
  const isKind = catalog.podKinds.some((kind) => kind.definition === definition);
  return fact.required || REQUIRED_BY_SERVER.has(key) || (isKind && KIND_FIELDS.includes(field));
}

/** A group of fields of one object that exclude one another. */
export interface Union {
  readonly fields: readonly string[];
  /** Whether one of them has to be there. */
  readonly required: boolean;
}

const exactlyOne = (...fields: string[]): Union => ({ fields, required: true });
const atMostOne = (...fields: string[]): Union => ({ fields, required: false });

/**
 * Of which fields an object may have only one, by definition. A field whose gate is off does not count.
 * Source: `pkg/apis/{core,batch}/validation` of Kubernetes 1.37.
 */
export const UNIONS: Readonly<Record<string, Union>> = {
  ContainerState: atMostOne('running', 'terminated', 'waiting'),
  DownwardAPIVolumeFile: exactlyOne('fieldRef', 'resourceFieldRef'),
  EnvFromSource: exactlyOne('configMapRef', 'secretRef'),
  EnvVarSource: exactlyOne('configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'),
  LifecycleHandler: exactlyOne('exec', 'httpGet', 'sleep', 'tcpSocket'),
  PodFailurePolicyRule: exactlyOne('onExitCodes', 'onPodConditions'),
  PodResourceClaim: exactlyOne('resourceClaimName', 'resourceClaimTemplateName'),
  Probe: exactlyOne('exec', 'grpc', 'httpGet', 'tcpSocket'),
  // A volume without a source is an emptyDir.
  Volume: atMostOne(
    ...['awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'configMap', 'csi', 'downwardAPI'],
    ...['emptyDir', 'ephemeral', 'fc', 'flexVolume', 'flocker', 'gcePersistentDisk', 'gitRepo', 'glusterfs'],
    ...['hostPath', 'image', 'iscsi', 'nfs', 'persistentVolumeClaim', 'photonPersistentDisk', 'portworxVolume'],
    ...['projected', 'quobyte', 'rbd', 'scaleIO', 'secret', 'storageos', 'vsphereVolume'],
  ),
  VolumeProjection: atMostOne(
    ...['clusterTrustBundle', 'configMap', 'downwardAPI', 'podCertificate', 'secret', 'serviceAccountToken'],
  ),
};
