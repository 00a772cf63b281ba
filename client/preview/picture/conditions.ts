/** The bookkeeping of the API: phase, conditions, events. */
import * as l10n from '@vscode/l10n';
import type { ControllerEvent, Timeline } from '../../../server/src/lifecycle/timeline.ts';
import type { Lane } from './content.ts';
import { eventId, type Owner } from './job-moments.ts';
import { indexOf, PENDING } from './moments.ts';
import { stepsOf } from './steps.ts';
import { type End, openMark, stretches } from './stretches.ts';

export function phaseLane(timeline: Timeline, end: End): Lane {
  const changes = stepsOf(timeline, 'phase').map(({ t, phase, reason, index }) => ({
    t,
    value: reason === undefined ? phase : `${phase} · ${reason}`,
    step: index,
  }));
  const first = changes[0];
  const before = { t: 0, value: 'Pending', step: indexOf(timeline, PENDING) ?? 0 };
  const whole = first === undefined || first.t > 0 ? [before, ...changes] : changes;
  return {
    id: 'phase',
    kind: 'phase',
    title: l10n.t('Phase'),
    marks: stretches<string>(whole, end).map(({ from, to, value, step, open }) => ({
      id: `phase-${from}`,
      look: value === 'Pending' ? 'waiting' : 'phase',
      from,
      to,
      labels: [value, value.split(' ')[0] ?? value],
      text: value,
      good: value.startsWith('Succeeded'),
      step,
      ...openMark(open),
    })),
  };
}

/** Short names where the API's are long. */
const CONDITIONS: ReadonlyMap<string, string> = new Map([
  ['PodScheduled', 'Scheduled'],
  ['PodReadyToStartContainers', 'ReadyToStart'],
  ['Initialized', 'Initialized'],
  ['ContainersReady', 'ContainersReady'],
  ['Ready', 'Ready'],
]);

export function conditionLanes(timeline: Timeline, end: End): readonly Lane[] {
  const changes = stepsOf(timeline, 'condition');
  const types = [...CONDITIONS.keys(), ...changes.map(({ type }) => type)];
  return [...new Set(types)].flatMap((type): Lane[] => {
    const own = changes.filter((change) => change.type === type);
    // A Pod that is bound at once says nothing by being scheduled.
    if (own.length === 0 || (type === 'PodScheduled' && own.every(({ status }) => status === 'True'))) return [];
    return [
      {
        id: `condition-${type}`,
        kind: 'condition',
        title: CONDITIONS.get(type) ?? type,
        marks: stretches(
          own.map(({ t, status, index }) => ({ t, value: status, step: index })),
          end,
        ).map(({ from, to, value, step, open }) => ({
          id: `${type}-${from}`,
          look: value === 'True' ? 'true' : 'false',
          from,
          to,
          labels: [],
          text: l10n.t('{0} is {1}', type, value),
          step,
          ...openMark(open),
        })),
      },
    ];
  });
}

/** The Pod's own, and those of the Job and the CronJob that make it. */
export function eventsLane(timeline: Timeline): Lane {
  const { cronJob, job } = timeline;
  const ofControllers = [
    ...ownedEvents(timeline, 'CronJob', cronJob?.events),
    ...ownedEvents(timeline, 'Job', job?.events),
  ];
  const all = [...ofControllers, ...stepsOf(timeline, 'event')].sort((a, b) => a.t - b.t);
  return {
    id: 'events',
    kind: 'events',
    title: l10n.t('Events'),
    marks: all.map(({ index, t, type, reason, message }) => ({
      id: `event-${index}`,
      look: type === 'Warning' ? 'warning' : 'normal',
      from: t,
      to: t,
      labels: [],
      text: `${reason}: ${message}`,
      step: index,
    })),
  };
}

const ownedEvents = (timeline: Timeline, owner: Owner, events: readonly ControllerEvent[] = []) =>
  events.map((event, i) => ({ ...event, index: indexOf(timeline, eventId(owner, i)) ?? 0 }));
