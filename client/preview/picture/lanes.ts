/**
 * Timeline → lanes: what the picture shows, in order, before anything has a place or a colour.
 * Outcome first (Service), cause below (containers with their probes), bookkeeping last (phase, conditions, events).
 */
import type {
  ContainerIdentity,
  ProbeIdentity,
  Step,
  Timeline,
  Usage,
  UsagePiece,
} from '../../../server/src/lifecycle/timeline.ts';
import { jobLanes, jobOver } from './job.ts';
import { bytes, clock, cores, duration } from './words.ts';

/** How a mark is drawn; `marks.ts` has one function for each. */
export type Look =
  | 'waiting'
  | 'pull'
  | 'starting'
  | 'notReady'
  | 'ready'
  | 'hook'
  | 'terminating'
  | 'backoff'
  | 'waitOver'
  | 'exit'
  | 'memory'
  | 'throttled'
  | 'passed'
  | 'failed'
  | 'timeout'
  | 'verdict'
  | 'late'
  | 'in'
  | 'out'
  | 'failing'
  | 'unschedulable'
  | 'phase'
  | 'true'
  | 'false'
  | 'normal'
  | 'warning';

/** Something that a lane shows: a stretch of time, or an instant where `to` equals `from`. Seconds. */
export interface Mark {
  /** Unique in its picture, and the same for the same thing after a redraw. */
  readonly id: string;
  readonly look: Look;
  readonly from: number;
  readonly to: number;
  /** What may be written on it, longest first. */
  readonly labels: readonly string[];
  /** What it is, in words, without its time. */
  readonly text: string;
  /** Index of the step that it shows, for Why. */
  readonly step?: number;
  /** Goes on beyond the horizon. */
  readonly open?: true;
  /** An exit or a phase that is a success. */
  readonly good?: boolean;
  /** A probe's run-up: so many failures, of the threshold. */
  readonly count?: number;
  readonly threshold?: number;
  /** A probe's timeout in seconds, the whisker of a timed-out probe. */
  readonly timeout?: number;
  /** What is used over a stretch: points of shares, of its time and of the limit. */
  readonly curve?: readonly (readonly [time: number, amount: number])[];
  /** The share of what it wants that a throttled container gets. */
  readonly share?: number;
}

export interface Lane {
  readonly id: string;
  readonly kind:
    | 'service'
    | 'job'
    | 'node'
    | 'container'
    | 'hook'
    | 'probe'
    | 'memory'
    | 'cpu'
    | 'phase'
    | 'condition'
    | 'events';
  readonly title: string;
  readonly subtitle?: string;
  /** Field path of what the lane shows, relative to the Pod. */
  readonly field?: string;
  readonly marks: readonly Mark[];
}

/** A flag on the axis: the Pod is deleted, the object is gone. */
export interface Flag {
  readonly t: number;
  readonly label: 'delete' | 'gone';
  readonly step: number;
}

/** One run of one container, for folding runs that are alike. */
export interface Run {
  readonly container: string;
  readonly from: number;
  readonly to: number;
  /** Seconds between the previous run's end and this one's start. */
  readonly waited: number;
  /** Equal for runs that look alike: how it ended, and on whose verdict. */
  readonly shape: string;
}

export interface Picture {
  readonly until: number;
  readonly lanes: readonly Lane[];
  readonly flags: readonly Flag[];
  readonly runs: readonly Run[];
  /** Smallest period of a probe that ran, seconds. */
  readonly probePeriod?: number;
}

type Indexed<K extends Step['kind']> = Extract<Step, { kind: K }> & { readonly index: number };

/** The steps of one kind, each with its index. */
function stepsOf<K extends Step['kind']>(timeline: Timeline, kind: K): readonly Indexed<K>[] {
  return timeline.steps.flatMap((step, index) => (step.kind === kind ? [{ ...step, index } as Indexed<K>] : []));
}

/** The Pod that takes over from this one: when it is made, and when it is ready. Seconds. */
export interface Successor {
  readonly from: number;
  readonly ready: number;
}

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
      ...(successor === undefined ? [] : [successorLane(successor, horizon(timeline))]),
      ...(timeline.job === undefined ? [] : jobLanes(timeline.job, horizon(timeline))),
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

/** When the last stretches end, and whether the Pod is gone by then rather than beyond the horizon. */
interface End {
  readonly t: number;
  readonly gone: boolean;
}

/** Where the picture ends: at the simulation's horizon, or soon after nothing more can happen. */
function horizon(timeline: Timeline): number {
  const last = timeline.steps.at(-1);
  const phase = stepsOf(timeline, 'phase').at(-1)?.phase;
  const forced = timeline.steps.some((step) => step.kind === 'delete' && step.grace === 0);
  const over = last?.kind === 'gone' || forced || phase === 'Succeeded' || phase === 'Failed';
  const room = last?.kind === 'gone' ? 1.02 : 1.15;
  // A Job goes on with other Pods.
  const after = timeline.job === undefined ? undefined : (jobOver(timeline.job) ?? timeline.until);
  const lastly = Math.max(last?.t ?? 0, after ?? 0);
  const end = over && last !== undefined ? lastly * room + 1 : timeline.until;
  return Math.max(1, Math.min(timeline.until, end), last?.t ?? 0);
}

/** A value over time, as stretches: each lasts until the next change or the end; equal neighbours join. */
interface Stretch<T> {
  readonly from: number;
  readonly to: number;
  readonly value: T;
  readonly step: number;
  readonly open: boolean;
}

function stretches<T>(
  changes: readonly { readonly t: number; readonly value: T; readonly step: number }[],
  end: End,
): readonly Stretch<T>[] {
  const joined = changes.filter((change, i) => i === 0 || change.value !== changes[i - 1]?.value);
  return joined
    .map(({ t, value, step }, i) => {
      const next = joined[i + 1];
      return { from: t, to: Math.max(t, next?.t ?? end.t), value, step, open: next === undefined && !end.gone };
    })
    .filter(({ from, to, open }) => to > from || open);
}

const openMark = (open: boolean): { readonly open?: true } => (open ? { open: true } : {});

// ---- Service, node ----

/** True while a probe's last answer was a failure and its container has not been started anew since. */
function failingSpans(timeline: Timeline): readonly { from: number; to: number; step: number }[] {
  const open = new Map<string, { from: number; step: number }>();
  const spans: { from: number; to: number; step: number }[] = [];
  const close = (key: string, to: number): void => {
    const begun = open.get(key);
    if (begun !== undefined) spans.push({ ...begun, to });
    open.delete(key);
  };
  for (const [step, s] of timeline.steps.entries()) {
    if (s.kind === 'probe') {
      const key = `${s.container}\n${s.probeType}`;
      if (s.result === 'succeeded') close(key, s.t);
      else if (!open.has(key)) open.set(key, { from: s.t, step });
    } else if (s.kind === 'start') {
      for (const key of [...open.keys()]) if (key.startsWith(`${s.container}\n`)) close(key, s.t);
    }
  }
  for (const key of [...open.keys()]) close(key, timeline.until);
  return spans.sort((a, b) => a.from - b.from);
}

/** A Service sends traffic to a Pod that is Ready and not being deleted; it does not ask whether the Pod works. */
function serviceLane(timeline: Timeline, end: End): Lane {
  const changes = timeline.steps.flatMap((step, index) => {
    if (step.kind === 'condition' && step.type === 'Ready')
      return [{ t: step.t, value: step.status === 'True', step: index }];
    return [];
  });
  const deletion = stepsOf(timeline, 'delete')[0];
  const cut =
    deletion === undefined
      ? changes
      : [...changes.filter(({ t }) => t < deletion.t), { t: deletion.t, value: false, step: deletion.index }];
  const first = cut[0];
  const whole = first === undefined || first.t > 0 ? [{ t: 0, value: false, step: first?.step ?? -1 }, ...cut] : cut;
  const failing = failingSpans(timeline);
  const marks: Mark[] = [];
  for (const { from, to, value, step, open } of stretches(whole, end)) {
    if (!value) {
      const length = duration(to - from);
      marks.push({
        id: `service-${from}`,
        look: 'out',
        from,
        to,
        labels: open ? [`out ≥ ${length}`, 'out'] : [`out ${length}`, 'out'],
        text: `out of Service for ${open ? 'at least ' : ''}${length}`,
        ...(step >= 0 ? { step } : {}),
        ...openMark(open),
      });
      continue;
    }
    let at = from;
    const goesOn = (until: number): { readonly open?: true } => openMark(open && until === to);
    const inService = (until: number): void => {
      if (until <= at) return;
      const text = 'in Service';
      const span = { from: at, to: until, ...goesOn(until) };
      marks.push({ id: `service-${at}`, look: 'in', ...span, labels: [text, 'in'], text, step });
    };
    for (const span of failing) {
      const [a, b] = [Math.max(span.from, at), Math.min(span.to, to)];
      if (b <= a) continue;
      inService(a);
      marks.push({
        id: `service-${a}`,
        look: 'failing',
        from: a,
        to: b,
        labels: ['in Service, failing', 'in, failing', 'failing'],
        text: `in Service although a probe fails, ${duration(b - a)}`,
        step: span.step,
        ...goesOn(b),
      });
      at = b;
    }
    inService(to);
  }
  return { id: 'service', kind: 'service', title: 'Service traffic', marks };
}

function successorLane({ from, ready }: Successor, until: number): Lane {
  const length = duration(ready - from);
  const title = 'Next Pod';
  const starts: Mark = {
    id: 'successor-starts',
    look: 'waiting',
    from,
    to: ready,
    labels: ['starts', length],
    text: `the next Pod starts, ready after ${length}`,
  };
  const serves: Mark = {
    id: 'successor-serves',
    look: 'in',
    from: ready,
    to: until,
    labels: ['in Service', 'in'],
    text: 'the next Pod is in Service',
    open: true,
  };
  return { id: 'successor', kind: 'service', title, marks: until > ready ? [starts, serves] : [starts] };
}

function nodeLane(timeline: Timeline, end: End): Lane {
  const marks: Mark[] = [];
  const scheduled = stepsOf(timeline, 'condition').filter(({ type }) => type === 'PodScheduled');
  const unscheduled = stretches(
    scheduled.map(({ t, status, index }) => ({ t, value: status, step: index })),
    end,
  ).filter(({ value }) => value === 'False');
  for (const { from, to, step, open } of unscheduled) {
    const cause = timeline.steps[step];
    const message = cause?.kind === 'condition' ? (cause.message ?? cause.reason ?? '') : '';
    marks.push({
      id: `unscheduled-${from}`,
      look: 'unschedulable',
      from,
      to,
      labels: [...(message === '' ? [] : [firstSentence(message)]), 'Unschedulable'],
      text: `not scheduled: ${message}`,
      step,
      ...openMark(open),
    });
  }
  for (const pull of pulls(timeline)) marks.push(pull.mark);
  return { id: 'node', kind: 'node', title: unscheduled.length > 0 ? 'Scheduling' : 'Node and image', marks };
}

const firstSentence = (message: string): string => message.split('. ')[0] ?? message;

interface Pull {
  readonly image: string;
  readonly container: string | undefined;
  readonly mark: Mark;
}

/** Image pulls; the container is the one whose `Pulling` event comes with it. */
function pulls(timeline: Timeline): readonly Pull[] {
  const found: Pull[] = [];
  const begun = new Map<string, { t: number; container: string | undefined }>();
  let puller: string | undefined;
  for (const [index, step] of timeline.steps.entries()) {
    if (step.kind === 'event' && step.reason === 'Pulling') puller = step.container;
    if (step.kind !== 'pull') continue;
    if (step.op === 'begin') {
      begun.set(step.image, { t: step.t, container: puller });
      continue;
    }
    const start = begun.get(step.image);
    if (start === undefined) continue;
    begun.delete(step.image);
    found.push(pullOf(step.image, start, step.t, index, step.op === 'end' ? 'done' : 'failed'));
  }
  for (const [image, start] of begun) found.push(pullOf(image, start, timeline.until, -1, 'open'));
  return found;
}

function pullOf(
  image: string,
  start: { readonly t: number; readonly container: string | undefined },
  to: number,
  step: number,
  outcome: 'done' | 'failed' | 'open',
): Pull {
  const length = duration(to - start.t);
  const label = outcome === 'failed' ? `pull failed` : `pull ${outcome === 'open' ? '≥ ' : ''}${length}`;
  return {
    image,
    container: start.container,
    mark: {
      id: `pull-${image}-${start.t}`,
      look: 'pull',
      from: start.t,
      to,
      labels: [label, 'pull'],
      text: `${outcome === 'failed' ? 'failed to pull' : 'pull'} ${image}, ${length}`,
      good: outcome !== 'failed',
      ...(step >= 0 ? { step } : {}),
      ...openMark(outcome === 'open'),
    },
  };
}

// ---- Containers ----

interface Life {
  readonly run: number;
  readonly start: Indexed<'start'>;
  readonly exit: Indexed<'exit'> | undefined;
}

function containerLanes(
  timeline: Timeline,
  container: ContainerIdentity,
  end: End,
): { readonly lanes: readonly Lane[]; readonly runs: readonly Run[] } {
  const name = container.name;
  const starts = stepsOf(timeline, 'start').filter((step) => step.container === name);
  const exits = stepsOf(timeline, 'exit').filter((step) => step.container === name);
  const states = stepsOf(timeline, 'state').filter((step) => step.container === name);
  const lives = starts.map((start) => ({ run: start.run, start, exit: exits.find(({ run }) => run === start.run) }));
  const marks: Mark[] = [];
  let free = 0;
  for (const [i, life] of lives.entries()) {
    marks.push(...waits(timeline, name, lives[i - 1]?.exit, free, life.start.t, states, false));
    marks.push(...runMarks(timeline, container, life, states, lives.length > 1, end));
    free = life.exit?.t ?? end.t;
  }
  const last = lives.at(-1);
  if (last === undefined || last.exit !== undefined) {
    marks.push(...waits(timeline, name, last?.exit, free, end.t, states, !end.gone));
  }
  const lane: Lane = {
    id: `container-${name}`,
    kind: 'container',
    title: name,
    subtitle: container.role === 'container' ? 'container' : container.role === 'init' ? 'init' : 'sidecar',
    field: container.path,
    marks,
  };
  return {
    lanes: [
      lane,
      ...hookLanes(timeline, container, end),
      ...container.probes.map((probe) => probeLane(timeline, container, probe)),
      ...memoryLane(timeline, container, lives),
      ...cpuLane(timeline, container),
    ],
    runs: lives.map((life, i) => runOf(timeline, name, life, lives[i - 1]?.exit, end)),
  };
}

/** Seconds by which the API's view of a container may lag behind the runtime's. */
const API_LAG = 2;

/** What a container does between two runs: it waits, its image is pulled, it is in back-off. */
function waits(
  timeline: Timeline,
  name: string,
  exit: Indexed<'exit'> | undefined,
  from: number,
  to: number,
  states: readonly Indexed<'state'>[],
  open: boolean,
): readonly Mark[] {
  const within = states.filter(({ t, state }) => state === 'waiting' && t >= from && t <= to);
  const own = pulls(timeline)
    .filter((pull) => pull.container === name && pull.mark.from >= from && pull.mark.from < to)
    .map(({ mark }) => ({ ...mark, id: `${name}-${mark.id}`, to: Math.min(mark.to, to) }));
  const crash = exit === undefined ? undefined : backOffSign(timeline, name, from, to);
  if (crash !== undefined) return [...backOff(name, from, own[0]?.from ?? to, crash, open && own.length === 0), ...own];
  if (exit !== undefined && (open || to - from < 0.1) && within.length === 0) return [];
  const reasons = stretches(
    within.map(({ t, reason, index }) => ({ t: Math.max(from, t), value: reason ?? 'waiting', step: index })),
    { t: to, gone: false },
  );
  if (exit === undefined && open && reasons.length === 0) return [notCreated(name, from, to)];
  const first = reasons[0];
  const lead = first !== undefined && first.from > from ? [{ ...first, to: first.from, from, open: false }] : [];
  const marks: Mark[] = [];
  for (const stretch of [...lead, ...reasons]) {
    let at = stretch.from;
    const push = (until: number, last: boolean): void => {
      if (until - at < 1e-6) return;
      const backing = stretch.value.endsWith('BackOff');
      const label = stretch.value;
      marks.push({
        id: `${name}-wait-${at}`,
        look: backing ? 'backoff' : 'waiting',
        from: at,
        to: until,
        labels: backing ? [label, 'back-off'] : [label],
        text: `waiting: ${stretch.value}`,
        step: stretch.step,
        ...openMark(open && last && stretch.open),
      });
    };
    for (const pull of own) {
      if (pull.to <= stretch.from || pull.from >= stretch.to) continue;
      push(pull.from, false);
      at = Math.max(at, pull.to);
    }
    push(stretch.to, true);
  }
  return [...marks, ...own].sort((a, b) => a.from - b.from);
}

const notCreated = (name: string, from: number, to: number): Mark => ({
  id: `${name}-wait-${from}`,
  look: 'waiting',
  from,
  to,
  labels: ['not created', 'none'],
  text: 'not created',
  open: true,
});

/** What tells that a container is in back-off: its state, of which the API may learn only as it ends, or an event. */
function backOffSign(
  timeline: Timeline,
  name: string,
  from: number,
  to: number,
): Indexed<'state'> | Indexed<'event'> | undefined {
  const nextExit = stepsOf(timeline, 'exit').find(({ container, t }) => container === name && t > to)?.t;
  const latest = Math.min(to + API_LAG, nextExit ?? Number.POSITIVE_INFINITY);
  const state = stepsOf(timeline, 'state').find(
    ({ container, reason, t }) => container === name && reason === 'CrashLoopBackOff' && t >= from && t <= latest,
  );
  const event = stepsOf(timeline, 'event').find(
    ({ container, reason, t }) => container === name && reason === 'BackOff' && t >= from && t <= to,
  );
  return state ?? event;
}

/** The nominal back-off from the exit, then the time until the kubelet looks again. */
function backOff(
  name: string,
  from: number,
  to: number,
  crash: Indexed<'state'> | Indexed<'event'>,
  open: boolean,
): readonly Mark[] {
  const nominal = crash.kind === 'state' ? backOffSeconds(crash.message) : undefined;
  const over = nominal === undefined ? to : Math.min(to, from + nominal);
  const goesOn = open && over >= to;
  // The doubling reads best in seconds: 10, 20, 40, 80, 160.
  const short = nominal === undefined ? 'back-off' : nominal < 200 ? `${Math.round(nominal)} s` : duration(nominal);
  const label = nominal === undefined ? 'back-off' : `back-off ${short}`;
  const marks: Mark[] = [
    {
      id: `${name}-backoff-${from}`,
      look: 'backoff',
      from,
      to: over,
      labels: goesOn ? [`${label} →`, label, short] : [label, short],
      text: nominal === undefined ? 'back-off' : `back-off, ${short}`,
      step: crash.index,
      ...openMark(goesOn),
    },
  ];
  if (over < to) {
    marks.push({
      id: `${name}-over-${over}`,
      look: 'waitOver',
      from: over,
      to,
      labels: [],
      text: `back-off is over; the kubelet looks again after ${duration(to - over)}`,
      step: crash.index,
      ...openMark(open),
    });
  }
  return marks;
}

/** Seconds of `back-off 1m20s restarting failed container=…`, the message of CrashLoopBackOff. */
function backOffSeconds(message: string | undefined): number | undefined {
  const found = /^back-off (?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)? /.exec(message ?? '');
  if (found === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = found;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function runMarks(
  timeline: Timeline,
  container: ContainerIdentity,
  { run, start, exit }: Life,
  states: readonly Indexed<'state'>[],
  several: boolean,
  end: End,
): readonly Mark[] {
  const name = container.name;
  const to = exit?.t ?? end.t;
  const goesOn = exit === undefined && !end.gone;
  const stop = stepsOf(timeline, 'stop').find((s) => s.container === name && s.t >= start.t && s.t <= to);
  const killing = stepsOf(timeline, 'event').find(
    (s) => s.reason === 'Killing' && s.container === name && s.t >= start.t && s.t <= to,
  );
  const stopping = Math.min(to, killing?.t ?? to, stop?.t ?? to);
  const marks: Mark[] = [];
  const title = several ? [`run ${run + 1}`, String(run + 1)] : [];
  if (container.role === 'init') {
    marks.push({
      id: `${name}-run-${run}`,
      look: 'starting',
      from: start.t,
      to: stopping,
      labels: several ? [`run ${run + 1} · running`, ...title] : ['running', 'run'],
      text: several ? `run ${run + 1}, running` : 'running',
      step: start.index,
      ...openMark(goesOn && stopping === to),
    });
  } else {
    // The API's `ready` may outlive a restart: then the new run counts as ready from its start.
    const before = states.filter(({ t }) => t <= start.t).at(-1);
    const changes = [
      { t: start.t, value: before?.ready ?? false, step: start.index },
      ...states.filter(({ t }) => t > start.t && t < stopping).map((s) => ({ t: s.t, value: s.ready, step: s.index })),
    ];
    for (const { from, to: until, value, step, open } of stretches(changes, { t: stopping, gone: false })) {
      const words = value ? 'ready' : 'not ready';
      marks.push({
        id: `${name}-run-${run}-${from}`,
        look: value ? 'ready' : 'notReady',
        from,
        to: until,
        labels: value && several ? [`run ${run + 1} · ready`, ...title] : [words],
        text: several ? `run ${run + 1}, ${words}` : words,
        step,
        ...openMark(goesOn && open && until === to),
      });
    }
  }
  if (stop !== undefined && stop.t > stopping) {
    const hook = duration(stop.t - stopping);
    // Where the hook has a lane of its own, this is part of the termination.
    const own = stepsOf(timeline, 'hook').some(({ container, hook }) => container === name && hook === 'preStop');
    marks.push({
      id: `${name}-hook-${run}`,
      look: own ? 'terminating' : 'hook',
      from: stopping,
      to: stop.t,
      labels: [`preStop ${hook}`, 'preStop', hook],
      text: `preStop hook, ${hook}`,
      ...(killing === undefined ? {} : { step: killing.index }),
    });
  }
  const signalled = stop?.t ?? stopping;
  if (to > signalled) {
    const length = duration(to - signalled);
    marks.push({
      id: `${name}-stop-${run}`,
      look: 'terminating',
      from: signalled,
      to,
      labels: [`SIGTERM ${length}`, length],
      text: `terminating, ${length} after SIGTERM`,
      step: stop?.index ?? killing?.index ?? start.index,
      ...openMark(goesOn),
    });
  }
  if (exit !== undefined) {
    const code = String(exit.exitCode);
    const how = exit.how === 'SIGKILL' ? [`SIGKILL, ${code}`] : exit.how === 'OOM' ? [`OOM ${code}`] : [];
    marks.push({
      id: `${name}-exit-${run}`,
      look: 'exit',
      from: exit.t,
      to: exit.t,
      labels: [...how, code],
      text: `exit code ${code}, ${exit.reason}${exit.how === 'itself' ? '' : ` (${exit.how})`}`,
      step: exit.index,
      good: exit.exitCode === 0,
    });
  }
  return marks;
}

/** A lane for each hook that ran: rounded bars, as long as it took. */
function hookLanes(timeline: Timeline, { name, path }: ContainerIdentity, end: End): readonly Lane[] {
  return (['postStart', 'preStop'] as const).flatMap((hook): Lane[] => {
    const steps = stepsOf(timeline, 'hook').filter((step) => step.container === name && step.hook === hook);
    const marks = steps
      .filter(({ op }) => op === 'begin')
      .map((begin, i): Mark => {
        const over = steps.find(({ op, index }) => op !== 'begin' && index > begin.index);
        // What outlasts its grace period ends with its container.
        const exit = stepsOf(timeline, 'exit').find(({ container, t }) => container === name && t >= begin.t);
        const to = Math.min(over?.t ?? end.t, exit?.t ?? end.t);
        const failed = over?.op === 'fail';
        const length = duration(to - begin.t);
        return {
          id: `${name}-${hook}-${i}`,
          look: 'hook',
          from: begin.t,
          to,
          labels: failed ? [`fails after ${length}`, 'fails', '✕'] : [length],
          text: `${hook} hook, ${failed ? 'fails after ' : ''}${length}`,
          step: begin.index,
          good: !failed,
          ...openMark(over === undefined && exit === undefined && !end.gone),
        };
      });
    const lane: Lane = { id: `${hook}-${name}`, kind: 'hook', title: hook, field: `${path}.lifecycle.${hook}`, marks };
    return marks.length === 0 ? [] : [lane];
  });
}

function probeLane(timeline: Timeline, container: ContainerIdentity, probe: ProbeIdentity): Lane {
  const marks = stepsOf(timeline, 'probe')
    .filter((step) => step.container === container.name && step.probeType === probe.type)
    .map((step, i, all): Mark => {
      const passed = step.result === 'succeeded';
      const threshold = probe.failureThreshold;
      const look = passed
        ? 'passed'
        : step.count === threshold
          ? 'verdict'
          : step.count > threshold
            ? 'late'
            : step.result === 'timeout'
              ? 'timeout'
              : 'failed';
      const ordinal = `${step.count} of ${passed ? step.threshold : threshold}`;
      return {
        id: `${container.name}-${probe.type}-${step.t}`,
        look,
        from: step.t,
        to: step.t,
        // A long run-up is counted where it ends.
        labels:
          look === 'verdict' || (!passed && threshold > 10 && all[i + 1]?.count !== step.count + 1) ? [ordinal] : [],
        text: `${probe.type} probe ${passed ? 'passed' : step.result === 'timeout' ? 'timed out' : 'failed'}, ${ordinal}`,
        step: step.index,
        count: step.count,
        threshold: passed ? step.threshold : threshold,
        ...(step.result === 'timeout' ? { timeout: probe.timeoutSeconds } : {}),
      };
    });
  return {
    id: `probe-${container.name}-${probe.type}`,
    kind: 'probe',
    title: probe.type,
    subtitle: probe.failureThreshold === 1 ? '1 failure decides' : `${probe.failureThreshold} in a row to fail`,
    field: `${container.path}.${probe.type}Probe`,
    marks,
  };
}

const usageOf = ({ usage = [] }: Timeline, name: string, resource: Usage['resource']): readonly UsagePiece[] =>
  usage.find((one) => one.container === name && one.resource === resource)?.pieces ?? [];

/** Memory where it reached the limit; the way there is assumed. */
function memoryLane(timeline: Timeline, container: ContainerIdentity, lives: readonly Life[]): readonly Lane[] {
  const pieces = usageOf(timeline, container.name, 'memory');
  const marks = lives.flatMap(({ run, start, exit }): Mark[] =>
    exit?.how === 'OOM'
      ? [
          {
            id: `${container.name}-memory-${run}`,
            look: 'memory',
            from: start.t,
            to: exit.t,
            labels: [],
            text: `memory reaches the limit after ${duration(exit.t - start.t)}`,
            step: exit.index,
            ...curveOf(pieces, start.t, exit.t, container.memoryLimit),
          },
        ]
      : [],
  );
  if (marks.length === 0) return [];
  const limit = container.memoryLimit === undefined ? '' : ` ${bytes(container.memoryLimit)}`;
  return [
    {
      id: `memory-${container.name}`,
      kind: 'memory',
      title: 'memory',
      subtitle: `limit${limit}`,
      field: `${container.path}.resources.limits.memory`,
      marks,
    },
  ];
}

/** What is used in one run, in shares of its time and of the limit; nothing where it is not known. */
function curveOf(
  pieces: readonly UsagePiece[],
  from: number,
  to: number,
  limit: number | undefined,
): Pick<Mark, 'curve'> {
  const within = pieces.filter((piece) => piece.from >= from - 1e-6 && piece.to <= to + 1e-6);
  if (within.length === 0 || limit === undefined || to <= from) return {};
  const point = (t: number, amount: number): readonly [number, number] => [(t - from) / (to - from), amount / limit];
  return { curve: within.flatMap((piece) => [point(piece.from, piece.start), point(piece.to, piece.end)]) };
}

/** CPU where its limit throttles a container: how much of what it wants it gets. */
function cpuLane(timeline: Timeline, { name, path, cpuLimit }: ContainerIdentity): readonly Lane[] {
  const marks = usageOf(timeline, name, 'cpu').flatMap(({ from, to, start, wanted }, i): Mark[] => {
    if (wanted === undefined || wanted <= 0) return [];
    const percent = `${Math.round((100 * start) / wanted)} %`;
    const amount = (cpus: number): string => cores(Math.round(1000 * cpus));
    return [
      {
        id: `${name}-throttled-${i}`,
        look: 'throttled',
        from,
        to,
        labels: [
          `throttled: gets ${amount(start)} of ${amount(wanted)} CPUs, ${percent} of its speed`,
          `throttled to ${percent}`,
          percent,
        ],
        text: `throttled: gets ${amount(start)} of the ${amount(wanted)} CPUs that it wants, ${percent} of its speed`,
        share: start / wanted,
        ...openMark(to >= timeline.until),
      },
    ];
  });
  if (marks.length === 0) return [];
  const limit = cpuLimit === undefined ? '' : ` ${cores(Math.round(1000 * cpuLimit))}`;
  const field = `${path}.resources.limits.cpu`;
  return [{ id: `cpu-${name}`, kind: 'cpu', title: 'CPU', subtitle: `limit${limit}`, field, marks }];
}

function runOf(timeline: Timeline, container: string, life: Life, before: Indexed<'exit'> | undefined, end: End): Run {
  const from = life.start.t;
  const to = life.exit?.t ?? end.t;
  // How often a probe passed says little; which one failed for good is what one looks at.
  const verdicts = stepsOf(timeline, 'probe')
    .filter((step) => step.container === container && step.t >= from && step.t <= to)
    .filter(
      ({ probeType, result, count, threshold }) =>
        probeType !== 'readiness' && result !== 'succeeded' && count >= threshold,
    )
    .map(({ probeType }) => probeType);
  const waited = before === undefined ? 0 : from - before.t;
  return { container, from, to, waited, shape: [life.exit?.exitCode, life.exit?.how, ...new Set(verdicts)].join('|') };
}

// ---- Phase, conditions, events ----

function phaseLane(timeline: Timeline, end: End): Lane {
  const changes = stepsOf(timeline, 'phase').map(({ t, phase, reason, index }) => ({
    t,
    value: reason === undefined ? phase : `${phase} · ${reason}`,
    step: index,
  }));
  const first = changes[0];
  const whole = first === undefined || first.t > 0 ? [{ t: 0, value: 'Pending', step: -1 }, ...changes] : changes;
  return {
    id: 'phase',
    kind: 'phase',
    title: 'Phase',
    marks: stretches<string>(whole, end).map(({ from, to, value, step, open }) => ({
      id: `phase-${from}`,
      look: value === 'Pending' ? 'waiting' : 'phase',
      from,
      to,
      labels: [value, value.split(' ')[0] ?? value],
      text: value,
      good: value.startsWith('Succeeded'),
      ...(step >= 0 ? { step } : {}),
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

function conditionLanes(timeline: Timeline, end: End): readonly Lane[] {
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
          text: `${type} is ${value}`,
          step,
          ...openMark(open),
        })),
      },
    ];
  });
}

function eventsLane(timeline: Timeline): Lane {
  return {
    id: 'events',
    kind: 'events',
    title: 'Events',
    marks: stepsOf(timeline, 'event').map((event) => ({
      id: `event-${event.index}`,
      look: event.type === 'Warning' ? 'warning' : 'normal',
      from: event.t,
      to: event.t,
      labels: [],
      text: `${event.reason}: ${event.message}`,
      step: event.index,
    })),
  };
}

/** `0:45` or `0:45 to 1:15`: when a mark is. */
export const markTime = (mark: Mark): string =>
  mark.from === mark.to ? clock(mark.from) : `${clock(mark.from)} to ${mark.open ? 'beyond ' : ''}${clock(mark.to)}`;
