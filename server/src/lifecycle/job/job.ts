/** A Job's own fields, as its controller goes by them. */
import { asMapping, asNumber, asSequence, asString, type PlainMapping } from '../../model/plain.ts';
import { parseIndexes, type SuccessRule } from './indexes.ts';

/** The `spec` of a Job, defaulted as the API server does. Times are seconds. */
export interface Job {
  readonly name: string;
  readonly backoffLimit: number;
  /** Absent: one success is enough, and `parallelism` Pods run beside each other. */
  readonly completions?: number;
  readonly parallelism: number;
  /** Each Pod has a completion index, from 0; only where there are `completions`. */
  readonly isIndexed: boolean;
  /** Failures that each index may have; only of an Indexed Job. */
  readonly backoffLimitPerIndex?: number;
  readonly maxFailedIndexes?: number;
  readonly activeDeadlineSeconds?: number;
  readonly ttlSecondsAfterFinished?: number;
  readonly suspend: boolean;
  /** `podReplacementPolicy: Failed`: a Pod that is being deleted is replaced only when it has ended. */
  readonly replacesOnlyFailed: boolean;
  readonly failureRules: readonly FailureRule[];
  readonly successRules: readonly SuccessRule[];
  /** `restartPolicy: OnFailure`: the kubelet restarts containers in place. */
  readonly restartsInPlace: boolean;
}

/** A rule of `podFailurePolicy`: on the exit code of a container, or on a condition of the Pod. */
export interface FailureRule {
  readonly action: string;
  readonly exitCodes?: { readonly container?: string; readonly operator: string; readonly values: readonly unknown[] };
  readonly conditions: readonly { readonly type?: string; readonly status: string }[];
}

/** The Job that a Job is, or that a CronJob makes; undefined for other objects. */
export function readJob(object: unknown): Job | undefined {
  const { kind, metadata, spec: given } = asMapping(object);
  if (kind !== 'Job' && kind !== 'CronJob') return undefined;
  const spec = kind === 'Job' ? asMapping(given) : asMapping(asMapping(asMapping(given).jobTemplate).spec);
  const { name, generateName } = asMapping(metadata);
  const completions = count(spec.completions) ?? (spec.parallelism === undefined ? 1 : undefined);
  const isIndexed = spec.completionMode === 'Indexed' && completions !== undefined;
  const perIndex = isIndexed ? count(spec.backoffLimitPerIndex) : undefined;
  const maxFailedIndexes = perIndex === undefined ? undefined : count(spec.maxFailedIndexes);
  const activeDeadlineSeconds = count(spec.activeDeadlineSeconds);
  const ttlSecondsAfterFinished = count(spec.ttlSecondsAfterFinished);
  const failureRules = asSequence(asMapping(spec.podFailurePolicy).rules).map(readFailureRule);
  return {
    name: asString(name) ?? asString(generateName) ?? '',
    backoffLimit: count(spec.backoffLimit) ?? (perIndex === undefined ? 6 : 2 ** 31 - 1),
    ...(completions !== undefined && { completions }),
    parallelism: count(spec.parallelism) ?? 1,
    isIndexed,
    ...(perIndex !== undefined && { backoffLimitPerIndex: perIndex }),
    ...(maxFailedIndexes !== undefined && { maxFailedIndexes }),
    ...(activeDeadlineSeconds !== undefined && { activeDeadlineSeconds }),
    ...(ttlSecondsAfterFinished !== undefined && { ttlSecondsAfterFinished }),
    suspend: spec.suspend === true,
    replacesOnlyFailed: spec.podReplacementPolicy === 'Failed' || spec.podFailurePolicy !== undefined,
    failureRules,
    successRules: isIndexed
      ? asSequence(asMapping(spec.successPolicy).rules).map((rule) => readSuccessRule(asMapping(rule), completions))
      : [],
    restartsInPlace: asMapping(asMapping(spec.template).spec).restartPolicy === 'OnFailure',
  };
}

function count(value: unknown): number | undefined {
  const number = asNumber(value);
  return number !== undefined && Number.isInteger(number) && number >= 0 ? number : undefined;
}

function readFailureRule(value: unknown): FailureRule {
  const { action, onExitCodes, onPodConditions } = asMapping(value);
  const { containerName, operator, values } = asMapping(onExitCodes);
  const container = asString(containerName);
  return {
    action: asString(action) ?? '',
    ...(onExitCodes !== undefined && {
      exitCodes: {
        ...(container !== undefined && { container }),
        operator: asString(operator) ?? '',
        values: asSequence(values),
      },
    }),
    conditions: asSequence(onPodConditions).map((pattern) => {
      const type = asString(asMapping(pattern).type);
      return { ...(type !== undefined && { type }), status: asString(asMapping(pattern).status) ?? 'True' };
    }),
  };
}

function readSuccessRule({ succeededIndexes, succeededCount }: PlainMapping, completions: number): SuccessRule {
  const text = asString(succeededIndexes);
  const number = count(succeededCount);
  return {
    ...(text !== undefined && { indexes: parseIndexes(text, completions) }),
    ...(number !== undefined && { count: number }),
  };
}
