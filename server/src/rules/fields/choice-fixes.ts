/** The words that a field takes, and fixes that write the one that was meant. */
import * as l10n from '@vscode/l10n';
import type { Version } from '../../catalog/catalog.ts';
import type { Default } from '../../catalog/defaults.ts';
import { ENUMERATIONS } from '../../catalog/enumerations.ts';
import { gateState } from '../../catalog/gates.ts';
import { putValue } from '../edits/add.ts';
import { replaceValue } from '../edits/replace.ts';
import { nearest } from '../nearest.ts';
import { alternatives, fix } from '../report.ts';
import type { Fix, Subject } from '../rule.ts';
import { APPARMOR, SECCOMP, SECCOMP_POD } from '../security-context/annotations.ts';
import { ofOtherSystem } from '../security-context/other-system.ts';
import { sharesNode } from '../security-context/unmasked-proc.ts';
import { at, flag, isSet, nameOf, text, type Value } from '../view.ts';
import { addField, removeOptional } from './field-fixes.ts';

/** The words that the server of that version takes. */
export function wordsOf(name: string, version: Version): string[] {
  const known = ENUMERATIONS[name] ?? [];
  return known.filter(({ gate }) => !gate || gateState(gate, version).on).map(({ value }) => value);
}

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
  never: 'NotRequired',
  rwo: 'ReadWriteOnce',
  rox: 'ReadOnlyMany',
  rwx: 'ReadWriteMany',
  rwop: 'ReadWriteOncePod',
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
    case 'OnDelete':
    case 'Recreate':
      return isSet(at(holder, 'rollingUpdate'));
    case 'FailIndex': {
      const job = holder.parent?.parent?.parent;
      return job !== undefined && !isSet(at(job, 'backoffLimitPerIndex'));
    }
    case 'Indexed':
      return !isSet(at(holder, 'completions'));
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
  return keys.some((key) => [APPARMOR, SECCOMP, SECCOMP_POD].some((start) => key.startsWith(start)));
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
  const byWord = others.filter(({ title }) => title !== l10n.t('Write {0}', String(usual?.value)));
  return [...byDefault, ...byWord];
}
