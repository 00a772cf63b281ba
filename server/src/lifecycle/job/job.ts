/** What the Job of a Pod does with it: more Pods, their back-off, and the end of the Job (`controller/job`). */
import * as l10n from '@vscode/l10n';
import { asMapping, asNumber, asSequence, asString } from '../../model/plain.ts';
import { because } from '../recorder.ts';
import { SPREAD } from '../spread.ts';
import type { JobCourse, JobEvent, JobPod, Step, Timeline, Why } from '../timeline.ts';

/** A Job's own fields, defaulted as the API server does. */
export interface Job {
  readonly backoffLimit: number;
  /** Absent: one success is enough, and `parallelism` Pods run beside each other. */
  readonly completions?: number;
  readonly parallelism: number;
  /** Seconds. */
  readonly activeDeadlineSeconds?: number;
  readonly suspend: boolean;
  readonly rules: readonly FailureRule[];
  readonly restartsInPlace: boolean;
}

interface FailureRule {
  readonly action: string;
  readonly exitCodes?: { readonly container?: string; readonly operator: string; readonly values: readonly unknown[] };
  readonly conditions: readonly { readonly type?: string; readonly status: string }[];
}

/** The Job that a Job is, or that a CronJob makes; undefined for other objects. */
export function readJob(object: unknown): Job | undefined {
  const { kind, spec: given } = asMapping(object);
  if (kind !== 'Job' && kind !== 'CronJob') return undefined;
  const spec = kind === 'Job' ? asMapping(given) : asMapping(asMapping(asMapping(given).jobTemplate).spec);
  const count = (value: unknown): number | undefined => {
    const number = asNumber(value);
    return number !== undefined && Number.isInteger(number) && number >= 0 ? number : undefined;
  };
  const perIndex = count(spec.backoffLimitPerIndex) !== undefined;
  const completions = count(spec.completions) ?? (spec.parallelism === undefined ? 1 : undefined);
  const deadline = count(spec.activeDeadlineSeconds);
  return {
    backoffLimit: count(spec.backoffLimit) ?? (perIndex ? 2 ** 31 - 1 : 6),
    ...(completions !== undefined && { completions }),
    parallelism: count(spec.parallelism) ?? 1,
    ...(deadline !== undefined && { activeDeadlineSeconds: deadline }),
    suspend: spec.suspend === true,
    rules: asSequence(asMapping(spec.podFailurePolicy).rules).map(readRule),
    restartsInPlace: asMapping(asMapping(spec.template).spec).restartPolicy === 'OnFailure',
  };
}

function readRule(value: unknown): FailureRule {
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

/** A Pod of the Job; its Timeline's times begin with its creation. */
interface Member {
  readonly index: number;
  readonly created: number;
  readonly timeline: Timeline;
  counted: boolean;
  deleted: boolean;
}

/** The controller looks a second after a change, so that several count as one. */
const BATCH = 1;
const FIRST_BACK_OFF = 10;
const LONGEST_BACK_OFF = 600;
/** More Pods than anybody wants to read of. */
const MOST_PODS = 200;

/** How one Pod of the Job lives. */
export type Live = (index: number, until: number, deletion?: { readonly at: number; readonly why: Why }) => Timeline;

/**
 * @param live simulates the Pod of an index, from its creation on
 * @param until seconds
 * @returns the first Pod's Timeline, and the Job's course
 */
export function followJob(
  job: Job,
  live: Live,
  until: number,
): { readonly first: Timeline; readonly course: JobCourse } {
  const events: JobEvent[] = [];
  let members: Member[] = [];
  let succeeded = 0;
  let failed = 0;
  let failuresInARow = 0;
  let lastFailure = 0;
  let end: JobCourse['end'];

  const tell = (t: number, type: JobEvent['type'], reason: string, message: string, why: Why): void => {
    events.push({ t: rounded(t), type, reason, message, why });
  };
  const create = (t: number, why: Why): void => {
    const index = members.length;
    const timeline = live(index, until - t);
    members.push({ index, created: t, timeline, counted: false, deleted: false });
    tell(t, 'Normal', 'SuccessfulCreate', `Created pod: ${timeline.pod.name}`, why);
  };

  const fail = (t: number, reason: string, message: string, why: Why): void => {
    members = members.map((member) => {
      if (member.counted || member.deleted) return member;
      tell(t, 'Normal', 'SuccessfulDelete', `Deleted pod: ${member.timeline.pod.name}`, why);
      const deletion = { at: t - member.created, why };
      return { ...member, deleted: true, timeline: live(member.index, until - member.created, deletion) };
    });
    const last = Math.max(t, ...members.filter(({ deleted }) => deleted).map((member) => goneAt(member) ?? until));
    if (last <= until) tell(last, 'Warning', reason, message, why);
    end = { t: rounded(last), type: 'Failed', reason, message };
  };

  if (job.suspend) {
    tell(0, 'Normal', 'Suspended', 'Job suspended', because(l10n.t('suspend is true.'), ['spec.suspend']));
    return { first: live(0, until), course: { events, pods: [] } };
  }
  for (let t = 0; t <= until && end === undefined && members.length < MOST_PODS; ) {
    const ended = members.filter((member) => !member.counted && (endOf(member)?.t ?? Number.POSITIVE_INFINITY) <= t);
    let verdict: string | undefined;
    for (const member of ended.sort((a, b) => finishedAt(a) - finishedAt(b))) {
      member.counted = true;
      if (endOf(member)?.phase === 'Succeeded') {
        succeeded++;
        failuresInARow = 0;
        continue;
      }
      const { message, ignored } = matchPolicy(job, member);
      verdict ??= message;
      // A failure that a rule ignores is not counted, but waited for.
      failuresInARow++;
      lastFailure = finishedAt(member);
      if (!ignored) failed++;
    }
    const active = members.filter(({ counted }) => !counted);
    if (verdict !== undefined) {
      fail(
        t,
        'PodFailurePolicy',
        verdict,
        because(l10n.t('A rule of the podFailurePolicy says FailJob.'), ['spec.podFailurePolicy']),
      );
    } else if (failed > job.backoffLimit || restartsExceed(job, active, t)) {
      const text = job.restartsInPlace
        ? l10n.t('There have been more restarts of its containers than backoffLimit, {0}, allows.', job.backoffLimit)
        : l10n.t('There have been more failed Pods than backoffLimit, {0}, allows.', job.backoffLimit);
      const why = because(text, ['spec.backoffLimit']);
      fail(t, 'BackoffLimitExceeded', 'Job has reached the specified backoff limit', why);
    } else if (job.activeDeadlineSeconds !== undefined && t >= job.activeDeadlineSeconds) {
      const why = because(
        l10n.t('The Job has been active for {0} s, its activeDeadlineSeconds.', job.activeDeadlineSeconds),
        ['spec.activeDeadlineSeconds'],
      );
      fail(t, 'DeadlineExceeded', 'Job was active longer than specified deadline', why);
    } else if (active.length === 0 && succeeded >= (job.completions ?? 1)) {
      const text =
        job.completions === undefined
          ? l10n.t('The Job is complete: one Pod succeeded.')
          : l10n.t('The Job is complete: {0} of {0} Pods succeeded.', job.completions);
      const why = because(text, ['spec.completions']);
      tell(t, 'Normal', 'Completed', 'Job completed', why);
      end = {
        t: rounded(t),
        type: 'Complete',
        reason: 'CompletionsReached',
        message: 'Reached expected number of succeeded pods',
      };
    } else {
      const wanted = wantedPods(job, active.length, succeeded) - active.length;
      const due = failuresInARow === 0 ? t : lastFailure + backOffAfter(failuresInARow);
      if (wanted > 0 && t >= due) {
        const text =
          members.length === 0
            ? l10n.t('The Job begins.')
            : failuresInARow === 0
              ? l10n.t('The Job needs more successes.')
              : l10n.t(
                  'The back-off of {0} s since the end of the failed Pod is over: failure {1}, and backoffLimit is {2}.',
                  backOffAfter(failuresInARow),
                  failed,
                  job.backoffLimit,
                );
        const most = Math.min(wanted, MOST_PODS - members.length);
        for (let count = 0; count < most; count++) create(t, because(text, ['spec.backoffLimit']));
      }
    }
    t = nextLook(
      job,
      members,
      t,
      wantedPods(job, 0, succeeded) > 0 && failuresInARow > 0
        ? lastFailure + backOffAfter(failuresInARow)
        : Number.POSITIVE_INFINITY,
    );
  }
  const first = members[0]?.timeline ?? live(0, until);
  return { first, course: { events, pods: members.map(summaryOf), ...(end !== undefined && { end }) } };
}

function wantedPods({ completions, parallelism }: Job, active: number, succeeded: number): number {
  if (completions === undefined) return succeeded > 0 ? active : parallelism;
  return Math.max(0, Math.min(parallelism, completions - succeeded));
}

/** 10, 20, 40 … 600 s. */
function backOffAfter(failures: number): number {
  return Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** Math.min(failures - 1, 20));
}

/** When something has changed for the controller: a Pod's end or restart, the end of a back-off, the deadline. */
function nextLook(job: Job, members: readonly Member[], t: number, due: number): number {
  const changes = members.flatMap((member) => {
    if (member.counted) return [];
    const end = endOf(member)?.t;
    return [
      ...(end === undefined ? [] : [end]),
      ...(job.restartsInPlace ? restartsOf(member).map((restart) => restart.t) : []),
    ];
  });
  const { activeDeadlineSeconds = Number.POSITIVE_INFINITY } = job;
  const looks = [...changes.map((change) => change + BATCH), due, activeDeadlineSeconds];
  return Math.min(...looks.filter((look) => look > t));
}

/** The Pod's terminal phase, in the Job's time. */
function endOf({
  timeline,
  created,
}: Member): { readonly t: number; readonly phase: string; readonly reason?: string } | undefined {
  const step = timeline.steps.find(
    (each) => each.kind === 'phase' && (each.phase === 'Succeeded' || each.phase === 'Failed'),
  );
  return step?.kind === 'phase'
    ? { t: created + step.t, phase: step.phase, ...(step.reason !== undefined && { reason: step.reason }) }
    : undefined;
}

function goneAt(member: Member): number | undefined {
  return endOf(member)?.t;
}

/** When its last container ended, as the API has it: in whole seconds of the wall clock. */
function finishedAt(member: Member): number {
  const exits = member.timeline.steps.filter(({ kind }) => kind === 'exit');
  const t = member.created + (exits.at(-1)?.t ?? (endOf(member)?.t ?? 0) - member.created);
  const wall = SPREAD.wallClock / 1000;
  return Math.floor(t + wall) - wall;
}

/** How the count of restarts that the API shows grows, in the Job's time. */
function restartsOf({ timeline, created }: Member): { readonly t: number; readonly count: number }[] {
  const counts = new Map<string, number>();
  return timeline.steps.flatMap((step) => {
    if (step.kind !== 'state' || step.restartCount === (counts.get(step.container) ?? 0)) return [];
    counts.set(step.container, step.restartCount);
    return [{ t: created + step.t, count: [...counts.values()].reduce((sum, count) => sum + count, 0) }];
  });
}

/** With restartPolicy OnFailure the restarts of Pods that are not done count (`pastBackoffLimitOnFailure`). */
function restartsExceed({ restartsInPlace, backoffLimit }: Job, active: readonly Member[], t: number): boolean {
  if (!restartsInPlace) return false;
  const restarts = active.reduce(
    (sum, member) => sum + (restartsOf(member).findLast((each) => each.t <= t)?.count ?? 0),
    0,
  );
  return restarts >= Math.max(1, backoffLimit);
}

/** What the first rule that matches says (`matchPodFailurePolicy`). */
function matchPolicy({ rules }: Job, { timeline }: Member): { readonly message?: string; readonly ignored: boolean } {
  const { name, namespace } = timeline.pod;
  const codes = exitCodesOf(timeline);
  for (const [index, { action, exitCodes, conditions }] of rules.entries()) {
    const what =
      exitCodes === undefined ? matchingCondition(timeline.steps, conditions) : matchingContainer(codes, exitCodes);
    if (what === undefined) continue;
    if (action === 'Ignore') return { ignored: true };
    if (action !== 'FailJob') return { ignored: false };
    const message =
      exitCodes === undefined
        ? `Pod ${namespace}/${name} has condition ${what} matching ${action} rule at index ${index}`
        : `Container ${what} for pod ${namespace}/${name} failed with exit code ${codes.get(what)} matching ${action} rule at index ${index}`;
    return { message, ignored: false };
  }
  return { ignored: false };
}

/** Of each container that is shown as terminated; app containers first. */
function exitCodesOf({ steps, pod }: Timeline): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  const order = [...pod.containers].sort((a, b) => Number(a.role !== 'container') - Number(b.role !== 'container'));
  for (const { name } of order) {
    const last = steps.findLast((step) => step.kind === 'state' && step.container === name);
    if (last?.kind === 'state' && last.state === 'terminated') codes.set(name, last.exitCode ?? 0);
  }
  return codes;
}

function matchingContainer(
  codes: ReadonlyMap<string, number>,
  { container, operator, values }: NonNullable<FailureRule['exitCodes']>,
): string | undefined {
  return [...codes].find(
    ([name, code]) =>
      code !== 0 &&
      (container === undefined || container === name) &&
      (operator === 'In' ? values.includes(code) : operator === 'NotIn' && !values.includes(code)),
  )?.[0];
}

function matchingCondition(steps: readonly Step[], patterns: FailureRule['conditions']): string | undefined {
  return patterns.find(({ type, status }) => {
    const last = steps.findLast((step) => step.kind === 'condition' && step.type === type);
    return last?.kind === 'condition' && last.status === status;
  })?.type;
}

function summaryOf(member: Member): JobPod {
  const { timeline, created } = member;
  const end = endOf(member);
  const restarts = restartsOf(member).at(-1)?.count ?? 0;
  return {
    name: timeline.pod.name,
    created: rounded(created),
    ...(end !== undefined && { ended: rounded(end.t), phase: end.phase as 'Succeeded' | 'Failed' }),
    ...(end?.reason !== undefined && { reason: end.reason }),
    restarts,
    exitCodes: Object.fromEntries(exitCodesOf(timeline)),
  };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
