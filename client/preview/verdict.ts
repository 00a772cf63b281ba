/** A Timeline in one sentence. */

import type { PodAbout } from '../../server/src/features/about.ts';
import type { ContainerExit, ProbeType, Step, Timeline } from '../../server/src/lifecycle/timeline.ts';
import { type Fact, factsOf } from './facts.ts';
import { layOut } from './picture/lanes.ts';
import { bytes, clock, cores, duration, roundBytes } from './picture/words.ts';

export type Tone = 'good' | 'warn' | 'bad';

export interface Verdict {
  readonly tone: Tone;
  readonly headline: string;
  readonly detail: string;
  readonly facts: readonly Fact[];
}

/** What is asked of the nodes, and what they have. */
type Room = Pick<PodAbout, 'total' | 'nodes'>;

/** What a Timeline comes to. */
export function verdictOf(timeline: Timeline, room?: Room): Verdict {
  const story = tell(timeline, room);
  const detail = join(story.detail, timeline.stopped === undefined ? '' : sentence(timeline.stopped));
  return { ...story, detail, facts: factsOf(timeline, layOut(timeline)) };
}

type Story = Pick<Verdict, 'tone' | 'headline' | 'detail'>;

/** What happened last and for good comes first. */
function tell(timeline: Timeline, room: Room | undefined): Story {
  return (
    deleted(timeline) ??
    neverScheduled(timeline, room) ??
    neverStarted(timeline) ??
    ended(timeline) ??
    restartLoop(timeline) ??
    runs(timeline)
  );
}

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

const of = <K extends Step['kind']>(timeline: Timeline, kind: K): Of<K>[] =>
  timeline.steps.filter((step): step is Of<K> => step.kind === kind);

const sentence = (text: string): string => `${text.replace(/[.\s]+$/, '')}.`;

const join = (...sentences: readonly string[]): string => sentences.filter(Boolean).join(' ');

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

// ---- Ends ----

function deleted(timeline: Timeline): Story | undefined {
  const deletion = of(timeline, 'delete')[0];
  if (deletion === undefined) return undefined;
  const gone = of(timeline, 'gone')[0];
  const exits = of(timeline, 'exit').filter(({ t }) => t >= deletion.t);
  const last = exits.at(-1);
  if (deletion.grace === 0) {
    const after = last === undefined ? '' : ` ${last.container} runs on for ${duration(last.t - deletion.t)}.`;
    const headline = `Deleted by force at ${duration(deletion.t)}: the object is gone at once.${after}`;
    return { tone: after === '' ? 'good' : 'warn', headline, detail: '' };
  }
  const begin = `Deleted at ${duration(deletion.t)}`;
  if (gone === undefined)
    return { tone: 'warn', headline: `${begin}, not gone by ${clock(timeline.until)}.`, detail: '' };
  const killed = exits.find(({ how }) => how === 'SIGKILL');
  const cause = killed === undefined ? '' : `: ${killed.container} had to be killed`;
  return {
    tone: killed === undefined ? 'good' : 'warn',
    headline: `${begin}, gone ${duration(gone.t - deletion.t)} later${cause}.`,
    detail: killed === undefined ? '' : `It did not end within the ${duration(deletion.grace)} grace period.`,
  };
}

function ended(timeline: Timeline): Story | undefined {
  const last = of(timeline, 'phase').at(-1);
  const exits = of(timeline, 'exit');
  const killed = exits.findLast((exit) => killedBy(timeline, exit) !== undefined);
  const why =
    killed === undefined
      ? ''
      : `${killed.container} fails its ${killedBy(timeline, killed)} probe at ${clock(killed.t)} and is killed; restartPolicy does not start it again.`;
  if (last?.phase === 'Succeeded') {
    const headline = `Succeeds after ${duration(last.t)}.`;
    return {
      tone: killed === undefined ? 'good' : 'warn',
      headline,
      detail: join(why, retries(timeline), sequence(timeline), jobEnd(timeline)),
    };
  }
  if (last?.phase !== 'Failed') return undefined;
  const bad = exits.findLast(({ exitCode }) => exitCode !== 0);
  const cause =
    last.reason ?? (bad === undefined ? 'the Pod failed' : `${bad.container} ends with ${ending(timeline, bad)}`);
  const message = last.message === undefined ? '' : sentence(last.message);
  return {
    tone: 'bad',
    headline: `Fails after ${duration(last.t)}: ${cause}.`,
    detail: join(message, why, retries(timeline), jobEnd(timeline)),
  };
}

/** `The Job makes 4 Pods and fails at 2:32: BackoffLimitExceeded.` */
function jobEnd({ job, until }: Timeline): string {
  if (job === undefined) return '';
  const makes = `The Job makes ${job.pods.length} ${job.pods.length === 1 ? 'Pod' : 'Pods'}`;
  if (job.end === undefined) return `${makes} and goes on at ${clock(until)}.`;
  const { type, t, reason } = job.end;
  return type === 'Complete'
    ? `${makes} and is Complete at ${clock(t)}.`
    : `${makes} and fails at ${clock(t)}: ${reason}.`;
}

const ending = (timeline: Timeline, exit: ContainerExit): string =>
  exit.how === 'OOM'
    ? `OOMKilled at its ${limitOf(timeline, exit.container)}memory limit`
    : `exit code ${exit.exitCode}`;

function limitOf(timeline: Timeline, name: string): string {
  const limit = timeline.pod.containers.find((container) => container.name === name)?.memoryLimit;
  return limit === undefined ? '' : `${bytes(limit)} `;
}

// ---- Never begins ----

function neverScheduled(timeline: Timeline, room: Room | undefined): Story | undefined {
  const last = of(timeline, 'condition').findLast(({ type }) => type === 'PodScheduled');
  if (last?.status !== 'False') return undefined;
  const [fit = '', ...rest] = (last.message ?? last.reason ?? '').split('. ');
  return {
    tone: 'bad',
    headline: `Never scheduled: ${(room && tooMuch(room)) ?? 'no node fits'}.`,
    detail: ['The Pod stays Pending', fit, ...rest.slice(0, 1)].filter(Boolean).map(sentence).join(' '),
  };
}

/** What no node has as much of as the Pod asks for. */
function tooMuch({ total, nodes }: Room): string | undefined {
  for (const name of ['memory', 'cpu'] as const) {
    const asked = total.find((resource) => resource.name === name)?.request;
    const most = Math.max(...nodes.map((node) => node[name].free));
    if (asked === undefined || nodes.length === 0 || asked.count <= most) continue;
    const has = name === 'memory' ? roundBytes(most) : cores(most);
    return `asks for ${asked.text} of ${name === 'memory' ? name : 'CPU'}; no node has more than ${has}`;
  }
  return undefined;
}

function neverStarted(timeline: Timeline): Story | undefined {
  if (of(timeline, 'start').length > 0) return undefined;
  const waits = of(timeline, 'state').filter(({ state, reason }) => state === 'waiting' && reason !== undefined);
  // An error says more than the back-off after it.
  const waiting = waits.findLast(({ reason = '' }) => reason.includes('Err')) ?? waits.at(-1);
  if (waiting === undefined) return { tone: 'warn', headline: 'Nothing has started yet.', detail: '' };
  const warning = of(timeline, 'event').find(({ type, reason }) => type === 'Warning' && reason.startsWith('Failed'));
  const pulling = waiting.reason === 'ErrImagePull' || waiting.reason === 'ImagePullBackOff';
  const { container, reason = 'waiting' } = waiting;
  return {
    tone: 'bad',
    headline: pulling
      ? `Never starts: the image of ${container} cannot be pulled.`
      : `Never starts: ${container} stays in ${reason}.`,
    detail: warning === undefined ? '' : sentence(warning.message),
  };
}

// ---- Restarts ----

/** The probe whose verdict ended a run, if one did. */
function killedBy(timeline: Timeline, exit: ContainerExit): ProbeType | undefined {
  const start = of(timeline, 'start').find(({ container, run }) => container === exit.container && run === exit.run);
  const verdict = of(timeline, 'probe').find(
    ({ container, probeType, result, count, threshold, t }) =>
      container === exit.container &&
      probeType !== 'readiness' &&
      result !== 'succeeded' &&
      count >= threshold &&
      t >= (start?.t ?? 0) &&
      t <= exit.t,
  );
  return verdict?.probeType;
}

/** How long a run lasted. */
function ran(timeline: Timeline, exit: ContainerExit): number {
  const start = of(timeline, 'start').find(({ container, run }) => container === exit.container && run === exit.run);
  return exit.t - (start?.t ?? exit.t);
}

/** Containers that end again and again until the horizon, and their last exits. */
function loops(timeline: Timeline): readonly ContainerExit[] {
  return timeline.pod.containers.flatMap(({ name }): readonly ContainerExit[] => {
    const exits = of(timeline, 'exit').filter(({ container }) => container === name);
    const last = exits.at(-1);
    if (last === undefined) return [];
    const start = of(timeline, 'start').findLast(({ container }) => container === name);
    if (start !== undefined && start.run > last.run) {
      // It runs at the horizon: it has recovered if it does so for longer than ever before.
      const longest = Math.max(...exits.map((exit) => ran(timeline, exit)));
      return exits.length >= 2 && timeline.until - start.t <= 1.5 * longest + 5 ? [last] : [];
    }
    const waits = of(timeline, 'state').some(
      ({ container, reason, t }) => container === name && reason === 'CrashLoopBackOff' && t >= last.t,
    );
    const again = exits.length >= 2 && (last.exitCode !== 0 || killedBy(timeline, last) !== undefined);
    return waits || again ? [last] : [];
  });
}

function restartLoop(timeline: Timeline): Story | undefined {
  const looping = loops(timeline);
  const last = looping[0];
  if (last === undefined) return undefined;
  const one = timeline.pod.containers.length === 1;
  const several = looping.length > 1;
  const who = named(looping.map(({ container }) => container));
  /** `Restarts`, `main restarts`, `a and b restart`. */
  const does = (singular: string, plural: string): string =>
    one ? `${singular[0]?.toUpperCase()}${singular.slice(1)}` : `${who} ${several ? plural : singular}`;
  const exits = of(timeline, 'exit').filter(({ container }) => container === last.container);
  const count = `${times(exits.length)} in ${duration(timeline.until)}`;
  const probe = killedBy(timeline, last);
  if (last.how === 'OOM') {
    const never = one ? 'Never stays up' : `${who} never ${several ? 'stay' : 'stays'} up`;
    return {
      tone: 'bad',
      headline: `${never}: killed at its ${limitOf(timeline, last.container)}memory limit ${duration(ran(timeline, last))} into ${exits.length > 1 ? 'every' : 'the'} run.`,
      detail: `It is OOMKilled ${count}.`,
    };
  }
  if (probe !== undefined) {
    return {
      tone: 'bad',
      headline: `${does('restarts', 'restart')} in a loop. Each run fails its ${probe} probe and is killed.`,
      detail: servedWhileFailing(timeline),
    };
  }
  const good = last.exitCode === 0;
  return {
    tone: good ? 'warn' : 'bad',
    headline: `${good ? does('ends', 'end') : does('crashes', 'crash')} in a loop: exit code ${last.exitCode} after ${duration(ran(timeline, last))} in each run.`,
    detail: `It ends ${count} and is started again.`,
  };
}

/** `a`, `a and b`, `a, b and c`, `8 containers`. */
function named(containers: readonly string[]): string {
  if (containers.length > 3) return `${containers.length} containers`;
  const [last = '', ...others] = containers.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

const servedWhileFailing = (timeline: Timeline): string =>
  layOut(timeline).lanes.some(({ marks }) => marks.some(({ look }) => look === 'failing'))
    ? 'The Service keeps sending traffic to the failing container.'
    : '';

/** `init is restarted twice on the way: exit code 1.` */
function retries(timeline: Timeline): string {
  return timeline.pod.containers
    .flatMap(({ name }) => {
      const restarts = of(timeline, 'start').filter(({ container, run }) => container === name && run > 0);
      const last = restarts.at(-1);
      const before = of(timeline, 'exit').find(
        ({ container, run }) => container === name && run === (last?.run ?? 0) - 1,
      );
      if (last === undefined || before === undefined) return [];
      const probe = killedBy(timeline, before);
      const cause = probe === undefined ? ending(timeline, before) : `its ${probe} probe fails`;
      return [`${name} is restarted ${times(restarts.length)} on the way: ${cause}.`];
    })
    .join(' ');
}

// ---- Runs ----

/** `2 init containers run first, one after the other.` */
function sequence(timeline: Timeline): string {
  const inits = timeline.pod.containers.filter(({ role }) => role === 'init').length;
  const sidecars = timeline.pod.containers.filter(({ role }) => role === 'sidecar').length;
  const parts = [
    inits === 1
      ? '1 init container runs first'
      : inits > 1
        ? `${inits} init containers run first, one after the other`
        : '',
    sidecars === 1 ? 'a sidecar runs beside' : sidecars > 1 ? `${sidecars} sidecars run beside` : '',
  ];
  const words = parts.filter(Boolean).join('; ');
  return words === '' ? '' : sentence(`${words[0]?.toUpperCase()}${words.slice(1)}`);
}

/** `main gets on at 50 % of its speed: it wants 2 CPUs, and its limit is 1.` */
function throttled({ usage = [], pod }: Timeline): string {
  return pod.containers
    .flatMap(({ name, cpuLimit }) => {
      const pieces = usage.find(({ container, resource }) => container === name && resource === 'cpu')?.pieces ?? [];
      const held = pieces.filter(({ wanted = 0 }) => wanted > 0);
      if (held.length === 0 || cpuLimit === undefined) return [];
      const worst = held.reduce((a, b) => ((b.wanted ?? 0) > (a.wanted ?? 0) ? b : a));
      const { start, wanted = 0 } = worst;
      const amount = (cpus: number): string => cores(Math.round(1000 * cpus));
      return [
        `${name} gets on at ${Math.round((100 * start) / wanted)} % of its speed: it wants ${amount(wanted)} CPUs, and its limit is ${amount(cpuLimit)}.`,
      ];
    })
    .join(' ');
}

function runs(timeline: Timeline): Story {
  const ready = of(timeline, 'condition').filter(({ type }) => type === 'Ready');
  const first = ready.find(({ status }) => status === 'True');
  if (first === undefined) return neverReady(timeline);
  const lost = ready.filter(({ status, t }) => status === 'False' && t > first.t);
  const lastLost = lost.at(-1);
  const again = ready.find(({ status, t }) => status === 'True' && t > (lastLost?.t ?? 0));
  const detail = join(retries(timeline), sequence(timeline), throttled(timeline));
  const after = `Ready after ${duration(first.t)}`;
  if (lastLost === undefined) return { tone: 'good', headline: `${after}, and stays ready.`, detail };
  if (again === undefined) return { tone: 'bad', headline: `${after}, but not from ${clock(lastLost.t)} on.`, detail };
  return {
    tone: 'warn',
    headline:
      lost.length === 1
        ? `${after}; out of Service for ${duration(again.t - lastLost.t)} from ${clock(lastLost.t)}.`
        : `${after}; out of Service ${times(lost.length)} until ${clock(again.t)}.`,
    detail,
  };
}

function neverReady(timeline: Timeline): Story {
  const roles = new Map(timeline.pod.containers.map(({ name, role }) => [name, role]));
  const init = of(timeline, 'start').every(({ container }) => roles.get(container) !== 'container');
  const failing = of(timeline, 'probe').findLast(({ result }) => result !== 'succeeded');
  const failed = of(timeline, 'exit').find(({ exitCode }) => exitCode !== 0);
  return {
    tone: 'bad',
    headline: init
      ? `Never ready: an init container has not ended by ${clock(timeline.until)}.`
      : failing === undefined
        ? `Not ready by ${clock(timeline.until)}.`
        : `Never ready: the ${failing.probeType} probe of ${failing.container} fails.`,
    detail: failed === undefined ? '' : sentence(`${failed.container} ends with exit code ${failed.exitCode}`),
  };
}
