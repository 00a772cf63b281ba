import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, foundAtKey } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, nameOf, text, type Value } from '../view.ts';

/** Objects by their kind; what has no kind of its own by what it is. */
type Referred = string;

/** Fields that make a Pod ask the API for something, which the kubelet does not do for a static one. */
const REFERENCES: readonly (readonly [definition: string, field: string, what: Referred])[] = [
  ['PodSpec', 'serviceAccountName', 'ServiceAccount'],
  ['PodSpec', 'serviceAccount', 'ServiceAccount'],
  ['PodSpec', 'imagePullSecrets', 'Secret'],
  ['PodSpec', 'resourceClaims', 'ResourceClaim'],
  ['EnvFromSource', 'configMapRef', 'ConfigMap'],
  ['EnvFromSource', 'secretRef', 'Secret'],
  ['EnvVarSource', 'configMapKeyRef', 'ConfigMap'],
  ['EnvVarSource', 'secretKeyRef', 'Secret'],
  ['Volume', 'configMap', 'ConfigMap'],
  ['Volume', 'secret', 'Secret'],
  ['Volume', 'csi', 'CSI driver'],
  ['Volume', 'glusterfs', 'Endpoints'],
  ['Volume', 'persistentVolumeClaim', 'PersistentVolumeClaim'],
  ['Volume', 'ephemeral', 'PersistentVolumeClaim'],
  ['Volume', 'azureFile', 'Secret'],
  ['VolumeProjection', 'configMap', 'ConfigMap'],
  ['VolumeProjection', 'secret', 'Secret'],
  ['VolumeProjection', 'serviceAccountToken', 'ServiceAccount'],
  ['VolumeProjection', 'clusterTrustBundle', 'ClusterTrustBundle'],
  ['VolumeProjection', 'podCertificate', 'certificate'],
];

function refused(what: Referred): string {
  switch (what) {
    case 'CSI driver':
      return l10n.t('A static Pod cannot refer to a CSI driver');
    case 'Endpoints':
      return l10n.t('A static Pod cannot refer to Endpoints');
    case 'certificate':
      return l10n.t('A static Pod cannot refer to a certificate');
    default:
      return l10n.t('A static Pod cannot refer to a {0}', what);
  }
}

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
        const fixes = fix(l10n.t('Remove {0}', nameOf(value)), definition === 'PodSpec', removeValue(document, value));
        yield foundAtKey(value, refused(what), fixes);
      }
  },
};

function isEmpty(value: Value): boolean {
  return value.node?.kind === 'sequence'
    ? value.items.length === 0
    : value.node?.kind === 'scalar' && text(value) === '';
}
