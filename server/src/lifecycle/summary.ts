/** A Pod's life in a few figures: what people ask of it first. */
import type { Container, Pod, Probe } from './pod/pod.ts';
import type { Step } from './steps.ts';
import type { HangSummary, Summary, TerminationSummary, Timeline } from './timeline.ts';

/** Seconds in which restarts are counted. */
const FIRST_MINUTES = 600;
/** Seconds of being ready after which a deletion is tried out. */
const SETTLED = 5;

/** @param deleted the same Pod's life when it is deleted at that second, looked at for so many seconds after */
export function summaryOf(pod: Pod, timeline: Timeline, deleted: (at: number, seconds: number) => Timeline): Summary {
  const { steps } = timeline;
  const ready = steps.find((step) => step.kind === 'condition' && step.type === 'Ready' && step.status === 'True')?.t;
  const restarts = steps.filter((step) => step.kind === 'start' && step.run > 0 && step.t <= FIRST_MINUTES).length;
  const termination = terminationOf(pod, steps, ready, deleted);
  return {
    ...(ready !== undefined && { ready }),
    hangs: [...pod.initContainers, ...pod.containers].flatMap((container) => hangOf(pod, container)),
    ...(termination !== undefined && { termination }),
    restarts,
  };
}

/**
 * A process that hangs right after a probe passed: the next tick finds it out, and as many in a row as the threshold
 * asks for; each one waits for its timeout, and a probe slower than its period begins again at once.
 */
function hangOf(pod: Pod, { name, probes: { liveness } }: Container): HangSummary[] {
  if (liveness === undefined) return [];
  const { periodSeconds, failureThreshold, timeoutSeconds, path } = liveness;
  const between = Math.max(periodSeconds, timeoutSeconds);
  const noticed = periodSeconds + (failureThreshold - 1) * between + timeoutSeconds;
  return [{ container: name, field: path, noticed, stopped: noticed + graceOf(pod, liveness) }];
}

/** Seconds until SIGKILL, of which each container gets two. */
function graceOf(pod: Pod, probe: Probe): number {
  return Math.max(2, probe.terminationGracePeriodSeconds ?? pod.terminationGracePeriodSeconds);
}

function terminationOf(
  pod: Pod,
  steps: readonly Step[],
  ready: number | undefined,
  deleted: (at: number, seconds: number) => Timeline,
): TerminationSummary | undefined {
  if (ready === undefined) return undefined;
  // As soon as it has settled, unless it is deleted or ends before that.
  const ends = steps.find(({ kind, t }) => (kind === 'delete' || kind === 'exit') && t > ready)?.t;
  const at = Math.min(ready + SETTLED, ends === undefined ? Number.POSITIVE_INFINITY : (ready + ends) / 2);
  const life = deleted(at, pod.terminationGracePeriodSeconds + FIRST_MINUTES).steps;
  const begun = life.findIndex(({ kind }) => kind === 'delete');
  const exits = life.slice(begun).filter((step) => step.kind === 'exit');
  const apps = new Set(pod.containers.map(({ name }) => name));
  const first = exits.find(({ container }) => apps.has(container));
  const last = exits.at(-1);
  if (begun < 0 || first === undefined || last === undefined) return undefined;
  const since = (t: number): number => Math.round((t - at) * 1000) / 1000;
  return { answers: since(first.t), seconds: since(last.t), killed: exits.some(({ how }) => how === 'SIGKILL') };
}
