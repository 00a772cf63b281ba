/** What a Job and a CronJob do, told beside the steps of the Pod. */
import * as l10n from '@vscode/l10n';
import type { ControllerEvent, JobPod, Timeline } from '../../../server/src/lifecycle/timeline.ts';
import type { Told } from './moment.ts';

export type Owner = 'Job' | 'CronJob';

/** The id of an Event of the controller, by its place among them. */
export const eventId = (owner: Owner, place: number): string => `${owner}-event-${place}`;

/** The id of the Event that tells of the making of a Job's Pod, or of a CronJob's Job, by its place among those. */
export function creationId(owner: Owner, events: readonly ControllerEvent[], place: number): string {
  const made = events.flatMap(({ reason }, i) => (reason === 'SuccessfulCreate' ? [i] : []));
  return eventId(owner, made[place] ?? -1);
}

/** The id of the end of a Job's Pod, by its place among them. */
export const endId = (place: number): string => `Job-pod-${place}-ends`;

/** What becomes of a Pod of a Job. */
export function outcomeOf({ phase, reason, exitCodes }: JobPod): string {
  if (phase === undefined) return l10n.t('runs');
  if (phase === 'Succeeded') return l10n.t('succeeds');
  const code = Object.values(exitCodes).find((exitCode) => exitCode !== 0);
  if (reason !== undefined) return l10n.t('fails: {0}', reason);
  return code === undefined ? l10n.t('fails') : l10n.t('fails, exit {0}', code);
}

export const cronJobMoments = ({ cronJob }: Timeline): readonly Told[] =>
  (cronJob?.events ?? []).map((event, i) => toldEvent('CronJob', event, i));

/** A Job goes in turns: it makes a Pod, the Pod ends, and that makes it go on. */
export function jobMoments({ job, steps }: Timeline): readonly Told[] {
  if (job === undefined) return [];
  const { events, pods } = job;
  const created = new Map(pods.map((_, place) => [creationId('Job', events, place), place]));
  const ends = pods.flatMap(({ ended }, place) => (ended === undefined ? [] : [{ t: ended, id: endId(place) }]));
  const own = steps.findIndex(
    (step) => step.kind === 'phase' && (step.phase === 'Succeeded' || step.phase === 'Failed'),
  );
  const told = events.map((event, i): Told => {
    const cause = ends.filter(({ t }) => t <= event.t).sort((a, b) => b.t - a.t)[0]?.id;
    const moment = { ...toldEvent('Job', event, i), ...(cause !== undefined && { cause }) };
    const place = created.get(moment.id);
    return place === undefined ? moment : { ...moment, words: l10n.t('Pod {0} of the Job is made', place + 1) };
  });
  const ended = pods.flatMap((pod, place): readonly Told[] => {
    if (pod.ended === undefined) return [];
    const words = l10n.t('Pod {0} of the Job {1}', place + 1, outcomeOf(pod));
    const { text, fields = ['spec.restartPolicy'] } = pod.why ?? { text: l10n.t('{0}.', words) };
    return [
      {
        kind: 'told',
        id: endId(place),
        t: pod.ended,
        subject: pod.name,
        words,
        isBad: pod.phase === 'Failed',
        // The first is the one whose steps are told.
        ...(place === 0 && own >= 0
          ? { why: { text, fields, after: own } }
          : { why: { text, fields }, cause: creationId('Job', events, place) }),
      },
    ];
  });
  return [...told, ...ended];
}

const toldEvent = (owner: Owner, { t, type, reason, why }: ControllerEvent, place: number): Told => ({
  kind: 'told',
  id: eventId(owner, place),
  t,
  subject: l10n.t('event {0}', reason),
  words: l10n.t('event {0}', reason),
  isBad: type === 'Warning',
  why: { ...why, fields: (why.fields ?? ['spec']).map((field) => `${owner}:${field}`) },
});
