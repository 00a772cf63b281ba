/** Fields that take one of a few words. */
import * as l10n from '@vscode/l10n';
import type { Version } from '../catalog/catalog.ts';
import { DEFAULTS, type Default } from '../catalog/defaults.ts';
import { ENUMERATIONS } from '../catalog/enumerations.ts';
import { gateState } from '../catalog/gates.ts';
import { fix, replaceValue } from './edits.ts';
import { nearest } from './nearest.ts';
import { alternatives, found, validation } from './report.ts';
import { addField, removeOptional } from './required.ts';
import type { Fix, Rule, Subject } from './rule.ts';
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
  if (words.includes('RuntimeDefault')) return 'RuntimeDefault';
  const { parent } = value;
  const hasValues = parent && at(parent, 'values').items.length > 0;
  return words.includes('Exists') && !hasValues ? 'Exists' : FIRST_CHOICES[nameOf(value)];
}

/** Whether the word would need something else that is not there. */
function lacksCompany({ pod }: Subject, value: Value, word: string): boolean {
  const holder = value.parent;
  if (!holder) return false;
  const values = at(holder, 'values').items.length;
  switch (word) {
    case 'Localhost':
      return !isSet(at(holder, 'localhostProfile'));
    case 'Unmasked':
      return pod !== undefined && flag(at(pod.spec, 'hostUsers')) !== false;
    case 'None':
      return nameOf(value) === 'dnsPolicy' && !isSet(at(holder, 'dnsConfig'));
    case 'Bidirectional':
      return holder.parent?.parent ? !flag(at(holder.parent.parent, 'securityContext', 'privileged')) : false;
    case 'In':
    case 'NotIn':
      return values === 0;
    case 'Exists':
    case 'DoesNotExist':
      return values > 0;
    case 'Gt':
    case 'Lt':
      return values !== 1;
    default:
      return false;
  }
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
    meant && written ? fix(l10n.t('Write {0}', meant), true, replaceValue(document, value, meant)) : [];
  const others = words
    .filter((word) => word !== meant && word !== '' && !lacksCompany(subject, value, word))
    .flatMap((word) => fix(l10n.t('Write {0}', word), false, replaceValue(document, value, word)));
  if (nearestFix.length > 0) return [...nearestFix, ...others];
  const choice = firstChoice(value, words);
  if (!usual && choice && words.includes(choice))
    return [
      ...fix(l10n.t('Write {0}', choice), true, replaceValue(document, value, choice)),
      ...others.filter(({ title }) => title !== l10n.t('Write {0}', choice)),
    ];
  const byDefault =
    usual?.value === undefined
      ? removeOptional(subject, value, usual !== undefined)
      : fix(l10n.t('Use the default, {0}', usual.value), true, replaceValue(document, value, String(usual.value)));
  return [...byDefault, ...others];
}
