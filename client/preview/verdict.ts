/** A Timeline in one sentence. */

import * as l10n from '@vscode/l10n';
import type { PodAbout } from '../../server/src/features/about.ts';
import type { ContainerExit, ProbeType, Step, Timeline } from '../../server/src/lifecycle/timeline.ts';
import { listed, probeWord, sentences } from '../../server/src/texts.ts';
import { decisiveExit, type Fact, factsOf } from './facts.ts';
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
  const detail = sentences(story.detail, timeline.stopped ?? '');
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

/** What Kubernetes says, with a full stop. */
const quoted = (text: string): string => `${text.replace(/[.\s]+$/, '')}.`;

const times = (count: number): string =>
  count === 1 ? l10n.t('once') : count === 2 ? l10n.t('twice') : l10n.t('{0} times', count);

// ---- Ends ----

function deleted(timeline: Timeline): Story | undefined {
  const deletion = of(timeline, 'delete')[0];
  const isOver = of(timeline, 'phase').some(({ phase }) => phase === 'Succeeded' || phase === 'Failed');
  // What had ended before is only tidied away.
  const isTidiedAway = isOver && of(timeline, 'phase').every(({ t }) => t < (deletion?.t ?? 0));
  if (deletion === undefined || isTidiedAway) return undefined;
  const gone = of(timeline, 'gone')[0];
  const exits = of(timeline, 'exit').filter(({ t }) => t >= deletion.t);
  const last = exits.at(-1);
  if (deletion.grace === 0) {
    const after =
      last === undefined ? '' : l10n.t('{0} runs on for {1}.', last.container, duration(last.t - deletion.t));
    const headline = l10n.t('Deleted by force at {0}: the object is gone at once.', duration(deletion.t));
    return { tone: after === '' ? 'good' : 'warn', headline: sentences(headline, after), detail: '' };
  }
  const at = duration(deletion.t);
  if (gone === undefined)
    return {
      tone: 'warn',
      headline: l10n.t('Deleted at {0}, not gone by {1}.', at, clock(timeline.until)),
      detail: '',
    };
  const later = duration(gone.t - deletion.t);
  const killed = exits.find(({ how }) => how === 'SIGKILL');
  if (killed === undefined)
    return { tone: 'good', headline: l10n.t('Deleted at {0}, gone {1} later.', at, later), detail: '' };
  return {
    tone: 'warn',
    headline: l10n.t('Deleted at {0}, gone {1} later: {2} had to be killed.', at, later, killed.container),
    detail: l10n.t('It did not end within the {0} grace period.', duration(deletion.grace)),
  };
}

function ended(timeline: Timeline): Story | undefined {
  const last = of(timeline, 'phase').at(-1);
  const exits = of(timeline, 'exit');
  const killed = exits.findLast((exit) => killedBy(timeline, exit) !== undefined);
  const probe = killed && killedBy(timeline, killed);
  const why =
    killed === undefined || probe === undefined
      ? ''
      : l10n.t(
          '{0} fails its {1} at {2} and is killed; restartPolicy does not start it again.',
          killed.container,
          probeWord(probe),
          clock(killed.t),
        );
  if (last?.phase === 'Succeeded') {
    const headline = l10n.t('Succeeds after {0}.', duration(last.t));
    return {
      tone: killed === undefined ? 'good' : 'warn',
      headline,
      detail: sentences(why, retries(timeline), sequence(timeline), jobEnd(timeline)),
    };
  }
  if (last?.phase !== 'Failed') return undefined;
  const bad = decisiveExit(timeline);
  const cause =
    last.reason ??
    (bad === undefined ? l10n.t('the Pod failed') : l10n.t('{0} ends with {1}', bad.container, ending(timeline, bad)));
  const message = last.message === undefined ? '' : quoted(last.message);
  return {
    tone: 'bad',
    headline: l10n.t('Fails after {0}: {1}.', duration(last.t), cause),
    detail: sentences(message, why, retries(timeline), jobEnd(timeline)),
  };
}

/** `The Job makes 4 Pods and fails at 2:32: BackoffLimitExceeded.` */
function jobEnd({ job, until }: Timeline): string {
  if (job === undefined) return '';
  const { pods, end } = job;
  if (end === undefined && pods.length === 0) return l10n.t('The Job is suspended and makes no Pods.');
  const one = pods.length === 1;
  if (end === undefined)
    return one
      ? l10n.t('The Job makes 1 Pod and goes on at {0}.', clock(until))
      : l10n.t('The Job makes {0} Pods and goes on at {1}.', pods.length, clock(until));
  if (end.type === 'Complete')
    return one
      ? l10n.t('The Job makes 1 Pod and is Complete at {0}.', clock(end.t))
      : l10n.t('The Job makes {0} Pods and is Complete at {1}.', pods.length, clock(end.t));
  return one
    ? l10n.t('The Job makes 1 Pod and fails at {0}: {1}.', clock(end.t), end.reason)
    : l10n.t('The Job makes {0} Pods and fails at {1}: {2}.', pods.length, clock(end.t), end.reason);
}

const ending = (timeline: Timeline, exit: ContainerExit): string =>
  exit.how === 'OOM'
    ? l10n.t('OOMKilled at {0}', limitOf(timeline, exit.container))
    : l10n.t('exit code {0}', exit.exitCode);

/** `its 64Mi memory limit`. */
function limitOf(timeline: Timeline, name: string): string {
  const limit = timeline.pod.containers.find((container) => container.name === name)?.memoryLimit;
  return limit === undefined ? l10n.t('its memory limit') : l10n.t('its {0} memory limit', bytes(limit));
}

// ---- Never begins ----

function neverScheduled(timeline: Timeline, room: Room | undefined): Story | undefined {
  const last = of(timeline, 'condition').findLast(({ type }) => type === 'PodScheduled');
  if (last?.status !== 'False') return undefined;
  const [fit = '', ...rest] = (last.message ?? last.reason ?? '').split('. ');
  return {
    tone: 'bad',
    headline: (room && tooMuch(room)) ?? l10n.t('Never scheduled: no node fits.'),
    detail: sentences(
      l10n.t('The Pod stays Pending.'),
      [fit, ...rest.slice(0, 1)].filter(Boolean).map(quoted).join(' '),
    ),
  };
}

/** What no node has as much of as the Pod asks for. */
function tooMuch({ total, nodes }: Room): string | undefined {
  for (const name of ['memory', 'cpu'] as const) {
    const asked = total.find((resource) => resource.name === name)?.request;
    const most = Math.max(...nodes.map((node) => node[name].free));
    if (asked === undefined || nodes.length === 0 || asked.count <= most) continue;
    return name === 'memory'
      ? l10n.t('Never scheduled: asks for {0} of memory; no node has more than {1}.', asked.text, roundBytes(most))
      : l10n.t('Never scheduled: asks for {0} of CPU; no node has more than {1}.', asked.text, cores(most));
  }
  return undefined;
}

function neverStarted(timeline: Timeline): Story | undefined {
  if (of(timeline, 'start').length > 0) return undefined;
  const waits = of(timeline, 'state').filter(({ state, reason }) => state === 'waiting' && reason !== undefined);
  // An error says more than the back-off after it.
  const waiting = waits.findLast(({ reason = '' }) => reason.includes('Err')) ?? waits.at(-1);
  if (waiting === undefined) return { tone: 'warn', headline: l10n.t('Nothing has started yet.'), detail: '' };
  const warning = of(timeline, 'event').find(({ type, reason }) => type === 'Warning' && reason.startsWith('Failed'));
  const pulling = waiting.reason === 'ErrImagePull' || waiting.reason === 'ImagePullBackOff';
  const { container, reason = waiting.state } = waiting;
  return {
    tone: 'bad',
    headline: pulling
      ? l10n.t('Never starts: the image of {0} cannot be pulled.', container)
      : l10n.t('Never starts: {0} stays in {1}.', container, reason),
    detail: warning === undefined ? '' : quoted(warning.message),
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
  const exits = of(timeline, 'exit').filter(({ container }) => container === last.container);
  const lasted = duration(ran(timeline, last));
  const probe = killedBy(timeline, last);
  if (last.how === 'OOM') {
    const never = one
      ? l10n.t('Never stays up')
      : several
        ? l10n.t('{0} never stay up', who)
        : l10n.t('{0} never stays up', who);
    const limit = limitOf(timeline, last.container);
    return {
      tone: 'bad',
      headline:
        exits.length > 1
          ? l10n.t('{0}: killed at {1} {2} into every run.', never, limit, lasted)
          : l10n.t('{0}: killed at {1} {2} into the run.', never, limit, lasted),
      detail: l10n.t('It is OOMKilled {0} in {1}.', times(exits.length), duration(timeline.until)),
    };
  }
  if (probe !== undefined) {
    const restarts = one
      ? l10n.t('Restarts in a loop.')
      : several
        ? l10n.t('{0} restart in a loop.', who)
        : l10n.t('{0} restarts in a loop.', who);
    return {
      tone: 'bad',
      headline: sentences(restarts, l10n.t('Each run fails its {0} and is killed.', probeWord(probe))),
      detail: servedWhileFailing(timeline),
    };
  }
  const good = last.exitCode === 0;
  const how = good
    ? one
      ? l10n.t('Ends in a loop')
      : several
        ? l10n.t('{0} end in a loop', who)
        : l10n.t('{0} ends in a loop', who)
    : one
      ? l10n.t('Crashes in a loop')
      : several
        ? l10n.t('{0} crash in a loop', who)
        : l10n.t('{0} crashes in a loop', who);
  return {
    tone: good ? 'warn' : 'bad',
    headline: l10n.t('{0}: exit code {1} after {2} in each run.', how, last.exitCode, lasted),
    detail: l10n.t('It ends {0} in {1} and is started again.', times(exits.length), duration(timeline.until)),
  };
}

/** `a`, `a and b`, `a, b and c`, `8 containers`. */
function named(containers: readonly string[]): string {
  return containers.length > 3 ? l10n.t('{0} containers', containers.length) : listed(containers);
}

const servedWhileFailing = (timeline: Timeline): string =>
  layOut(timeline).lanes.some(({ marks }) => marks.some(({ look }) => look === 'failing'))
    ? l10n.t('The Service keeps sending traffic to the failing container.')
    : '';

/** `init is restarted twice on the way: exit code 1.` */
function retries(timeline: Timeline): string {
  const told = timeline.pod.containers.flatMap(({ name }) => {
    const restarts = of(timeline, 'start').filter(({ container, run }) => container === name && run > 0);
    const last = restarts.at(-1);
    const before = of(timeline, 'exit').find(
      ({ container, run }) => container === name && run === (last?.run ?? 0) - 1,
    );
    if (last === undefined || before === undefined) return [];
    const probe = killedBy(timeline, before);
    const cause = probe === undefined ? ending(timeline, before) : l10n.t('its {0} fails', probeWord(probe));
    return [l10n.t('{0} is restarted {1} on the way: {2}.', name, times(restarts.length), cause)];
  });
  return sentences(...told);
}

// ---- Runs ----

/** `2 init containers run first, one after the other. A sidecar runs beside.` */
function sequence(timeline: Timeline): string {
  const inits = timeline.pod.containers.filter(({ role }) => role === 'init').length;
  const sidecars = timeline.pod.containers.filter(({ role }) => role === 'sidecar').length;
  return sentences(
    inits === 1
      ? l10n.t('1 init container runs first.')
      : inits > 1
        ? l10n.t('{0} init containers run first, one after the other.', inits)
        : '',
    sidecars === 1
      ? l10n.t('A sidecar runs beside.')
      : sidecars > 1
        ? l10n.t('{0} sidecars run beside.', sidecars)
        : '',
  );
}

/** `main gets on at 50 % of its speed: it wants 2 CPUs, and its limit is 1.` */
function throttled({ usage = [], pod }: Timeline): string {
  const told = pod.containers.flatMap(({ name, cpuLimit }) => {
    const pieces = usage.find(({ container, resource }) => container === name && resource === 'cpu')?.pieces ?? [];
    const held = pieces.filter(({ wanted = 0 }) => wanted > 0);
    if (held.length === 0 || cpuLimit === undefined) return [];
    const worst = held.reduce((a, b) => ((b.wanted ?? 0) > (a.wanted ?? 0) ? b : a));
    const { start, wanted = 0 } = worst;
    const amount = (cpus: number): string => cores(Math.round(1000 * cpus));
    return [
      l10n.t(
        '{0} gets on at {1} % of its speed: it wants {2} CPUs, and its limit is {3}.',
        name,
        Math.round((100 * start) / wanted),
        amount(wanted),
        amount(cpuLimit),
      ),
    ];
  });
  return sentences(...told);
}

function runs(timeline: Timeline): Story {
  const ready = of(timeline, 'condition').filter(({ type }) => type === 'Ready');
  const first = ready.find(({ status }) => status === 'True');
  if (first === undefined) return neverReady(timeline);
  const lost = ready.filter(({ status, t }) => status === 'False' && t > first.t);
  const lastLost = lost.at(-1);
  const again = ready.find(({ status, t }) => status === 'True' && t > (lastLost?.t ?? 0));
  const detail = sentences(retries(timeline), sequence(timeline), throttled(timeline));
  const after = duration(first.t);
  if (lastLost === undefined)
    return { tone: 'good', headline: l10n.t('Ready after {0}, and stays ready.', after), detail };
  if (again === undefined)
    return {
      tone: 'bad',
      headline: l10n.t('Ready after {0}, but not from {1} on.', after, clock(lastLost.t)),
      detail,
    };
  return {
    tone: 'warn',
    headline:
      lost.length === 1
        ? l10n.t(
            'Ready after {0}; out of Service for {1} from {2}.',
            after,
            duration(again.t - lastLost.t),
            clock(lastLost.t),
          )
        : l10n.t('Ready after {0}; out of Service {1} until {2}.', after, times(lost.length), clock(again.t)),
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
      ? l10n.t('Never ready: an init container has not ended by {0}.', clock(timeline.until))
      : failing === undefined
        ? l10n.t('Not ready by {0}.', clock(timeline.until))
        : l10n.t('Never ready: the {0} of {1} fails.', probeWord(failing.probeType), failing.container),
    detail: failed === undefined ? '' : l10n.t('{0} ends with exit code {1}.', failed.container, failed.exitCode),
  };
}
