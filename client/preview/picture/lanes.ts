/**
 * Timeline → lanes: what the picture shows, in order, before anything has a place or a colour.
 * Outcome first (Service), cause below (containers with their probes), bookkeeping last (phase, conditions, events).
 */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { detailed } from '../../../server/src/texts.ts';
import { conditionLanes, eventsLane, phaseLane } from './conditions.ts';
import { containerLanes } from './containers.ts';
import type { Lane, Mark, Picture, Successor } from './content.ts';
import { cronJobLanes, jobLanes, jobOver } from './job.ts';
import { nodeLane } from './node.ts';
import { serviceLane, successorLane } from './service.ts';
import { stepsOf } from './steps.ts';
import type { End } from './stretches.ts';
import { clock } from './words.ts';

/** Timelines do not change: verdict, facts and picture share one layout. */
const laidOut = new WeakMap<Timeline, Picture>();

/** Everything that the picture shows of a Timeline. */
export function layOut(timeline: Timeline, successor?: Successor): Picture {
  if (successor !== undefined) return layOutAnew(timeline, successor);
  const picture = laidOut.get(timeline) ?? layOutAnew(timeline);
  laidOut.set(timeline, picture);
  return picture;
}

function layOutAnew(timeline: Timeline, successor?: Successor): Picture {
  const end: End = {
    t: stepsOf(timeline, 'gone')[0]?.t ?? horizon(timeline),
    gone: stepsOf(timeline, 'gone').length > 0,
  };
  // Deletion by force takes the object away at once; its containers run on.
  const forced = stepsOf(timeline, 'delete').find(({ grace }) => grace === 0);
  const inApi: End = forced === undefined ? end : { t: forced.t, gone: true };
  const perContainer = timeline.pod.containers.map((container) => containerLanes(timeline, container, end));
  const periods = timeline.pod.containers.flatMap((c) => c.probes.map((probe) => probe.periodSeconds));
  return {
    until: horizon(timeline),
    lanes: [
      serviceLane(timeline, inApi),
      ...(successor === undefined ? [] : [successorLane(timeline, successor, horizon(timeline))]),
      ...cronJobLanes(timeline, horizon(timeline)),
      ...jobLanes(timeline, horizon(timeline)),
      nodeLane(timeline, end),
      ...perContainer.flatMap(({ lanes }) => lanes),
      phaseLane(timeline, inApi),
      ...conditionLanes(timeline, inApi),
      eventsLane(timeline),
    ],
    flags: [
      ...stepsOf(timeline, 'delete').map(({ t, index }) => ({ t, label: 'delete' as const, step: index })),
      ...stepsOf(timeline, 'gone').map(({ t, index }) => ({ t, label: 'gone' as const, step: index })),
    ],
    runs: perContainer.flatMap(({ runs }) => runs),
    ...(periods.length > 0 ? { probePeriod: Math.min(...periods) } : {}),
  };
}

/** Where the picture ends: at the simulation's horizon, or soon after nothing more can happen. */
function horizon(timeline: Timeline): number {
  const last = timeline.steps.at(-1);
  const phase = stepsOf(timeline, 'phase').at(-1)?.phase;
  const forced = timeline.steps.some((step) => step.kind === 'delete' && step.grace === 0);
  const over = last?.kind === 'gone' || forced || phase === 'Succeeded' || phase === 'Failed';
  const room = last?.kind === 'gone' ? 1.02 : 1.15;
  // A Job goes on with other Pods.
  const after = timeline.job === undefined ? undefined : (jobOver(timeline) ?? timeline.until);
  const lastly = Math.max(last?.t ?? 0, after ?? 0);
  const end = over && last !== undefined ? lastly * room + 1 : timeline.until;
  return Math.max(1, Math.min(timeline.until, end), last?.t ?? 0);
}

/** `main, sidecar`: the name of a lane where it stands alone. */
export const fullName = ({ title, subtitle }: Lane): string =>
  subtitle === undefined ? title : detailed(title, subtitle);

/** `0:45` or `0:45 to 1:15`: when a mark is. */
export const markTime = (mark: Mark): string =>
  mark.from === mark.to
    ? clock(mark.from)
    : mark.open
      ? l10n.t('{0} to beyond {1}', clock(mark.from), clock(mark.to))
      : l10n.t('{0} to {1}', clock(mark.from), clock(mark.to));
