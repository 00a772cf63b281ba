/** Small Timelines written by hand, so that the tests say what they expect without the simulator. */

import type { Step } from '../../../server/src/lifecycle/steps.ts';
import type { ContainerIdentity, ProbeIdentity, Timeline } from '../../../server/src/lifecycle/timeline.ts';

export const liveness: ProbeIdentity = {
  type: 'liveness',
  handler: 'exec',
  command: 'cat /tmp/healthy',
  initialDelaySeconds: 5,
  periodSeconds: 5,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
};

export function container(name: string, more: Partial<ContainerIdentity> = {}): ContainerIdentity {
  return {
    name,
    role: 'container',
    image: `registry.example/${name}:1`,
    path: 'spec.containers[0]',
    probes: [],
    ...more,
  };
}

export function timeline(steps: readonly Step[], containers: readonly ContainerIdentity[], until = 120): Timeline {
  return {
    kubernetes: '1.34',
    pod: { name: 'web', namespace: 'default', static: false, containers },
    until,
    steps: [...steps].sort((a, b) => a.t - b.t),
    assumed: [],
  };
}

const state = (t: number, name: string, ready: boolean, restartCount: number): Step => ({
  t,
  kind: 'state',
  container: name,
  state: 'running',
  ready,
  started: true,
  restartCount,
});

const condition = (t: number, type: string, status: 'True' | 'False'): Step => ({ t, kind: 'condition', type, status });

const image = 'registry.example/main:1';

/** Steps up to a container that is ready: pulled in 0.5 s, started, seen by the API 0.5 s later. */
export const started: readonly Step[] = [
  condition(0, 'Ready', 'False'),
  {
    t: 0,
    kind: 'state',
    container: 'main',
    state: 'waiting',
    reason: 'ContainerCreating',
    ready: false,
    started: false,
    restartCount: 0,
  },
  {
    t: 0,
    kind: 'event',
    type: 'Normal',
    reason: 'Pulling',
    container: 'main',
    from: 'kubelet',
    message: `Pulling image "${image}"`,
  },
  { t: 0, kind: 'pull', image, op: 'begin' },
  { t: 0.5, kind: 'pull', image, op: 'end' },
  { t: 0.5, kind: 'start', container: 'main', run: 0 },
  {
    t: 0.5,
    kind: 'event',
    type: 'Normal',
    reason: 'Started',
    container: 'main',
    from: 'kubelet',
    message: 'Started container main',
  },
  state(1, 'main', true, 0),
  { t: 1, kind: 'phase', phase: 'Running' },
  condition(1, 'Ready', 'True'),
];

export const plain = timeline(started, [container('main')]);

/** One run of `main` from `from`: a pass each 5 s, three failures from `from` + 35 s, SIGTERM, and SIGKILL 30 s later. */
function failingRun(run: number, from: number): readonly Step[] {
  const probe = (after: number, result: 'succeeded' | 'failed', count: number): Step => ({
    t: from + after,
    kind: 'probe',
    container: 'main',
    probeType: 'liveness',
    result,
    count,
    threshold: result === 'failed' ? 3 : 1,
  });
  const passes = [5, 10, 15, 20, 25, 30].map((after, i) => probe(after, 'succeeded', i + 1));
  const failures = [35, 40, 45].map((after, i) => probe(after, 'failed', i + 1));
  return [
    ...(run === 0 ? [] : [{ t: from, kind: 'start', container: 'main', run } as const]),
    ...passes,
    ...failures,
    { t: from + 45, kind: 'stop', container: 'main', grace: 30 },
    { t: from + 75, kind: 'exit', container: 'main', run, exitCode: 137, reason: 'Error', how: 'SIGKILL' },
  ];
}

/** Three runs that each fail their liveness probe; then a back-off of 40 s, of which the kubelet notices the end 5 s late. */
export const loop = timeline(
  [
    ...started,
    ...failingRun(0, 0),
    ...failingRun(1, 75),
    ...failingRun(2, 150),
    condition(225.5, 'Ready', 'False'),
    {
      t: 226,
      kind: 'state',
      container: 'main',
      state: 'waiting',
      reason: 'CrashLoopBackOff',
      message: 'back-off 40s restarting failed container=main pod=web_default(UID)',
      ready: false,
      started: false,
      restartCount: 2,
    },
    { t: 270, kind: 'start', container: 'main', run: 3 },
    state(270.5, 'main', true, 3),
    condition(270.5, 'Ready', 'True'),
  ],
  [container('main', { probes: [liveness] })],
  300,
);

/** An init container, then `main`; everything succeeds. */
export const job = timeline(
  [
    {
      t: 0,
      kind: 'state',
      container: 'setup',
      state: 'waiting',
      reason: 'PodInitializing',
      ready: false,
      started: false,
      restartCount: 0,
    },
    {
      t: 0,
      kind: 'state',
      container: 'main',
      state: 'waiting',
      reason: 'PodInitializing',
      ready: false,
      started: false,
      restartCount: 0,
    },
    { t: 1, kind: 'start', container: 'setup', run: 0 },
    { t: 4, kind: 'exit', container: 'setup', run: 0, exitCode: 0, reason: 'Completed', how: 'itself' },
    { t: 5, kind: 'start', container: 'main', run: 0 },
    state(6, 'main', true, 0),
    { t: 6, kind: 'phase', phase: 'Running' },
    condition(6, 'Ready', 'True'),
    { t: 15, kind: 'exit', container: 'main', run: 0, exitCode: 0, reason: 'Completed', how: 'itself' },
    condition(16, 'Ready', 'False'),
    { t: 16, kind: 'phase', phase: 'Succeeded' },
  ],
  [container('setup', { role: 'init', path: 'spec.initContainers[0]' }), container('main')],
  600,
);

/** Killed at its memory limit in 2 s. */
export const oom = timeline(
  [
    ...started,
    { t: 2.5, kind: 'exit', container: 'main', run: 0, exitCode: 137, reason: 'OOMKilled', how: 'OOM' },
    condition(3, 'Ready', 'False'),
    { t: 3, kind: 'start', container: 'main', run: 1 },
    { t: 5, kind: 'exit', container: 'main', run: 1, exitCode: 137, reason: 'OOMKilled', how: 'OOM' },
  ],
  [container('main', { memoryLimit: 64 * 2 ** 20 })],
  5,
);

/** No node has room. */
export const pending = timeline(
  [
    {
      t: 0,
      kind: 'condition',
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: '0/1 nodes are available: 1 Insufficient memory. preemption: not helpful.',
    },
    {
      t: 0,
      kind: 'event',
      type: 'Warning',
      reason: 'FailedScheduling',
      from: 'default-scheduler',
      message: '0/1 nodes are available.',
    },
  ],
  [container('main')],
);

/** Deleted at 20 s; its preStop hook takes 3 s of the grace period, SIGTERM 2 s. */
export const deleted = timeline(
  [
    ...started,
    { t: 20, kind: 'delete', grace: 30 },
    {
      t: 20,
      kind: 'event',
      type: 'Normal',
      reason: 'Killing',
      container: 'main',
      from: 'kubelet',
      message: 'Stopping container main',
    },
    { t: 23, kind: 'stop', container: 'main', grace: 27 },
    { t: 25, kind: 'exit', container: 'main', run: 0, exitCode: 0, reason: 'Completed', how: 'SIGTERM' },
    { t: 25, kind: 'phase', phase: 'Succeeded' },
    { t: 26, kind: 'gone' },
  ],
  [container('main')],
);
