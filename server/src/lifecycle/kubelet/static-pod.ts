import { asMapping, asSequence } from '../../model/plain.ts';
import type { ObjectReference, Pod } from '../pod/pod.ts';

/**
 * The first resource of the API that a static Pod refers to, in the words of the kubelet, which from 1.34 on does not run
 * such a Pod (`HasAPIObjectReference`).
 */
export function apiReferenceOf(pod: Pod): string | undefined {
  const spec = asMapping(asMapping(pod.object).spec);
  const refersTo = (kind: ObjectReference['kind']): boolean => referencesOf(pod).some((each) => each.kind === kind);
  if (typeof spec.serviceAccountName === 'string' && spec.serviceAccountName !== '') return 'serviceaccounts';
  if (refersTo('secret')) return 'secrets';
  if (refersTo('configmap')) return 'configmaps';
  if (asSequence(spec.resourceClaims).length > 0) return 'resourceclaims';
  for (const volume of asSequence(spec.volumes).map(asMapping)) {
    const own = OF_VOLUMES.find(([field]) => volume[field] !== undefined);
    if (own !== undefined) return own[1];
    for (const source of asSequence(asMapping(volume.projected).sources).map(asMapping)) {
      const projected = OF_PROJECTIONS.find(([field]) => source[field] !== undefined);
      if (projected !== undefined) return projected[1];
    }
  }
  return undefined;
}

const OF_VOLUMES = [
  ['csi', 'csidrivers (via CSI volumes)'],
  ['glusterfs', 'endpoints (via glusterFS volumes)'],
  ['persistentVolumeClaim', 'persistentvolumeclaims'],
  ['ephemeral', 'persistentvolumeclaims (via ephemeral volumes)'],
  ['azureFile', 'secrets (via azureFile volumes)'],
] as const;

const OF_PROJECTIONS = [
  ['serviceAccountToken', 'serviceaccounts (via projected volumes)'],
  ['clusterTrustBundle', 'clustertrustbundles'],
  ['podCertificate', 'podcertificates'],
] as const;

function referencesOf({ initContainers, containers, volumes, imagePullSecrets }: Pod): ObjectReference[] {
  return [
    ...imagePullSecrets,
    ...[...initContainers, ...containers].flatMap(({ environment }) => environment),
    ...volumes.flatMap(({ objects }) => objects),
  ];
}
