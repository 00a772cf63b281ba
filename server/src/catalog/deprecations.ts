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

/** Whether a version already counts the thing as deprecated. */
export function isDeprecated({ since }: Deprecation, version: Version): boolean {
  return since === undefined || compareVersions(since, version) <= 0;
}
