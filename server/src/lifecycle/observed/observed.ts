/**
 * What really happened to a Pod, as far as the API still tells: its status, which keeps the latest change of each
 * condition and the last two runs of each container, and its Events, which are kept for an hour unless the cluster says
 * otherwise. The result is a Timeline like a prediction's; what is not known is not in it, and what is missing is told.
 */
import * as l10n from '@vscode/l10n';
import { asMapping, asMappings, asNumber, asString } from '../../model/plain.ts';
import { humanDuration } from '../durations.ts';
import { identityOf } from '../identity.ts';
import type { Pod } from '../pod/pod.ts';
import { readPod } from '../pod/read-pod.ts';
import type { Phase, Step } from '../steps.ts';
import type { Timeline } from '../timeline.ts';
import { forgottenRuns, stepsOfContainer } from './containers.ts';
import { readEvents, type Sighting, stepsOfEvents } from './events.ts';
import { type Clock, clockFrom } from './time.ts';

export interface Observed {
  readonly timeline: Timeline;
  /** What is not known, or not shown, as sentences. */
  readonly gaps: readonly string[];
}

export interface ObservedOptions {
  /** The time at which it was observed, as RFC 3339 has it. */
  readonly now: string;
  /** Seconds of the Pod's life to tell of at most. */
  readonly until: number;
  /** Minor version of the cluster, such as `1.34`; empty when it is not known. */
  readonly kubernetes: string;
}

/**
 * @param object a Pod as `kubectl get pod --output=json` prints it
 * @param events its Events, as a list of either of their APIs
 * @returns undefined for what is no Pod that was created
 */
export function observe(object: unknown, events: unknown, options: ObservedOptions): Observed | undefined {
  const { kind, metadata, status } = asMapping(object);
  const created = asString(asMapping(metadata).creationTimestamp);
  if (kind !== 'Pod' || created === undefined || Number.isNaN(Date.parse(created))) return undefined;
  const clock = clockFrom(created);
  const pod = readPod(object);
  const sightings = readEvents(events, clock);
  const statuses = containerStatuses(asMapping(status));
  const readyAt = allReadyAt(asMapping(status), clock);
  const probed = new Set(
    [...pod.initContainers, ...pod.containers]
      .filter(({ probes }) => probes.readiness ?? probes.startup)
      .map(({ name }) => name),
  );
  const containers = statuses.flatMap((one) =>
    stepsOfContainer(one, clock, { readyAt, isProbed: probed.has(asString(one.name) ?? '') }),
  );
  const conditions = conditionSteps(asMapping(status), clock);
  const isReadinessKnown = probed.size === 0 && pod.readinessGates.length === 0 && forgotten(statuses).length === 0;
  const readyChanges = conditions.filter((step) => step.kind === 'condition' && step.type === 'Ready');
  const deletion = deletionSteps(asMapping(metadata), clock);
  const all = [
    ...conditions,
    ...(isReadinessKnown ? readySteps(containers, pod, readyChanges[0]?.t ?? Number.POSITIVE_INFINITY) : []),
    ...stepsOfEvents(sightings, pod),
    ...containers,
    ...phaseSteps(asMapping(status), { pod, containers, sightings, clock, deletedAt: deletion[0]?.t ?? 0 }),
    ...deletion,
  ]
    .sort((a, b) => a.t - b.t)
    .map(stoppedOrNot);
  const age = Math.max(clock(options.now) ?? 0, all.at(-1)?.t ?? 0);
  const until = Math.min(age, options.until);
  const { name, namespace } = pod;
  const identity = [...pod.initContainers, ...pod.containers].map(identityOf);
  return {
    timeline: {
      kubernetes: options.kubernetes,
      pod: { name, namespace, static: isMirror(asMapping(metadata)), containers: identity },
      until,
      steps: all.filter(({ t }) => t <= until),
      assumed: [],
    },
    gaps: [
      ...forgotten(statuses),
      ...(isReadinessKnown
        ? []
        : readyChanges.map(({ t }) => l10n.t('Ready changed last after {0} s; how it was before is not kept.', t))),
      ...reachOfEvents(sightings),
      ...beyond(all, until, age),
      l10n.t('The API tells most times in whole seconds.'),
    ],
  };
}

const containerStatuses = (status: Readonly<Record<string, unknown>>) => [
  ...asMappings(status.initContainerStatuses),
  ...asMappings(status.containerStatuses),
];

/** The latest change of each condition. */
function conditionSteps(status: Readonly<Record<string, unknown>>, clock: Clock): readonly Step[] {
  return asMappings(status.conditions).flatMap((condition): Step[] => {
    const t = clock(condition.lastTransitionTime);
    const type = asString(condition.type);
    if (t === undefined || type === undefined) return [];
    const reason = asString(condition.reason);
    const message = asString(condition.message);
    return [
      {
        t,
        kind: 'condition',
        type,
        status: condition.status === 'True' ? 'True' : 'False',
        ...(reason !== undefined && { reason }),
        ...(message !== undefined && { message }),
      },
    ];
  });
}

/** Slack in seconds: times are whole seconds, and the API follows the containers a little later. */
const SLACK = 3;

/** What became of Ready before its latest change: it follows from the containers where no probe decides. */
function readySteps(containers: readonly Step[], pod: Pod, latest: number): readonly Step[] {
  const wanted = pod.containers.map(({ name }) => name);
  // Without an end, its latest change is its first.
  if (!containers.some(({ kind }) => kind === 'exit')) return [];
  const runs = new Set<string>();
  const steps: Step[] = [];
  let isReady = false;
  for (const step of [...containers].sort((a, b) => a.t - b.t)) {
    if ((step.kind !== 'start' && step.kind !== 'exit') || step.t > latest - SLACK) continue;
    if (step.kind === 'start') runs.add(step.container);
    else runs.delete(step.container);
    const { t } = step;
    const endsAtOnce = containers.some((one) => one.kind === 'exit' && one.t >= t && one.t < t + SLACK);
    const now = wanted.every((name) => runs.has(name)) && !(step.kind === 'start' && endsAtOnce);
    if (now !== isReady) steps.push({ t: step.t, kind: 'condition', type: 'Ready', status: now ? 'True' : 'False' });
    isReady = now;
  }
  return steps;
}

function allReadyAt(status: Readonly<Record<string, unknown>>, clock: Clock): number | undefined {
  const condition = asMappings(status.conditions).find(({ type }) => type === 'ContainersReady');
  return condition?.status === 'True' ? clock(condition.lastTransitionTime) : undefined;
}

interface Known {
  readonly pod: Pod;
  readonly containers: readonly Step[];
  readonly sightings: readonly Sighting[];
  readonly clock: Clock;
  readonly deletedAt: number;
}

const PHASES: readonly Phase[] = ['Pending', 'Running', 'Succeeded', 'Failed'];

/** The API does not tell when the phase changed: it follows the containers that are no init containers. */
function phaseSteps(
  status: Readonly<Record<string, unknown>>,
  { pod, containers, sightings, clock, deletedAt }: Known,
): readonly Step[] {
  const phase = PHASES.find((known) => known === status.phase);
  const pending: Step = { t: 0, kind: 'phase', phase: 'Pending' };
  const isMain = (name: string | undefined): boolean => pod.containers.some((container) => container.name === name);
  const known = [
    ...containers.flatMap((step) => (step.kind === 'start' && isMain(step.container) ? step.t : [])),
    ...sightings.flatMap(({ reason, container, first }) => (reason === 'Started' && isMain(container) ? first : [])),
  ];
  const isFirstKept = containers.some((step) => step.kind === 'start' && isMain(step.container) && step.run === 0);
  const started = isFirstKept ? undefined : clock(status.startTime);
  const starts = started === undefined ? known : [...known, started];
  const exits = containers.flatMap((step) => (step.kind === 'exit' ? step.t : []));
  const reason = asString(status.reason);
  const message = asString(status.message);
  const running: Step[] =
    starts.length > 0 && phase !== 'Pending' ? [{ t: Math.min(...starts), kind: 'phase', phase: 'Running' }] : [];
  if (phase !== 'Succeeded' && phase !== 'Failed') return [pending, ...running];
  const over: Step = {
    t: Math.max(deletedAt, ...exits),
    kind: 'phase',
    phase,
    ...(reason !== undefined && { reason }),
    ...(message !== undefined && { message }),
  };
  return [pending, ...running, over];
}

/** An exit after the container was asked to stop, or the Pod deleted, is that of a process that obeyed. */
function stoppedOrNot(step: Step, index: number, steps: readonly Step[]): Step {
  if (step.kind !== 'exit' || step.how !== 'itself') return step;
  const { container, run } = step;
  const since = steps.find((one) => one.kind === 'start' && one.container === container && one.run === run)?.t ?? 0;
  const isAsked = steps
    .slice(0, index)
    .some((one) => one.t >= since && (one.kind === 'delete' || (isStop(one) && one.container === container)));
  return isAsked ? { ...step, how: 'SIGTERM' } : step;
}

const isStop = (step: Step): step is Extract<Step, { kind: 'stop' | 'event' }> =>
  step.kind === 'stop' || (step.kind === 'event' && step.reason === 'Killing');

/** `deletionTimestamp` is when the grace period ends. */
function deletionSteps(metadata: Readonly<Record<string, unknown>>, clock: Clock): readonly Step[] {
  const end = clock(metadata.deletionTimestamp);
  const grace = asNumber(metadata.deletionGracePeriodSeconds) ?? 0;
  return end === undefined ? [] : [{ t: Math.max(0, end - grace), kind: 'delete', grace }];
}

const isMirror = (metadata: Readonly<Record<string, unknown>>): boolean =>
  'kubernetes.io/config.mirror' in asMapping(metadata.annotations);

function forgotten(statuses: ReturnType<typeof containerStatuses>): string[] {
  return statuses.flatMap((status) => {
    const lost = forgottenRuns(status);
    if (lost === 0) return [];
    const name = asString(status.name) ?? '';
    return [
      lost === 1
        ? l10n.t('The first run of {0} is not kept: the status tells of the last two.', name)
        : l10n.t('The first {0} runs of {1} are not kept: the status tells of the last two.', lost, name),
    ];
  });
}

/** Seconds within which a Pod has its first Event. */
const FIRST_EVENT = 60;

function reachOfEvents(events: readonly Sighting[]): string[] {
  const [first] = events;
  if (first === undefined) return [l10n.t('No Events are left: the API server keeps them for an hour by default.')];
  const series = events.some(({ count, first, last }) => count > 2 && last > first);
  return [
    ...(first.first > FIRST_EVENT
      ? [l10n.t('Events reach back to {0} after the creation.', humanDuration(first.first * 1000))]
      : []),
    ...(series ? [l10n.t('Of Events that repeat, only the first and the last time are known.')] : []),
  ];
}

function beyond(steps: readonly Step[], until: number, age: number): string[] {
  const later = steps.filter(({ t }) => t > until);
  if (age <= until || later.length === 0) return [];
  const exits = later.flatMap((step) => (step.kind === 'exit' ? step : []));
  const exit = exits.at(-1);
  const old = humanDuration(age * 1000);
  const drawn = humanDuration(until * 1000);
  return [
    exit === undefined
      ? l10n.t('The Pod is {0} old; what came after {1} is not in the picture.', old, drawn)
      : l10n.t(
          'The Pod is {0} old; what came after {1} is not in the picture; {2} ended last with {3}, {4} ago.',
          old,
          drawn,
          exit.container,
          exit.reason ? `${exit.reason} ${exit.exitCode}` : l10n.t('exit code {0}', exit.exitCode),
          humanDuration((age - exit.t) * 1000),
        ),
  ];
}
