/** What Why can explain, by index: the steps of the Pod as the Timeline counts them, and behind them what else is told. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { memoize } from '../../../server/src/memoize.ts';
import { cronJobMoments, jobMoments } from './job-moments.ts';
import type { Moment, Told } from './moment.ts';
import { stepsOf } from './steps.ts';
import { throttledMoments } from './throttled.ts';

export const momentsOf = memoize((timeline: Timeline): readonly Moment[] => [
  ...timeline.steps,
  ...beginnings(timeline),
  ...throttledMoments(timeline),
  ...cronJobMoments(timeline),
  ...jobMoments(timeline),
]);

const byId = memoize(
  (timeline: Timeline): ReadonlyMap<string, number> =>
    new Map(momentsOf(timeline).flatMap((moment, i) => (moment.kind === 'told' ? [[moment.id, i] as const] : []))),
);

/** The index of what is no step of the Pod; undefined where it is not told. */
export const indexOf = (timeline: Timeline, id: string): number | undefined => byId(timeline).get(id);

/** The index of what led to a moment. */
export function causeOf(timeline: Timeline, moment: Moment): number | undefined {
  const cause = moment.kind === 'told' ? moment.cause : undefined;
  return cause === undefined ? moment.why?.after : indexOf(timeline, cause);
}

/** The ids of what is told of a Pod's beginning. */
export const PENDING = 'pending';
export const UNREADY = 'unready';

/** A Pod of which nothing else can be said yet, but that no node takes it. */
function beginnings(timeline: Timeline): readonly Told[] {
  const refused = stepsOf(timeline, 'condition').find(
    (step) => step.type === 'PodScheduled' && step.status === 'False',
  );
  const after = refused === undefined ? {} : { after: refused.index };
  const pending = l10n.t('A Pod is Pending until it has a node and its first containers have been started.');
  const unready = l10n.t('A Pod gets no traffic before its condition Ready is True.');
  const beginning: Pick<Told, 'kind' | 't' | 'isBad'> = { kind: 'told', t: 0, isBad: false };
  return [
    { ...beginning, id: PENDING, subject: l10n.t('phase'), words: 'Pending', why: { text: pending, ...after } },
    {
      ...beginning,
      id: UNREADY,
      subject: l10n.t('Service traffic'),
      words: l10n.t('out of Service'),
      why: { text: unready, ...after },
    },
  ];
}
