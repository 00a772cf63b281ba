/** Fields that take one of a few words. */
import * as l10n from '@vscode/l10n';
import type { Version } from '../catalog/catalog.ts';
import { DEFAULTS, type Default } from '../catalog/defaults.ts';
import { ENUMERATIONS } from '../catalog/enumerations.ts';
import { gateState } from '../catalog/gates.ts';
import { fix, putValue, replaceValue } from './edits.ts';
import { nearest } from './nearest.ts';
import { alternatives, found, validation } from './report.ts';
import { addField, removeOptional } from './required.ts';
import type { Fix, Rule, Subject } from './rule.ts';
import { ofOtherSystem, sharesNode } from './security-context.ts';
import { at, flag, isSet, nameOf, pathOf, text, type Value } from './view.ts';

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
const withoutIndex = (value: Value) => pathOf(value).replace(/\[\d+\]\.(\w+)$/, '.$1');
const holder = (value: Value) => pathOf(value).replace(/\.\w+$/, '');
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

/** The words that the server of that version takes. */
export function wordsOf(name: string, version: Version): string[] {
  const known = ENUMERATIONS[name] ?? [];
  return known.filter(({ gate }) => !gate || gateState(gate, version).on).map(({ value }) => value);
}

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

export const unsupportedAccessMode: Rule = validation(
  'unsupported-access-mode',
  'A claim is read or written by one node or by many: the four access modes have fixed names.',
  function* (subject) {
    const words = wordsOf('PersistentVolumeClaimSpec.accessModes', subject.version);
    for (const claim of subject.all('PersistentVolumeClaimSpec')) {
      const modes = at(claim, 'accessModes');
      for (const mode of modes.items)
        if (!words.includes(text(mode)))
          yield found(mode, notOneOf(mode, words), choiceFixes(subject, mode, words), pathOf(modes));
      const written = modes.items.map(text);
      if (
        written.includes('ReadWriteOncePod') &&
        written.some((mode) => mode !== 'ReadWriteOncePod' && words.includes(mode))
      )
        yield found(modes, 'ReadWriteOncePod must not be combined with other access modes');
    }
  },
);

export function notOneOf(value: Value, words: readonly string[]): string {
  const written = text(value);
  const shown = alternatives(words.filter((word) => word !== ''));
  return written === ''
    ? `${lastName(value)} is required: ${shown}`
    : `Unsupported value "${written}": must be ${shown}`;
}

function lastName(value: Value): string {
  return typeof value.segment === 'number' && value.parent ? nameOf(value.parent) : nameOf(value);
}

/** What people choose where a choice is demanded and none is made. */
const FIRST_CHOICES: Readonly<Record<string, string>> = {
  action: 'Restart',
  operator: 'In',
  whenUnsatisfiable: 'DoNotSchedule',
};

/** Other words that people have for these. */
const SYNONYMS: Readonly<Record<string, string>> = {
  '=': 'In',
  '==': 'In',
  equal: 'In',
  equals: 'In',
  is: 'In',
  '!=': 'NotIn',
  notequal: 'NotIn',
  notequals: 'NotIn',
  hard: 'DoNotSchedule',
  soft: 'ScheduleAnyway',
  unlessstopped: 'Always',
};

function firstChoice(value: Value, words: readonly string[]): string | undefined {
  const { parent } = value;
  if (words.includes('RuntimeDefault'))
    return parent && isSet(at(parent, 'localhostProfile')) ? 'Localhost' : 'RuntimeDefault';
  const hasValues = parent && at(parent, 'values').items.length > 0;
  return words.includes('Exists') && !hasValues ? 'Exists' : FIRST_CHOICES[nameOf(value)];
}

/** Whether the word contradicts what stands elsewhere, or needs something that is not there: another error would follow. */
function isOutOfPlace(subject: Subject, value: Value, word: string): boolean {
  const { pod, object, all } = subject;
  const holder = value.parent;
  if (!holder) return false;
  const values = at(holder, 'values').items.length;
  switch (word) {
    case 'Localhost':
      return !isSet(at(holder, 'localhostProfile'));
    case 'RuntimeDefault':
    case 'Unconfined':
      return isSet(at(holder, 'localhostProfile')) || hasProfileAnnotation(subject);
    case 'Unmasked':
      return pod !== undefined && sharesNode(pod) && flag(at(pod.spec, 'hostUsers')) !== false;
    case 'Enabled':
    case 'IfPossible':
      return nameOf(value) === 'recursiveReadOnly' && !['', 'None'].includes(text(at(holder, 'mountPropagation')));
    case 'None':
      return nameOf(value) === 'dnsPolicy' && !isSet(at(holder, 'dnsConfig'));
    case 'Bidirectional':
      return holder.parent?.parent ? !flag(at(holder.parent.parent, 'securityContext', 'privileged')) : false;
    case 'In':
    case 'NotIn':
      return values === 0;
    case 'Exists':
    case 'DoesNotExist':
      return values > 0 || text(at(holder, 'value')) !== '';
    case 'Gt':
    case 'Lt':
      return values !== 1;
    case 'Always':
    case 'OnFailure':
      return holder === pod?.spec && !restartPoliciesOf(object.kind).includes(word);
    case 'Never':
      return (
        holder === pod?.spec &&
        (!restartPoliciesOf(object.kind).includes(word) ||
          all('ContainerResizePolicy').some((policy) => text(at(policy, 'restartPolicy')) !== 'NotRequired'))
      );
    case 'windows':
    case 'linux':
      return pod !== undefined && ofOtherSystem(pod, word).length > 0;
    case 'FailIndex': {
      const job = holder.parent?.parent?.parent;
      return job !== undefined && !isSet(at(job, 'backoffLimitPerIndex'));
    }
    case 'cpu':
    case 'memory':
      return holder.parent?.items.some((other) => text(at(other, nameOf(value))) === word) ?? false;
    default:
      return false;
  }
}

/** How Pods that are made by an object of that kind may restart. */
export function restartPoliciesOf(kind: string | undefined): readonly string[] {
  if (kind === 'Pod' || kind === 'PodTemplate') return ['Always', 'OnFailure', 'Never'];
  return kind === 'Job' || kind === 'CronJob' ? ['OnFailure', 'Never'] : ['Always'];
}

/** Writes the word, and what must stand beside it. */
function writeWord({ document, pod }: Subject, value: Value, word: string, preferred: boolean): Fix[] {
  const edits = replaceValue(document, value, word);
  const isReadOnly = nameOf(value) === 'recursiveReadOnly' && word !== 'Disabled';
  const other =
    word === 'Unmasked' ? pod && at(pod.spec, 'hostUsers') : isReadOnly && value.parent && at(value.parent, 'readOnly');
  if (!edits || !other || flag(other) === isReadOnly) return fix(l10n.t('Write {0}', word), preferred, edits);
  const beside = putValue(document, other, isReadOnly);
  const title = l10n.t('Write {0}, with {1}', word, `${nameOf(other)}: ${isReadOnly}`);
  return fix(title, preferred, beside && [...edits, ...beside]);
}

/** Annotations that once were what `seccompProfile` and `appArmorProfile` are must say the same as these. */
function hasProfileAnnotation({ pod }: Subject): boolean {
  const keys = pod ? [...at(pod.metadata, 'annotations').fields.keys()] : [];
  return keys.some((key) => /\b(?:seccomp|apparmor)\.security\.(?:alpha|beta)\.kubernetes\.io\//.test(key));
}

/** The nearest word; where none is near, the default. */
export function choiceFixes(subject: Subject, value: Value, words: readonly string[], usual?: Default): Fix[] {
  const { document } = subject;
  const written = text(value);
  const first = value.node ? undefined : FIRST_CHOICES[nameOf(value)];
  if (first && words.includes(first)) return addField(subject, value, first);
  const synonym = SYNONYMS[written.toLowerCase().replace(/[-_ ]/g, '')];
  const meant = nearest(written, words) ?? (synonym && words.includes(synonym) ? synonym : undefined);
  const nearestFix =
    meant && written && !isOutOfPlace(subject, value, meant) ? writeWord(subject, value, meant, true) : [];
  const others = words
    .filter((word) => word !== meant && word !== '' && !isOutOfPlace(subject, value, word))
    .flatMap((word) => writeWord(subject, value, word, false));
  if (nearestFix.length > 0) return [...nearestFix, ...others];
  const choice = firstChoice(value, words);
  if (!usual && choice && words.includes(choice) && !isOutOfPlace(subject, value, choice))
    return [
      ...writeWord(subject, value, choice, true),
      ...others.filter(({ title }) => title !== l10n.t('Write {0}', choice)),
    ];
  if (usual?.value !== undefined && isOutOfPlace(subject, value, String(usual.value)))
    return others.map((one, index) => ({ ...one, preferred: index === 0 }));
  const byDefault =
    usual?.value === undefined
      ? removeOptional(subject, value, usual !== undefined)
      : fix(l10n.t('Use the default, {0}', usual.value), true, replaceValue(document, value, String(usual.value)));
  return [...byDefault, ...others];
}
