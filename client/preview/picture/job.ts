/** The Pods of a Job as lanes: the one that the picture tells of, those after it, and what becomes of the Job. */
import * as l10n from '@vscode/l10n';
import type { JobCourse, JobPod } from '../../../server/src/lifecycle/timeline.ts';
import type { Lane, Mark } from './lanes.ts';
import { duration } from './words.ts';

/** Pods that run beside each other have a lane each, so many at most. */
const MOST_LANES = 4;

/** When nothing more happens to the Job, seconds; undefined while it goes on. */
export const jobOver = ({ end }: JobCourse): number | undefined => end?.t;

/** @param until seconds where the picture ends */
export function jobLanes(job: JobCourse, until: number): readonly Lane[] {
  const rows: JobPod[][] = [];
  for (const pod of job.pods) {
    if (pod.created >= until) continue;
    const row = rows.find((pods) => (pods.at(-1)?.ended ?? Number.POSITIVE_INFINITY) <= pod.created);
    if (row !== undefined) row.push(pod);
    else if (rows.length < MOST_LANES) rows.push([pod]);
  }
  const first = rows[0] ?? [];
  const numbers = new Map(job.pods.map((pod, i) => [pod, i + 1]));
  const title = (i: number): string => (i === 0 ? 'Job' : '');
  const row = (pods: readonly JobPod[], i: number): Lane => ({
    id: i === 0 ? 'job' : `job-${i}`,
    kind: 'job',
    title: title(i),
    marks: [
      ...pods.flatMap((pod, j) => [...wait(pods[j - 1], pod), ...podMarks(pod, numbers.get(pod) ?? 0, until)]),
      ...(i === 0 ? endMarks(job, until) : []),
    ],
  });
  return [row(first, 0), ...rows.slice(1).map((pods, i) => row(pods, i + 1))];
}

function podMarks(pod: JobPod, number: number, until: number): readonly Mark[] {
  const to = Math.min(pod.ended ?? until, until);
  const code = Object.values(pod.exitCodes).find((exitCode) => exitCode !== 0);
  const outcome =
    pod.phase === undefined ? l10n.t('runs') : pod.phase === 'Succeeded' ? l10n.t('succeeds') : failure(pod, code);
  const bar: Mark = {
    id: `job-pod-${number}`,
    look: 'phase',
    from: pod.created,
    to,
    labels: [l10n.t('Pod {0} {1}', number, outcome), l10n.t('Pod {0}', number), String(number)],
    text: l10n.t('Pod {0} of the Job {1}, {2}', number, outcome, duration(to - pod.created)),
    good: pod.phase === 'Succeeded',
    ...(pod.ended === undefined ? { open: true } : {}),
  };
  if (pod.phase !== 'Failed' || pod.ended === undefined || pod.ended > until) return [bar];
  const text = l10n.t('Pod {0} of the Job {1}', number, outcome);
  return [bar, { id: `job-exit-${number}`, look: 'exit', from: to, to, labels: [], text, good: false }];
}

const failure = ({ reason }: JobPod, code: number | undefined): string =>
  reason !== undefined
    ? l10n.t('fails: {0}', reason)
    : code === undefined
      ? l10n.t('fails')
      : l10n.t('fails, exit {0}', code);

/** The Job's back-off before the next Pod, where the one before failed. */
function wait(before: JobPod | undefined, after: JobPod): readonly Mark[] {
  if (before?.ended === undefined || before.phase !== 'Failed') return [];
  const length = duration(after.created - before.ended);
  return [
    {
      id: `job-wait-${before.ended}`,
      look: 'backoff',
      from: before.ended,
      to: after.created,
      labels: [length],
      text: l10n.t('the Job waits {0} before it makes the next Pod', length),
    },
  ];
}

function endMarks({ end }: JobCourse, until: number): readonly Mark[] {
  if (end === undefined || end.t >= until) return [];
  const good = end.type === 'Complete';
  return [
    {
      id: 'job-end',
      look: 'phase',
      from: end.t,
      to: until,
      labels: [good ? end.type : l10n.t('{0}: {1}', end.type, end.reason), end.type],
      text: l10n.t('the Job is {0}: {1}', end.type, end.message || end.reason),
      good,
      open: true,
    },
  ];
}
