/** Fields that take one of a few words. */
import { DEFAULTS } from '../../catalog/defaults.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, pathOf, text, type Value } from '../view.ts';
import { choiceFixes, notOneOf, wordsOf } from './choice-fixes.ts';

interface Choice {
  /** An empty word is judged too, when one is written: the field is a pointer. */
  readonly judgesEmpty?: true;
  /** Leaving the field out is judged too: it has no default. */
  readonly isDemanded?: true;
  /** Without this field beside it, the server stops before it looks. */
  readonly needs?: string;
  /** Where the API server puts it, when that is not the field itself. */
  readonly path?: (value: Value) => string;
}

const ANY: Choice = {};
const POINTER: Choice = { judgesEmpty: true };
const DEMANDED: Choice = { isDemanded: true };
export const withoutIndex = (value: Value) => pathOf(value).replace(/\[\d+\]\.(\w+)$/, '.$1');
export const holder = (value: Value) => pathOf(value).replace(/\.\w+$/, '');
const inListOf = (value: Value) => pathOf(value).replace(/\[\d+\]\.\w+$/, '');

/** Of the enumerations that the catalog knows, those that the API server judges by their words alone. */
const CHOICES: Readonly<Record<string, Choice>> = {
  'AppArmorProfile.type': ANY,
  'AzureDiskVolumeSource.cachingMode': POINTER,
  'AzureDiskVolumeSource.kind': POINTER,
  'Container.imagePullPolicy': ANY,
  'Container.terminationMessagePolicy': ANY,
  'ContainerPort.protocol': ANY,
  'ContainerResizePolicy.resourceName': { path: inListOf },
  'ContainerResizePolicy.restartPolicy': { path: inListOf },
  'ContainerRestartRule.action': DEMANDED,
  'ContainerRestartRuleOnExitCodes.operator': DEMANDED,
  'CronJobSpec.concurrencyPolicy': ANY,
  'DaemonSetUpdateStrategy.type': { path: holder },
  'DeploymentStrategy.type': { path: holder },
  'EphemeralContainer.imagePullPolicy': ANY,
  'EphemeralContainer.terminationMessagePolicy': ANY,
  'HTTPGetAction.scheme': ANY,
  'HostPathVolumeSource.type': { needs: 'path' },
  'ImageVolumeSource.pullPolicy': ANY,
  'JobSpec.completionMode': POINTER,
  'PersistentVolumeClaimSpec.volumeMode': POINTER,
  'PodCertificateProjection.keyType': DEMANDED,
  'PodFailurePolicyOnExitCodesRequirement.operator': ANY,
  'PodFailurePolicyOnPodConditionsPattern.status': ANY,
  'PodFailurePolicyRule.action': ANY,
  'PodOS.name': ANY,
  'PodSecurityContext.fsGroupChangePolicy': POINTER,
  'PodSecurityContext.seLinuxChangePolicy': POINTER,
  'PodSecurityContext.supplementalGroupsPolicy': POINTER,
  'PodSpec.dnsPolicy': ANY,
  'PodSpec.preemptionPolicy': POINTER,
  'PodSpec.restartPolicy': ANY,
  'SeccompProfile.type': ANY,
  'SecurityContext.procMount': POINTER,
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': ANY,
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': ANY,
  'StatefulSetSpec.podManagementPolicy': ANY,
  'StatefulSetUpdateStrategy.type': { path: holder },
  'Toleration.effect': ANY,
  'TopologySpreadConstraint.nodeAffinityPolicy': POINTER,
  'TopologySpreadConstraint.nodeTaintsPolicy': POINTER,
  'TopologySpreadConstraint.whenUnsatisfiable': DEMANDED,
  'VolumeMount.mountPropagation': { judgesEmpty: true, path: withoutIndex },
  'VolumeMount.recursiveReadOnly': { judgesEmpty: true, path: withoutIndex },
};

const TABLE = Object.entries(CHOICES).map(([name, choice]) => {
  const [definition = '', field = ''] = name.split('.');
  return { name, definition, field, choice };
});

export const unsupportedValue: Rule = validation(
  'unsupported-value',
  'The field takes one of a few words, in exactly this spelling.',
  function* (subject) {
    for (const { name, definition, field, choice } of TABLE) {
      for (const holder of subject.all(definition)) {
        const value = at(holder, field);
        const written = text(value);
        const isJudged = written !== '' || choice.isDemanded || (choice.judgesEmpty && isSet(value));
        if (!isJudged || (choice.needs && text(at(holder, choice.needs)) === '')) continue;
        const words = wordsOf(name, subject.version);
        if (words.includes(written)) continue;
        const fixes = choiceFixes(subject, value, words, DEFAULTS[name]);
        yield found(value, notOneOf(value, words), fixes, choice.path?.(value));
      }
    }
  },
);
