/** What the status of a live Pod's containers says of their runs: the API keeps the last two. */
import { asMapping, asNumber, asString, type PlainMapping } from '../../model/plain.ts';
import type { ContainerExit, StateChange, Step } from '../steps.ts';
import type { Clock } from './time.ts';

interface Ended {
  readonly start: number | undefined;
  readonly end: number;
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string | undefined;
}

/**
 * The starts, exits and states of one container, in order.
 *
 * @param status an entry of `containerStatuses` or `initContainerStatuses`
 * @param readyAt when all containers became ready, if they are
 * @param isProbed whether probes decide when it is ready; without them it is as soon as it runs
 */
export function stepsOfContainer(
  status: PlainMapping,
  clock: Clock,
  { readyAt, isProbed }: { readonly readyAt: number | undefined; readonly isProbed: boolean },
): readonly Step[] {
  const container = asString(status.name) ?? '';
  const restartCount = asNumber(status.restartCount) ?? 0;
  const state = asMapping(status.state);
  const before = readEnded(asMapping(status.lastState).terminated, clock);
  const ended = readEnded(state.terminated, clock);
  const startedAt = clock(asMapping(state.running).startedAt);
  const isReady = status.ready === true;
  const steps: Step[] = [];

  const change = (t: number, rest: Pick<StateChange, 'state' | 'ready' | 'started'> & Partial<StateChange>): void => {
    steps.push({ t, kind: 'state', container, restartCount, ...rest });
  };
  // The count is of the starts after the first; a container in back-off waits for the one after the last.
  const last = restartCount;
  const isWaiting = ended === undefined && startedAt === undefined;

  const past = (index: number, ended: Ended): void => {
    const [start, ...exit] = run(container, index, ended);
    if (start) steps.push(start);
    if (exit.length > 0) change(start?.t ?? 0, { state: 'running', ready: !isProbed, started: !isProbed });
    steps.push(...exit);
  };
  if (before) past(isWaiting ? last : Math.max(0, last - 1), before);
  if (ended) {
    past(last, ended);
    const { end: t, exitCode, reason, message } = ended;
    const told = { exitCode, reason, ...(message !== undefined && { message }) };
    change(t, { state: 'terminated', ready: false, started: false, ...told });
  } else if (startedAt !== undefined) {
    steps.push({ t: startedAt, kind: 'start', container, run: last });
    change(startedAt, { state: 'running', ready: isReady && !isProbed, started: status.started === true });
    if (isReady && isProbed)
      change(Math.max(startedAt, readyAt ?? startedAt), { state: 'running', ready: true, started: true });
  } else {
    const { reason, message } = asMapping(state.waiting);
    change(before?.end ?? 0, {
      state: 'waiting',
      ready: false,
      started: false,
      ...(typeof reason === 'string' && { reason }),
      ...(typeof message === 'string' && { message }),
      ...(before && { lastTerminated: { t: before.end, exitCode: before.exitCode, reason: before.reason } }),
    });
  }
  return steps;
}

/** How many runs of a container the status no longer tells of. */
export function forgottenRuns(status: PlainMapping): number {
  const state = asMapping(status.state);
  const runs = (asNumber(status.restartCount) ?? 0) + 1;
  const known = [asMapping(status.lastState).terminated, state.running, state.terminated].filter(Boolean).length;
  // One that waits for its first start has had no run.
  return Math.max(0, (known === 0 ? 0 : runs) - known);
}

function readEnded(value: unknown, clock: Clock): Ended | undefined {
  const { startedAt, finishedAt, exitCode, reason, message } = asMapping(value);
  const end = clock(finishedAt);
  if (end === undefined) return undefined;
  return {
    start: clock(startedAt),
    end,
    exitCode: asNumber(exitCode) ?? 0,
    reason: asString(reason) ?? '',
    message: asString(message),
  };
}

function run(container: string, index: number, { start, end, exitCode, reason }: Ended): Step[] {
  const exit: Step = { t: end, kind: 'exit', container, run: index, exitCode, reason, how: howOf(exitCode, reason) };
  return start === undefined ? [exit] : [{ t: start, kind: 'start', container, run: index }, exit];
}

/** The runtime tells a process's end by its exit code: 128 and the signal's number. */
function howOf(exitCode: number, reason: string): ContainerExit['how'] {
  if (reason === 'OOMKilled') return 'OOM';
  if (exitCode === 137) return 'SIGKILL';
  return exitCode === 143 ? 'SIGTERM' : 'itself';
}
