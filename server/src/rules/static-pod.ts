/** Static Pods: what the kubelet asks of the manifests in its folder, which no API server ever checks. */
import { fix, removeValue } from './edits.ts';
import { foundAtKey } from './report.ts';
import type { Rule } from './rule.ts';
import { at, isSet, nameOf, spanOf, text, type Value } from './view.ts';

/** Fields that make a Pod ask the API for something, which the kubelet does not do for a static one. */
const REFERENCES: readonly (readonly [definition: string, field: string, what: string])[] = [
  ['PodSpec', 'serviceAccountName', 'a ServiceAccount'],
  ['PodSpec', 'serviceAccount', 'a ServiceAccount'],
  ['PodSpec', 'imagePullSecrets', 'a Secret'],
  ['PodSpec', 'resourceClaims', 'a ResourceClaim'],
  ['EnvFromSource', 'configMapRef', 'a ConfigMap'],
  ['EnvFromSource', 'secretRef', 'a Secret'],
  ['EnvVarSource', 'configMapKeyRef', 'a ConfigMap'],
  ['EnvVarSource', 'secretKeyRef', 'a Secret'],
  ['Volume', 'configMap', 'a ConfigMap'],
  ['Volume', 'secret', 'a Secret'],
  ['Volume', 'csi', 'a CSI driver'],
  ['Volume', 'glusterfs', 'Endpoints'],
  ['Volume', 'persistentVolumeClaim', 'a PersistentVolumeClaim'],
  ['Volume', 'ephemeral', 'a PersistentVolumeClaim'],
  ['Volume', 'azureFile', 'a Secret'],
  ['VolumeProjection', 'configMap', 'a ConfigMap'],
  ['VolumeProjection', 'secret', 'a Secret'],
  ['VolumeProjection', 'serviceAccountToken', 'a ServiceAccount'],
  ['VolumeProjection', 'clusterTrustBundle', 'a ClusterTrustBundle'],
  ['VolumeProjection', 'podCertificate', 'a certificate'],
];

export const staticReference: Rule = {
  code: 'static-reference',
  stage: 'advise',
  severity: 'error',
  summary: 'A static Pod cannot refer to objects of the API: the kubelet runs it without asking the API server.',
  *check({ object, all, document }, { staticPod }) {
    if (!staticPod || object.kind !== 'Pod') return;
    for (const [definition, field, what] of REFERENCES)
      for (const holder of all(definition)) {
        const value = at(holder, field);
        if (!isSet(value) || isEmpty(value)) continue;
        const fixes = fix(`Remove ${nameOf(value)}`, definition === 'PodSpec', removeValue(document, value));
        yield foundAtKey(value, `A static Pod cannot refer to ${what}`, fixes);
      }
  },
};

export const staticKind: Rule = {
  code: 'static-kind',
  stage: 'advise',
  severity: 'error',
  summary: "A kubelet's manifest folder holds Pods alone, each with a name.",
  *check({ object, root, pod }, { staticPod }) {
    if (!staticPod) return;
    if (object.kind !== 'Pod') {
      yield foundAtKey(at(root, 'kind'), `The kubelet runs no ${object.kind} from its manifest folder, only Pods`);
      return;
    }
    const name = pod && at(pod.metadata, 'name');
    if (name && text(name) === '')
      yield { ...spanOf(name), path: 'metadata.name', message: 'A static Pod needs a name' };
  },
};

export const mirrorPod: Rule = {
  code: 'mirror-pod',
  stage: 'advise',
  severity: 'hint',
  summary: 'The API shows a static Pod as a mirror Pod, whose name ends in that of the node.',
  *check({ object, pod }, { staticPod }) {
    const name = pod && at(pod.metadata, 'name');
    if (!staticPod || object.kind !== 'Pod' || !name || text(name) === '') return;
    yield { ...spanOf(name), path: 'metadata.name', message: `The API shows it as ${text(name)}-<name of the node>` };
  },
};

function isEmpty(value: Value): boolean {
  return value.node?.kind === 'sequence'
    ? value.items.length === 0
    : value.node?.kind === 'scalar' && text(value) === '';
}

export const staticRules: readonly Rule[] = [staticReference, staticKind, mirrorPod];
