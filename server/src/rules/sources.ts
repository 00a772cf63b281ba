/** Objects that hold one of several alternatives: the API server looks at the first that is set, in its own order. */

/** Of a volume. */
export const VOLUME_SOURCES: readonly string[] = [
  ...['emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi'],
  ...['glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc'],
  ...['flexVolume', 'configMap', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk'],
  ...['storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image'],
];

/** Of a probe or a hook. */
export const HANDLERS: readonly string[] = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];

/** By definition. */
export const ALTERNATIVES: Readonly<Record<string, readonly string[]>> = {
  Volume: VOLUME_SOURCES,
  Probe: HANDLERS,
  LifecycleHandler: HANDLERS,
};
