/** Numbers that must lie between two others. */
import * as l10n from '@vscode/l10n';
import { fix, found, validation } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { at, int, isSet, number, pathOf, text, type Value } from '../view.ts';
import { addField, fixByWriting, removeOptional } from './field-fixes.ts';

interface Range {
  readonly least: number;
  readonly most?: number;
  /** 0 is the same as nothing: the field is not judged then. */
  readonly zeroIsNone?: boolean;
  /** A missing field is 0, and judged. */
  readonly missingIsZero?: boolean;
  readonly path?: (value: Value) => string;
  readonly applies?: (holder: Value) => boolean;
}

const MAX_INT32 = 2 ** 31 - 1;
const PORT: Range = { least: 1, most: 65535, zeroIsNone: true };
const NON_NEGATIVE: Range = { least: 0 };
const ID: Range = { least: 0, most: MAX_INT32 };
const FILE_MODE: Range = { least: 0, most: 0o777 };
const WEIGHT: Range = { least: 1, most: 100, missingIsZero: true };

/** By `Definition.field`. */
const RANGES: Readonly<Record<string, Range>> = {
  'ContainerPort.containerPort': PORT,
  'ContainerPort.hostPort': PORT,
  'GRPCAction.port': { least: 1, most: 65535, missingIsZero: true },
  'Probe.initialDelaySeconds': NON_NEGATIVE,
  'Probe.timeoutSeconds': NON_NEGATIVE,
  'Probe.periodSeconds': NON_NEGATIVE,
  'Probe.successThreshold': NON_NEGATIVE,
  'Probe.failureThreshold': NON_NEGATIVE,
  'Probe.terminationGracePeriodSeconds': { least: 1 },
  'SecurityContext.runAsUser': ID,
  'SecurityContext.runAsGroup': ID,
  'PodSecurityContext.runAsUser': ID,
  'PodSecurityContext.runAsGroup': ID,
  'PodSecurityContext.fsGroup': ID,
  'SecretVolumeSource.defaultMode': FILE_MODE,
  'ConfigMapVolumeSource.defaultMode': FILE_MODE,
  'DownwardAPIVolumeSource.defaultMode': FILE_MODE,
  'ProjectedVolumeSource.defaultMode': FILE_MODE,
  'KeyToPath.mode': FILE_MODE,
  'DownwardAPIVolumeFile.mode': {
    ...FILE_MODE,
    // The API server leaves out `items` and the index.
    path: (value) => pathOf(value).replace(/\.items\[\d+\]\.mode$/, '.mode'),
  },
  'ISCSIVolumeSource.lun': { least: 0, most: 255 },
  'FCVolumeSource.lun': { least: 0, most: 255, applies: (source) => at(source, 'targetWWNs').items.length > 0 },
  'GCEPersistentDiskVolumeSource.partition': {
    least: 0,
    most: 255,
    path: (value) => pathOf(value).replace(/gcePersistentDisk\.partition$/, 'persistentDisk.partition'),
  },
  'AWSElasticBlockStoreVolumeSource.partition': { least: 0, most: 255 },
  'ServiceAccountTokenProjection.expirationSeconds': { least: 600, most: 2 ** 32 },
  'PodCertificateProjection.maxExpirationSeconds': { least: 3600, most: 7_862_400 },
  'PodSpec.activeDeadlineSeconds': { least: 1, most: MAX_INT32 },
  'PreferredSchedulingTerm.weight': WEIGHT,
  'WeightedPodAffinityTerm.weight': WEIGHT,
  'TopologySpreadConstraint.maxSkew': { least: 1, missingIsZero: true },
  'TopologySpreadConstraint.minDomains': { least: 1 },
  'DeploymentSpec.replicas': NON_NEGATIVE,
  'DeploymentSpec.minReadySeconds': NON_NEGATIVE,
  'DeploymentSpec.revisionHistoryLimit': NON_NEGATIVE,
  'DeploymentSpec.progressDeadlineSeconds': NON_NEGATIVE,
  'ReplicaSetSpec.replicas': NON_NEGATIVE,
  'ReplicaSetSpec.minReadySeconds': NON_NEGATIVE,
  'ReplicationControllerSpec.replicas': NON_NEGATIVE,
  'ReplicationControllerSpec.minReadySeconds': NON_NEGATIVE,
  'StatefulSetSpec.replicas': NON_NEGATIVE,
  'StatefulSetSpec.minReadySeconds': NON_NEGATIVE,
  'StatefulSetOrdinals.start': NON_NEGATIVE,
  'RollingUpdateStatefulSetStrategy.partition': {
    ...NON_NEGATIVE,
    applies: ({ parent }) => !parent || ['', 'RollingUpdate'].includes(text(at(parent, 'type'))),
  },
  'DaemonSetSpec.minReadySeconds': NON_NEGATIVE,
  'DaemonSetSpec.revisionHistoryLimit': NON_NEGATIVE,
  'JobSpec.parallelism': NON_NEGATIVE,
  'JobSpec.completions': NON_NEGATIVE,
  'JobSpec.activeDeadlineSeconds': NON_NEGATIVE,
  'JobSpec.backoffLimit': NON_NEGATIVE,
  'JobSpec.ttlSecondsAfterFinished': NON_NEGATIVE,
  'JobSpec.backoffLimitPerIndex': NON_NEGATIVE,
  'JobSpec.maxFailedIndexes': NON_NEGATIVE,
  'SuccessPolicyRule.succeededCount': {
    ...NON_NEGATIVE,
    applies: ({ parent }) => !parent?.parent?.parent || text(at(parent.parent.parent, 'completionMode')) === 'Indexed',
  },
  'CronJobSpec.startingDeadlineSeconds': NON_NEGATIVE,
  'CronJobSpec.successfulJobsHistoryLimit': NON_NEGATIVE,
  'CronJobSpec.failedJobsHistoryLimit': NON_NEGATIVE,
};

const TABLE = Object.entries(RANGES).map(([name, range]) => {
  const [definition = '', field = ''] = name.split('.');
  return { definition, field, range };
});

export const outOfRange: Rule = validation(
  'out-of-range',
  'The number is smaller or larger than the field allows.',
  function* (subject) {
    for (const { definition, field, range } of TABLE)
      for (const holder of subject.all(definition)) {
        const value = at(holder, field);
        if ((!isSet(value) && !range.missingIsZero) || range.applies?.(holder) === false) continue;
        const written = int(value);
        if ((written === 0 && range.zeroIsNone) || isInside(written, range)) continue;
        yield found(value, words(range), rangeFixes(subject, value, range), range.path?.(value));
      }
    for (const context of subject.all('PodSecurityContext'))
      for (const group of at(context, 'supplementalGroups').items)
        if (!isInside(int(group), ID)) yield found(group, words(ID), rangeFixes(subject, group, ID));
  },
);

function isInside(written: number, { least, most }: Range): boolean {
  return written >= least && (most === undefined || written <= most);
}

function words({ least, most }: Range): string {
  if (most === 0o777) return `Must be between 0 and 0${most.toString(8)} (octal), both inclusive`;
  return most === undefined ? `Must be ${least} or greater` : `Must be between ${least} and ${most}, both inclusive`;
}

function rangeFixes(subject: Subject, value: Value, range: Range): Fix[] {
  const { document } = subject;
  const octal = octalOf(value, range);
  if (octal !== undefined)
    return fix(l10n.t('Write {0}, octal as chmod takes it', octal), true, replaceRaw(value, octal));
  if (!value.node) return range === PORT ? [] : addField(subject, value, range.least);
  const written = number(value);
  if (written === undefined) return [];
  const limit = written < range.least ? range.least : range.most;
  const removal = removeOptional(subject, value);
  if (limit === undefined) return removal;
  // A port that is out of range says nothing about the right one; nor does a user that cannot be.
  const isMeasure = range !== PORT && range !== ID;
  if (isMeasure) return [...fixByWriting(document, value, limit), ...removal];
  return range === ID
    ? removal.map((one) => ({ ...one, preferred: true }))
    : removal.map((one) => ({ ...one, preferred: isOptional(value) }));
}

function isOptional(value: Value): boolean {
  return value.segment === 'hostPort';
}

/** `644`, meant as `0644`. */
function octalOf(value: Value, { most }: Range): string | undefined {
  if (most !== 0o777 || value.node?.kind !== 'scalar') return undefined;
  const { text } = value.node;
  return /^[1-7][0-7]{2,3}$/.test(text) && Number.parseInt(text, 8) <= most ? `0${text}` : undefined;
}

function replaceRaw({ node }: Value, newText: string) {
  return node ? [{ start: node.start, end: node.end, newText }] : undefined;
}
