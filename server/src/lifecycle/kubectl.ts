import { humanDuration } from './durations.ts';
import type { ConditionChange, Phase, StateChange } from './steps.ts';
import type { Timeline } from './timeline.ts';

/** The columns of `kubectl get pod`, without the name. */
export interface PodLine {
  /** Such as `1/2`. */
  readonly ready: string;
  readonly status: string;
  /** Such as `3 (12s ago)`. */
  readonly restarts: string;
  readonly age: string;
}

/**
 * What `kubectl get pod` prints `t` seconds after the creation (`printers/internalversion` `printPod`);
 * undefined once the object is gone.
 */
export function getPodLine(timeline: Timeline, t: number): PodLine | undefined {
  const seen = apiAt(timeline, t);
  if (seen.gone) return undefined;
  const { containers } = timeline.pod;
  const inits = containers.filter(({ role }) => role !== 'container');
  const sidecars = inits.filter(({ role }) => role === 'sidecar');
  const apps = containers.filter(({ role }) => role === 'container').sort((a, b) => (a.name < b.name ? -1 : 1));
  let status: string = seen.reason ?? seen.phase;
  if (seen.conditions.get('PodScheduled')?.reason === 'SchedulingGated') status = 'SchedulingGated';
  let ready = 0;
  let counted: StateChange[] = [];
  let initializing = false;
  for (const [index, { name, role }] of inits.entries()) {
    const state = seen.states.get(name);
    if (state === undefined) continue;
    counted.push(state);
    if (state.state === 'terminated' && state.exitCode === 0) continue;
    if (role === 'sidecar' && state.started) {
      if (state.ready) ready++;
      continue;
    }
    const shown = state.state === 'terminated' || (state.state === 'waiting' && state.reason !== 'PodInitializing');
    const ended = state.reason ?? `ExitCode:${state.exitCode}`;
    status =
      shown && (state.reason !== undefined || state.state === 'terminated')
        ? `Init:${ended}`
        : `Init:${index}/${inits.length}`;
    initializing = true;
    break;
  }
  if (!initializing || seen.conditions.get('Initialized')?.status === 'True') {
    counted = sidecars.flatMap(({ name }) => seen.states.get(name) ?? []);
    let running = false;
    for (const { name } of apps.reverse()) {
      const state = seen.states.get(name);
      if (state === undefined) continue;
      counted.push(state);
      if (state.state === 'waiting' && state.reason !== undefined) status = state.reason;
      else if (state.state === 'terminated') status = state.reason ?? `ExitCode:${state.exitCode}`;
      else if (state.state === 'running' && state.ready) {
        running = true;
        ready++;
      }
    }
    if (status === 'Completed' && running)
      status = seen.conditions.get('Ready')?.status === 'True' ? 'Running' : 'NotReady';
  }
  if (seen.deleted && seen.phase !== 'Succeeded' && seen.phase !== 'Failed') status = 'Terminating';
  return {
    ready: `${ready}/${apps.length + sidecars.length}`,
    status,
    restarts: restartsText(counted, t),
    age: humanDuration(t * 1000),
  };
}

function restartsText(states: readonly StateChange[], t: number): string {
  const restarts = states.reduce((sum, { restartCount }) => sum + restartCount, 0);
  const last = Math.max(...states.flatMap(({ lastTerminated }) => lastTerminated?.t ?? []));
  return restarts > 0 && Number.isFinite(last)
    ? `${restarts} (${humanDuration((t - last) * 1000)} ago)`
    : String(restarts);
}

interface ApiView {
  phase: Phase;
  reason: string | undefined;
  readonly states: Map<string, StateChange>;
  readonly conditions: Map<string, ConditionChange>;
  deleted: boolean;
  gone: boolean;
}

/** What the API showed at that time. */
function apiAt({ steps }: Timeline, t: number): ApiView {
  const view: ApiView = {
    phase: 'Pending',
    reason: undefined,
    states: new Map(),
    conditions: new Map(),
    deleted: false,
    gone: false,
  };
  for (const step of steps) {
    if (step.t > t) break;
    switch (step.kind) {
      case 'phase':
        view.phase = step.phase;
        view.reason = step.reason;
        break;
      case 'condition':
        view.conditions.set(step.type, step);
        break;
      case 'state':
        view.states.set(step.container, step);
        break;
      case 'delete':
        view.deleted = true;
        // With a grace period of 0 the object is removed at once.
        view.gone ||= step.grace === 0;
        break;
      case 'gone':
        view.gone = true;
        break;
    }
  }
  return view;
}
