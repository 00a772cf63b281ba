import * as l10n from '@vscode/l10n';
import { compareVersions, type Version } from './catalog.ts';

/** Something that Kubernetes still reads but nobody should write any more. */
export interface Deprecation {
  /** The version that deprecated it. */
  readonly since?: Version;
  /** The first version in which it no longer works, though the API server still takes it. */
  readonly gone?: Version;
  /** What to write instead: a field beside it, or another label or annotation. */
  readonly instead?: string;
  /** The rest, as a sentence. */
  readonly note?: () => string;
}

const csi = (since: Version, gone: Version | undefined, driver: string): Deprecation => ({
  since,
  ...(gone && { gone }),
  instead: 'csi',
  note: () => l10n.t('Served by the CSI driver {0}.', driver),
});
const removed = (since: Version, gone: Version): Deprecation => ({
  since,
  gone,
  note: () => l10n.t('Its driver was removed.'),
});

/**
 * Deprecated fields, as `Definition.field`.
 * Source: `pkg/api/pod/warnings.go` of Kubernetes 1.37 and the deprecations in `k8s.io/api`.
 */
export const DEPRECATED_FIELDS: Readonly<Record<string, Deprecation>> = {
  'LifecycleHandler.tcpSocket': {
    note: () => l10n.t('Never worked: a handler that has only this fails when it is to run.'),
  },
  'ObjectMeta.selfLink': { since: '1.16', gone: '1.20', note: () => l10n.t('The API server no longer fills it in.') },
  'PersistentVolumeClaimStatus.resizeStatus': { since: '1.28', gone: '1.28', instead: 'allocatedResourceStatuses' },
  'PodSpec.serviceAccount': { since: '1.0', instead: 'serviceAccountName' },
  'PodStatus.resize': {
    since: '1.33',
    instead: 'conditions',
    note: () => l10n.t('The conditions PodResizePending and PodResizeInProgress tell the state of a resize.'),
  },
  'Volume.awsElasticBlockStore': csi('1.17', undefined, 'ebs.csi.aws.com'),
  'Volume.azureDisk': csi('1.19', undefined, 'disk.csi.azure.com'),
  'Volume.azureFile': csi('1.21', undefined, 'file.csi.azure.com'),
  'Volume.cephfs': removed('1.28', '1.31'),
  'Volume.cinder': csi('1.18', undefined, 'cinder.csi.openstack.org'),
  'Volume.flexVolume': { since: '1.23', instead: 'csi' },
  'Volume.flocker': removed('1.22', '1.25'),
  'Volume.gcePersistentDisk': csi('1.17', undefined, 'pd.csi.storage.gke.io'),
  'Volume.gitRepo': {
    since: '1.11',
    gone: '1.33',
    instead: 'emptyDir',
    note: () => l10n.t('Clone in an init container, into an emptyDir that the other containers mount.'),
  },
  'Volume.glusterfs': removed('1.25', '1.26'),
  'Volume.photonPersistentDisk': removed('1.11', '1.16'),
  'Volume.portworxVolume': csi('1.25', undefined, 'pxd.portworx.com'),
  'Volume.quobyte': removed('1.22', '1.25'),
  'Volume.rbd': removed('1.28', '1.31'),
  'Volume.scaleIO': removed('1.16', '1.22'),
  'Volume.storageos': removed('1.22', '1.25'),
  'Volume.vsphereVolume': csi('1.19', undefined, 'csi.vsphere.vmware.com'),
};

/**
 * Deprecated annotations of a Pod; a key that ends in `/` stands for every annotation that begins so, with the
 * container's name after it. `instead` is a field of the Pod or of the container.
 */
export const DEPRECATED_ANNOTATIONS: Readonly<Record<string, Deprecation>> = {
  'container.apparmor.security.beta.kubernetes.io/': {
    since: '1.30',
    instead: 'spec.containers[].securityContext.appArmorProfile',
  },
  'container.seccomp.security.alpha.kubernetes.io/': {
    since: '1.19',
    gone: '1.27',
    instead: 'spec.containers[].securityContext.seccompProfile',
  },
  'scheduler.alpha.kubernetes.io/critical-pod': { since: '1.13', gone: '1.16', instead: 'spec.priorityClassName' },
  'seccomp.security.alpha.kubernetes.io/pod': {
    since: '1.19',
    gone: '1.27',
    instead: 'spec.securityContext.seccompProfile',
  },
  'security.alpha.kubernetes.io/sysctls': { since: '1.11', gone: '1.11', instead: 'spec.securityContext.sysctls' },
  'security.alpha.kubernetes.io/unsafe-sysctls': {
    since: '1.11',
    gone: '1.11',
    instead: 'spec.securityContext.sysctls',
  },
};

/**
 * Deprecated labels of nodes, in a nodeSelector or a node affinity; `instead` is the label to ask for.
 * Source: `pkg/api/node/util.go` of Kubernetes 1.37.
 */
export const DEPRECATED_NODE_LABELS: Readonly<Record<string, Deprecation>> = {
  'beta.kubernetes.io/arch': { since: '1.14', instead: 'kubernetes.io/arch' },
  'beta.kubernetes.io/instance-type': { since: '1.17', instead: 'node.kubernetes.io/instance-type' },
  'beta.kubernetes.io/os': { since: '1.14', instead: 'kubernetes.io/os' },
  'failure-domain.beta.kubernetes.io/region': { since: '1.17', instead: 'topology.kubernetes.io/region' },
  'failure-domain.beta.kubernetes.io/zone': { since: '1.17', instead: 'topology.kubernetes.io/zone' },
  'node-role.kubernetes.io/master': { since: '1.20', instead: 'node-role.kubernetes.io/control-plane' },
};

/** Where kinds that carry a Pod were served before the catalog's oldest version, and the version that stopped it. */
export const FORMER_API_VERSIONS: Readonly<Record<string, Readonly<Record<string, Version>>>> = {
  'extensions/v1beta1': { DaemonSet: '1.16', Deployment: '1.16', ReplicaSet: '1.16' },
  'apps/v1beta1': { Deployment: '1.16', StatefulSet: '1.16' },
  'apps/v1beta2': { DaemonSet: '1.16', Deployment: '1.16', ReplicaSet: '1.16', StatefulSet: '1.16' },
  'batch/v1beta1': { CronJob: '1.25' },
  'batch/v2alpha1': { CronJob: '1.21' },
};

/** Whether a version already counts the thing as deprecated. */
export function isDeprecated({ since }: Deprecation, version: Version): boolean {
  return since === undefined || compareVersions(since, version) <= 0;
}
