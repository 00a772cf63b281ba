/** The Events of a live Pod as steps, with what they say of pulls, probes and terminations. */
import * as l10n from '@vscode/l10n';
import { asMapping, asMappings, asNumber, asString } from '../../model/plain.ts';
import type { Pod, ProbeName } from '../pod/pod.ts';
import type { Step } from '../steps.ts';
import type { Clock } from './time.ts';

/** An Event, or a series of equal ones of which only the first and the last time are kept. */
export interface Sighting {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly from: string;
  readonly container: string | undefined;
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/**
 * @param list a `v1` EventList or one of `events.k8s.io/v1`, whose objects the two write differently: the old fields
 *   `firstTimestamp`, `lastTimestamp` and `count`, the new `eventTime` and `series`
 */
export function readEvents(list: unknown, clock: Clock): readonly Sighting[] {
  return asMappings(asMapping(list).items)
    .flatMap((event): Sighting[] => {
      const series = asMapping(event.series);
      const times = [
        event.firstTimestamp,
        event.deprecatedFirstTimestamp,
        event.eventTime,
        event.lastTimestamp,
        event.deprecatedLastTimestamp,
        series.lastObservedTime,
      ].flatMap((time) => clock(time) ?? []);
      const first = times[0] ?? clock(asMapping(event.metadata).creationTimestamp);
      if (first === undefined) return [];
      const regarding = asMapping(event.involvedObject ?? event.regarding);
      return [
        {
          type: event.type === 'Warning' ? 'Warning' : 'Normal',
          reason: asString(event.reason) ?? '',
          message: asString(event.message) ?? asString(event.note) ?? '',
          from: asString(event.reportingComponent) || asString(asMapping(event.source).component) || 'unknown',
          container: /^spec\.\w+\{([^}]*)\}$/.exec(asString(regarding.fieldPath) ?? '')?.[1],
          first: Math.min(...times, first),
          last: Math.max(...times, first),
          count: asNumber(series.count) ?? asNumber(event.count) ?? asNumber(event.deprecatedCount) ?? 1,
        },
      ];
    })
    .sort((a, b) => a.first - b.first || a.last - b.last);
}

/** Each Event at its first and at its last time, and what it tells. */
export function stepsOfEvents(events: readonly Sighting[], pod: Pod): readonly Step[] {
  return events.flatMap((event) => {
    const times = event.last > event.first ? [event.first, event.last] : [event.first];
    return times.flatMap((t): Step[] => [eventStep(event, t), ...told(event, t, pod)]);
  });
}

function eventStep({ type, reason, message, from, container, first, last, count }: Sighting, t: number): Step {
  const isSeries = count > 1 && last > first;
  return {
    t,
    kind: 'event',
    type,
    reason,
    from,
    message,
    ...(container !== undefined && { container }),
    ...(isSeries && {
      why: {
        text: l10n.t('One of {0} from {1} s to {2} s: when those between were is not kept.', count, first, last),
      },
    }),
  };
}

/** What the kubelet and the scheduler did when they wrote an Event. */
function told(event: Sighting, t: number, pod: Pod): Step[] {
  const { reason, message, container } = event;
  const spec = [...pod.initContainers, ...pod.containers].find(({ name }) => name === container);
  if (reason === 'FailedScheduling')
    return [{ t, kind: 'condition', type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }];
  if (spec === undefined || container === undefined) return [];
  const { image } = spec;
  switch (reason) {
    case 'Pulling':
      return [{ t, kind: 'pull', image, op: 'begin' }];
    case 'Pulled':
      return /^Successfully pulled/.test(message) ? [{ t, kind: 'pull', image, op: 'end' }] : [];
    case 'Failed':
      return /^Failed to pull/.test(message) ? [{ t, kind: 'pull', image, op: 'fail' }] : [];
    case 'Killing':
      // A hook comes first, and nothing tells when it ended.
      return spec.preStop ? [] : [{ t, kind: 'stop', container, grace: pod.terminationGracePeriodSeconds }];
    case 'Unhealthy':
      return probeStep(event, container, t, pod);
    default:
      return [];
  }
}

const PROBE_TYPES: readonly ProbeName[] = ['liveness', 'readiness', 'startup'];

/** `Liveness probe failed: …`, `Readiness probe errored: …`. */
function probeStep({ message, first, count }: Sighting, container: string, t: number, pod: Pod): Step[] {
  const [, type, how] = /^(Liveness|Readiness|Startup) probe (failed|errored|timed out)/.exec(message) ?? [];
  const probeType = PROBE_TYPES.find((known) => known === type?.toLowerCase());
  const spec = [...pod.initContainers, ...pod.containers].find(({ name }) => name === container);
  const probe = probeType && spec?.probes[probeType];
  if (!probeType || !probe) return [];
  const isTimeout = how === 'timed out' || /(?:timed out|Timeout exceeded|deadline exceeded)/.test(message);
  return [
    {
      t,
      kind: 'probe',
      container,
      probeType,
      result: isTimeout ? 'timeout' : 'failed',
      // The events say how many failed, not how many in a row.
      count: t === first ? 1 : Math.min(count, probe.failureThreshold),
      threshold: probe.failureThreshold,
    },
  ];
}
