/** A Timeline in one sentence and a handful of facts, each with the mark that is its evidence. */
import type {
  ContainerExit,
  ContainerIdentity,
  ProbeType,
  Step,
  Timeline,
} from '../../server/src/lifecycle/timeline.ts';
import { bytes, layOut, type Mark, type Picture } from './picture/lanes.ts';
import { clock, duration } from './picture/words.ts';

export type Tone = 'good' | 'warn' | 'bad';

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly tone: Tone | 'plain';
  /** Id of the mark that shows it. */
  readonly mark?: string;
}

export interface Verdict {
  readonly tone: Tone;
  readonly headline: string;
  readonly detail: string;
  readonly facts: readonly Fact[];
}

/** What a Timeline comes to. */
export function verdictOf(timeline: Timeline): Verdict {
  const picture = layOut(timeline);
  const story = tell(timeline);
  return { ...story, facts: factsOf(timeline, picture) };
}

type Story = Pick<Verdict, 'tone' | 'headline' | 'detail'>;

function tell(timeline: Timeline): Story {
  return (
    neverScheduled(timeline) ??
    neverStarted(timeline) ??
    restartLoop(timeline) ??
    deleted(timeline) ??
    ended(timeline) ??
    runs(timeline)
  );
}

const of = <K extends Step['kind']>(timeline: Timeline, kind: K): Extract<Step, { kind: K }>[] =>
  timeline.steps.filter((step): step is Extract<Step, { kind: K }> => step.kind === kind);

const sentence = (text: string): string => `${text.replace(/[.\s]+$/, '')}.`;

function neverScheduled(timeline: Timeline): Story | undefined {
  const last = of(timeline, 'condition').findLast(({ type }) => type === 'PodScheduled');
  if (last?.status !== 'False') return undefined;
  const [fit = '', ...rest] = (last.message ?? last.reason ?? '').split('. ');
  return {
    tone: 'bad',
    headline: 'Never scheduled: no node fits.',
    detail: ['The Pod stays Pending', fit, ...rest.slice(0, 1)].filter(Boolean).map(sentence).join(' '),
  };
}

function neverStarted(timeline: Timeline): Story | undefined {
  if (of(timeline, 'start').length > 0) return undefined;
  const waiting = of(timeline, 'state').findLast(({ state }) => state === 'waiting');
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

/** The probe whose verdict ended a run, if one did. */
export function killedBy(timeline: Timeline, exit: ContainerExit): ProbeType | undefined {
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

function restartLoop(timeline: Timeline): Story | undefined {
  const name = loopingContainer(timeline);
  if (name === undefined) return undefined;
  const exits = of(timeline, 'exit').filter(({ container }) => container === name);
  const last = exits.at(-1);
  if (last === undefined) return undefined;
  const identity = timeline.pod.containers.find((container) => container.name === name);
  const start = of(timeline, 'start').find(({ container, run }) => container === name && run === last.run);
  const ran = last.t - (start?.t ?? 0);
  const who = timeline.pod.containers.length > 1 ? name : undefined;
  const times = `${exits.length} ${exits.length === 1 ? 'time' : 'times'} in ${duration(timeline.until)}`;
  if (last.how === 'OOM') {
    return {
      tone: 'bad',
      headline: `${who ?? ''}${who ? ' never' : 'Never'} stays up: killed at its ${limitOf(identity)}memory limit ${duration(ran)} into ${exits.length > 1 ? 'every' : 'the'} run.`,
      detail: `It is OOMKilled ${times}.`,
    };
  }
  const probe = killedBy(timeline, last);
  if (probe !== undefined) {
    return {
      tone: 'bad',
      headline:
        exits.length > 1
          ? `${who ? `${who} restarts` : 'Restarts'} in a loop. Each run fails its ${probe} probe and is killed.`
          : `${who ? `${who} restarts` : 'Restarts'} at ${clock(last.t)}: its ${probe} probe fails and it is killed.`,
      detail: servedWhileFailing(timeline),
    };
  }
  if (last.how !== 'itself') return undefined;
  return {
    tone: last.exitCode === 0 ? 'warn' : 'bad',
    headline: `${who ? `${who} ${last.exitCode === 0 ? 'ends' : 'crashes'}` : last.exitCode === 0 ? 'Ends' : 'Crashes'} ${exits.length > 1 ? 'in a loop' : `at ${clock(last.t)}`}: exit code ${last.exitCode} after ${duration(ran)}${exits.length > 1 ? ' in each run' : ''}.`,
    detail: `It ends ${times} and is started again.`,
  };
}

const limitOf = (identity: ContainerIdentity | undefined): string =>
  identity?.memoryLimit === undefined ? '' : `${bytes(identity.memoryLimit)} `;

/** The container that was started again most often, if any was. */
function loopingContainer(timeline: Timeline): string | undefined {
  const runs = new Map<string, number>();
  for (const { container, run } of of(timeline, 'start')) runs.set(container, Math.max(runs.get(container) ?? 0, run));
  for (const { container, state, reason } of of(timeline, 'state')) {
    if (state === 'waiting' && reason === 'CrashLoopBackOff')
      runs.set(container, Math.max(1, runs.get(container) ?? 0));
  }
  const most = [...runs].sort((a, b) => b[1] - a[1])[0];
  return most !== undefined && most[1] > 0 ? most[0] : undefined;
}

function servedWhileFailing(timeline: Timeline): string {
  const failing = total(serviceMarks(layOut(timeline), 'failing'));
  return failing > 0.5 ? 'The Service keeps sending traffic to the failing container.' : '';
}

function deleted(timeline: Timeline): Story | undefined {
  const deletion = of(timeline, 'delete')[0];
  if (deletion === undefined) return undefined;
  const gone = of(timeline, 'gone')[0];
  const killed = of(timeline, 'exit').find(({ how, t }) => how === 'SIGKILL' && t >= deletion.t);
  const begin = `Deleted at ${duration(deletion.t)}`;
  if (gone === undefined)
    return { tone: 'warn', headline: `${begin}, not gone by ${clock(timeline.until)}.`, detail: '' };
  return {
    tone: killed === undefined ? 'good' : 'warn',
    headline: `${begin}, gone ${duration(gone.t - deletion.t)} later${killed === undefined ? '' : `: ${killed.container} had to be killed`}.`,
    detail: killed === undefined ? '' : `It did not end within the ${duration(deletion.grace)} grace period.`,
  };
}

function ended(timeline: Timeline): Story | undefined {
  const last = of(timeline, 'phase').at(-1);
  if (last?.phase === 'Succeeded') {
    return { tone: 'good', headline: `Succeeds after ${duration(last.t)}.`, detail: sequence(timeline) };
  }
  if (last?.phase !== 'Failed') return undefined;
  const bad = of(timeline, 'exit').find(({ exitCode }) => exitCode !== 0);
  const cause =
    bad === undefined ? (last.reason ?? 'the Pod failed') : `${bad.container} ends with exit code ${bad.exitCode}`;
  return { tone: 'bad', headline: `Fails after ${duration(last.t)}: ${cause}.`, detail: last.message ?? '' };
}

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
  ].filter(Boolean);
  const words = parts.join('; ');
  return words === '' ? '' : sentence(words[0]?.toUpperCase() + words.slice(1));
}

function runs(timeline: Timeline): Story {
  const ready = of(timeline, 'condition').filter(({ type }) => type === 'Ready');
  const first = ready.find(({ status }) => status === 'True');
  const failed = of(timeline, 'exit').find(({ exitCode }) => exitCode !== 0);
  if (first === undefined) {
    const init = of(timeline, 'start').every(({ container }) => roleOf(timeline, container) !== 'container');
    const failing = of(timeline, 'probe').findLast(({ result }) => result !== 'succeeded');
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
  const lost = ready.find(({ status, t }) => status === 'False' && t > first.t);
  if (lost === undefined) {
    return { tone: 'good', headline: `Ready after ${duration(first.t)}, and stays ready.`, detail: sequence(timeline) };
  }
  const again = ready.find(({ status, t }) => status === 'True' && t > lost.t);
  return {
    tone: again === undefined ? 'bad' : 'warn',
    headline:
      again === undefined
        ? `Ready after ${duration(first.t)}, but not from ${clock(lost.t)} on.`
        : `Ready after ${duration(first.t)}; out of Service for ${duration(again.t - lost.t)} from ${clock(lost.t)}.`,
    detail: sequence(timeline),
  };
}

const roleOf = (timeline: Timeline, name: string): string | undefined =>
  timeline.pod.containers.find((container) => container.name === name)?.role;

// ---- Facts ----

const serviceMarks = (picture: Picture, look: Mark['look']): readonly Mark[] =>
  picture.lanes.flatMap(({ kind, marks }) => (kind === 'service' ? marks.filter((mark) => mark.look === look) : []));

const total = (marks: readonly Mark[]): number => marks.reduce((sum, { from, to }) => sum + to - from, 0);

/** Stretches of failing, one a run or just several. */
const each = (times: number, exits: number): string =>
  exits >= times - 1 ? `in each of ${times} runs` : `each of ${times} times`;

/** Several stretches of about the same length. */
const alike = (marks: readonly Mark[]): marks is readonly [Mark, ...Mark[]] => {
  const lengths = marks.map(({ from, to }) => to - from);
  return marks.length > 1 && Math.max(...lengths) - Math.min(...lengths) <= 0.1 * Math.max(...lengths);
};

function factsOf(timeline: Timeline, picture: Picture): readonly Fact[] {
  const facts: Fact[] = [];
  const evidence = (mark: Mark | undefined): { readonly mark?: string } =>
    mark === undefined ? {} : { mark: mark.id };
  const ready = of(timeline, 'condition').find(({ type, status }) => type === 'Ready' && status === 'True');
  const readiness = timeline.pod.containers.some(({ probes }) => probes.some(({ type }) => type === 'readiness'));
  const inService = serviceMarks(picture, 'in');
  const unscheduled = picture.lanes.flatMap(({ marks }) => marks).find(({ look }) => look === 'unschedulable');
  if (unscheduled !== undefined) {
    facts.push({
      label: 'Scheduled',
      value: unscheduled.open ? 'never' : duration(unscheduled.to),
      note: unscheduled.open ? `in ${duration(timeline.until)}` : 'after waiting for a node',
      tone: unscheduled.open ? 'bad' : 'warn',
      ...evidence(unscheduled),
    });
  }
  facts.push(
    ready === undefined
      ? {
          label: 'Ready',
          value: 'never',
          note: `in ${duration(timeline.until)}`,
          tone: 'bad',
          ...evidence(serviceMarks(picture, 'out')[0]),
        }
      : {
          label: 'Ready after',
          value: duration(ready.t),
          note: readiness ? 'its readiness probe passed' : 'no readiness probe',
          tone: 'good',
          ...evidence(inService[0]),
        },
  );
  const pulls = picture.lanes.flatMap(({ kind, marks }) => (kind === 'node' ? marks : []));
  const failed = pulls.filter(({ look, good }) => look === 'pull' && good === false);
  if (failed.length > 0) {
    const again = pulls.at(-1)?.good ? 'then one succeeds' : 'with a growing back-off';
    facts.unshift({
      label: 'Failed pulls',
      value: String(failed.length),
      note: again,
      tone: 'bad',
      ...evidence(failed[0]),
    });
  }
  const restarts = of(timeline, 'start').filter(({ run }) => run > 0);
  const exits = of(timeline, 'exit');
  const codes = [...new Set(exits.map(({ exitCode }) => exitCode))];
  const lastExit = picture.lanes.flatMap(({ marks }) => marks).find(({ look, good }) => look === 'exit' && !good);
  facts.push({
    label: 'Restarts',
    value: String(restarts.length),
    note:
      restarts.length === 0
        ? `in ${duration(timeline.until)}`
        : `in ${duration(timeline.until)}, exit ${codes.slice(0, 2).join(', ')}`,
    tone: restarts.length === 0 ? 'plain' : codes.every((code) => code === 0) ? 'warn' : 'bad',
    ...evidence(lastExit),
  });
  const failing = serviceMarks(picture, 'failing');
  if (failing.length > 0) {
    facts.push({
      label: 'Failing, yet in Service',
      ...(alike(failing)
        ? { value: duration(failing[0].to - failing[0].from), note: each(failing.length, exits.length) }
        : {
            value: duration(total(failing)),
            note: failing.length === 1 ? `from ${clock(failing[0]?.from ?? 0)}` : `in ${failing.length} stretches`,
          }),
      tone: 'warn',
      ...evidence(failing[0]),
    });
  }
  const out = serviceMarks(picture, 'out').filter(({ from }) => ready !== undefined && from >= ready.t);
  const over = of(timeline, 'phase').some(({ phase }) => phase === 'Succeeded' || phase === 'Failed');
  const longest = over ? undefined : [...out].sort((a, b) => b.to - b.from - (a.to - a.from))[0];
  if (longest !== undefined) {
    facts.push({
      label: 'Out of Service',
      value: `${longest.open ? '≥ ' : ''}${duration(longest.to - longest.from)}`,
      note: out.length === 1 ? `from ${clock(longest.from)}` : `the longest of ${out.length}`,
      tone: of(timeline, 'delete').length > 0 ? 'plain' : 'bad',
      ...evidence(longest),
    });
  }
  const waits = picture.lanes
    .flatMap(({ marks }) => marks)
    .filter(({ look, id }) => look === 'backoff' && id.includes('-backoff-'));
  const wait = waits.at(-1);
  if (wait !== undefined) {
    facts.push({
      label: 'Back-off',
      value:
        (wait.labels.at(-1) === 'back-off' ? wait.labels.at(-2) : wait.labels.at(-1)) ?? duration(wait.to - wait.from),
      note: `from ${clock(wait.from)}`,
      tone: 'warn',
      mark: wait.id,
    });
  }
  return facts.slice(0, 5);
}
