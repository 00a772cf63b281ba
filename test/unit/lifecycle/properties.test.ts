import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  Assumptions,
  ContainerAssumption,
  ProbeStep,
} from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import { readAssumptions } from '../../../server/src/lifecycle/assumptions/reader.ts';
import { getPodLine } from '../../../server/src/lifecycle/kubectl.ts';
import { readPod } from '../../../server/src/lifecycle/pod/read-pod.ts';
import { predict } from '../../../server/src/lifecycle/predict.ts';
import { simulate } from '../../../server/src/lifecycle/simulate.ts';
import type { Step } from '../../../server/src/lifecycle/steps.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';

/** Numbers that look random and are the same every time (mulberry32). */
function dice(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const chance = (share: number): boolean => next() < share;
  const upTo = (most: number): number => Math.floor(next() * (most + 1));
  const pick = <T>(...choices: T[]): T => choices[upTo(choices.length - 1)] as T;
  const maybe = <T>(share: number, value: () => T): T | undefined => (chance(share) ? value() : undefined);
  return { chance, upTo, pick, maybe };
}

type Dice = ReturnType<typeof dice>;

function somePod(roll: Dice): { pod: unknown; assumptions: Assumptions } {
  const names = ['a', 'b', 'c', 'd'];
  const containers = names.slice(0, 1 + roll.upTo(2)).map((name) => someContainer(roll, name, false));
  const initContainers = names.slice(0, roll.upTo(2)).map((name) => someContainer(roll, `init-${name}`, true));
  const all = [...containers, ...initContainers].map(({ name }) => name);
  return {
    pod: {
      metadata: { name: 'any' },
      spec: {
        containers,
        initContainers,
        restartPolicy: roll.pick('Always', 'OnFailure', 'Never'),
        terminationGracePeriodSeconds: roll.pick(0, 1, 5, 30),
        activeDeadlineSeconds: roll.maybe(0.1, () => 1 + roll.upTo(60)),
        volumes: [
          { name: 'conf', configMap: { name: 'conf', optional: roll.chance(0.5) } },
          { name: 'scratch', emptyDir: roll.pick({ sizeLimit: '10Mi' }, { medium: 'Memory' }, {}) },
        ],
      },
    },
    assumptions: {
      containers: Object.fromEntries(all.map((name) => [name, someBehaviour(roll)])),
      images: {
        'x:1': { pull: roll.upTo(20), ...(roll.chance(0.2) && { error: 'not found', failTimes: roll.upTo(3) }) },
      },
      ...(roll.chance(0.1) && { changes: [{ at: roll.upTo(100), container: 'a', image: roll.pick('x:1', 'w:1') }] }),
      ...(roll.chance(0.5) && { deleteAt: roll.upTo(100) }),
      ...(roll.chance(0.2) && { grace: roll.upTo(20) }),
      ...(roll.chance(0.5) && { objects: 'all' as const }),
    },
  };
}

function someContainer(roll: Dice, name: string, init: boolean) {
  const probe = () => ({
    ...roll.pick(
      { exec: { command: ['check'] } },
      { httpGet: { port: 80 } },
      { tcpSocket: { port: 80 } },
      { grpc: { port: 80 } },
    ),
    periodSeconds: 1 + roll.upTo(10),
    timeoutSeconds: 1 + roll.upTo(3),
    initialDelaySeconds: roll.upTo(5),
    failureThreshold: 1 + roll.upTo(2),
  });
  const hook = () => roll.pick<unknown>({ exec: { command: ['check'] } }, { sleep: { seconds: roll.upTo(9) } });
  const sidecar = init && roll.chance(0.5);
  const hooked = !init || sidecar;
  return {
    name,
    image: roll.pick('x:1', 'y:1', 'z'),
    imagePullPolicy: roll.maybe(0.3, () => roll.pick('Always', 'IfNotPresent', 'Never')),
    restartPolicy: sidecar ? 'Always' : undefined,
    resources: roll.maybe(0.3, () => ({
      limits: { cpu: '500m', memory: roll.pick('16Mi', '1Gi'), 'ephemeral-storage': roll.pick('1Mi', '1Gi') },
    })),
    livenessProbe: hooked ? roll.maybe(0.4, probe) : undefined,
    readinessProbe: hooked ? roll.maybe(0.4, probe) : undefined,
    startupProbe: hooked ? roll.maybe(0.3, probe) : undefined,
    lifecycle: hooked ? { postStart: roll.maybe(0.2, hook), preStop: roll.maybe(0.2, hook) } : undefined,
    volumeMounts: roll.maybe(0.2, () => [{ name: 'conf', mountPath: '/conf' }]),
  };
}

function someBehaviour(roll: Dice): ContainerAssumption {
  const run = () =>
    roll.chance(0.3)
      ? roll.pick({}, { cpuSeconds: roll.upTo(9) })
      : { exitAfter: roll.upTo(60) / 2, exitCode: roll.pick(0, 1, 3) };
  const step = (): ProbeStep => ({
    from: roll.upTo(40),
    exit: roll.upTo(1),
    status: roll.pick(200, 302, 500),
    delay: roll.pick(0, 0, 2, 20),
    ...(roll.chance(0.2) && { closed: true as const }),
  });
  const steps = () => Array.from({ length: roll.upTo(3) }, step);
  return {
    runs: Array.from({ length: roll.upTo(3) }, run),
    exec: { check: steps() },
    listen: [{ port: 80, kind: roll.pick('http', 'tcp', 'grpc'), steps: steps() }],
    ...(roll.chance(0.5) && { term: roll.pick({ ignore: true }, { exitAfter: roll.upTo(9), exitCode: 0 }) }),
    ...(roll.chance(0.2) && { memory: { bytes: 2 ** (20 + roll.upTo(6)), after: roll.upTo(20) } }),
    ...(roll.chance(0.3) && {
      cpu: Array.from({ length: roll.upTo(3) }, () => ({ from: roll.upTo(30), cores: roll.upTo(2) })),
    }),
    ...(roll.chance(0.3) && {
      disk: Array.from({ length: roll.upTo(3) }, () => ({
        from: roll.upTo(60),
        bytes: 2 ** (20 + roll.upTo(8)),
        ...(roll.chance(0.5) && { volume: 'scratch' }),
      })),
    }),
    ...(roll.chance(0.05) && { startError: 'no such file' }),
    ...(roll.chance(0.05) && { createError: 'no such device' }),
  };
}

const LIVES = Array.from({ length: 400 }, (_, seed) => {
  const { pod, assumptions } = somePod(dice(seed));
  return {
    seed,
    timeline: simulate(readPod(pod), assumptions, { until: 300, kubernetes: seed % 2 ? '1.34' : '1.36' }),
  };
});

function forEachLife(check: (timeline: Timeline) => void): void {
  for (const { seed, timeline } of LIVES) {
    try {
      check(timeline);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
}

test('Time never runs backwards, and ends with the horizon', () => {
  forEachLife(({ steps, until }) => {
    for (const [index, { t }] of steps.entries()) assert.ok(t >= (steps[index - 1]?.t ?? 0) && t <= until);
  });
});

test('A container runs at most once at a time, its runs counted from 0', () => {
  forEachLife(({ steps }) => {
    const running = new Map<string, number | undefined>();
    const runs = new Map<string, number>();
    for (const step of steps) {
      if (step.kind === 'start') {
        assert.equal(running.get(step.container), undefined, `${step.container} runs already`);
        assert.equal(step.run, runs.get(step.container) ?? 0);
        runs.set(step.container, step.run + 1);
        running.set(step.container, step.run);
      } else if (step.kind === 'exit') {
        assert.equal(running.get(step.container), step.run);
        running.set(step.container, undefined);
      }
    }
  });
});

test('The restarts that the API shows are the starts so far but one, or fewer', () => {
  forEachLife(({ steps }) => {
    const attempts = new Map<string, number>();
    for (const step of steps) {
      const created = step.kind === 'event' && step.reason === 'Created' && step.container !== undefined;
      if (created) attempts.set(step.container, (attempts.get(step.container) ?? 0) + 1);
      if (step.kind !== 'state') continue;
      assert.ok(step.restartCount <= Math.max(0, (attempts.get(step.container) ?? 0) - 1));
    }
  });
});

test('Every step has a reason, and what led to it came before it', () => {
  forEachLife(({ steps }) => {
    for (const [index, { why }] of steps.entries()) {
      assert.ok(why !== undefined && /^[^\n]+$/.test(why.text), `step ${index} has none`);
      assert.ok(
        why.after === undefined || (why.after >= 0 && why.after < index),
        `step ${index} follows from ${why.after}`,
      );
    }
  });
});

test('Every restart follows from an exit', () => {
  forEachLife(({ steps }) => {
    for (const step of steps) {
      if (step.kind !== 'start' || step.run === 0) continue;
      let cause: Step | undefined = step;
      while (cause !== undefined && cause.kind !== 'exit') cause = steps[cause.why?.after ?? -1];
      assert.ok(cause !== undefined, `${step.container}, run ${step.run}`);
    }
  });
});

test('What a container uses lies within its runs and its limits, and changes hands without gaps or overlaps', () => {
  forEachLife(({ steps, usage = [], until, pod }) => {
    for (const { container, resource, pieces } of usage) {
      const runs = new Map<number, { from: number; to: number }>();
      for (const step of steps) {
        if (step.kind === 'start' && step.container === container) runs.set(step.run, { from: step.t, to: until });
        if (step.kind === 'exit' && step.container === container)
          runs.set(step.run, { from: runs.get(step.run)?.from ?? 0, to: step.t });
      }
      const { memoryLimit, cpuLimit } = pod.containers.find(({ name }) => name === container) ?? {};
      const most = { memory: memoryLimit, cpu: cpuLimit, 'ephemeral-storage': undefined }[resource] ?? Infinity;
      let last = 0;
      for (const { from, to, start, end } of pieces) {
        assert.ok(from < to && from >= last - 1e-6, `${resource} from ${from} to ${to} after ${last}`);
        assert.ok(
          [...runs.values()].some((run) => run.from <= from + 1e-6 && to <= run.to + 1e-6),
          `${resource} at ${from}`,
        );
        assert.ok(start >= 0 && end >= 0 && start <= most && end <= most, `${resource}: ${start} to ${end}`);
        last = to;
      }
    }
  });
});

test('A static Pod, a Pod of a Job, and the figures of any life come out of any assumptions', () => {
  for (let seed = 0; seed < 120; seed++) {
    const { pod, assumptions } = somePod(dice(seed));
    const job = { backoffLimit: seed % 4, completions: 1 + (seed % 3), parallelism: 1 + (seed % 2) };
    const perIndex = { completionMode: 'Indexed', backoffLimitPerIndex: seed % 3, podReplacementPolicy: 'Failed' };
    const spec = seed % 4 < 2 ? job : { ...job, ...perIndex };
    const concurrencyPolicy = ['Allow', 'Forbid', 'Replace'][seed % 3];
    const owner =
      seed % 2 === 0
        ? { kind: 'Job', spec }
        : { kind: 'CronJob', spec: { schedule: '* * * * *', concurrencyPolicy, jobTemplate: { spec } } };
    const isStatic = seed % 5 === 0;
    const life = predict(pod, { assumptions, owner, until: 300, kubernetes: '1.34', static: isStatic, now: 0 });
    assert.deepEqual(JSON.parse(JSON.stringify(life)), life, `seed ${seed}`);
    const { job: course, cronJob, summary, assumed } = life;
    assert.ok(summary !== undefined && summary.restarts >= 0 && (summary.ready ?? 0) <= 300);
    assert.ok((summary.termination?.answers ?? 0) <= (summary.termination?.seconds ?? 0), `seed ${seed}`);
    for (const events of [course?.events, cronJob?.events]) {
      const times = events?.map(({ t }) => t) ?? [];
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
        `seed ${seed}`,
      );
    }
    const succeeded = course?.pods.filter(({ phase }) => phase === 'Succeeded').length ?? 0;
    if (course?.end?.type === 'Complete') assert.ok(succeeded >= 1 + (seed % 3), `seed ${seed}`);
    for (const { source, field, text } of assumed) {
      assert.notEqual(text, '');
      // The cluster's own habits and what SIGTERM does stand nowhere in the manifest.
      if (source === 'user' || source === 'manifest' || source === 'image') assert.match(field ?? '', /^spec\./);
    }
  }
});

test('A terminal phase is the last one, and the Pod is not ready then', () => {
  forEachLife(({ steps }) => {
    const phases = steps.filter((step) => step.kind === 'phase');
    const terminal = phases.findIndex(({ phase }) => phase === 'Succeeded' || phase === 'Failed');
    assert.ok(terminal === -1 || terminal === phases.length - 1);
    const ready = steps.filter((step) => step.kind === 'condition' && step.type === 'Ready').at(-1);
    assert.ok(terminal === -1 || (ready?.kind === 'condition' && ready.status === 'False'));
  });
});

test('A Pod that is gone stays gone', () => {
  forEachLife(({ steps }) => {
    const gone = steps.findIndex(({ kind }) => kind === 'gone');
    const shown = ['phase', 'condition', 'state', 'gone'];
    assert.ok(gone === -1 || steps.slice(gone + 1).every(({ kind }) => !shown.includes(kind)));
  });
});

test('A timeline is plain JSON, the same every time, and kubectl has a line for any moment', () => {
  forEachLife((timeline) => {
    assert.deepEqual(JSON.parse(JSON.stringify(timeline)), timeline);
    for (const t of [0, 1, 50, 300]) getPodLine(timeline, t);
  });
  const [a, b] = [0, 1].map(() => {
    const { pod, assumptions } = somePod(dice(7));
    return simulate(readPod(pod), assumptions, { until: 300, kubernetes: '1.34' });
  });
  assert.deepEqual(a, b);
});

test('Whatever the assumptions are, a timeline comes out, or what kept it', () => {
  const pod = readPod({
    spec: { containers: [{ name: 'a', image: 'x:1', livenessProbe: { exec: { command: ['c'] } } }] },
  });
  const odd: unknown[] = [
    { containers: { a: { runs: [{ exitAfter: 0, exitCode: 1 }], term: { exitAfter: -1 } } } },
    { containers: { a: { runs: [{ exitAfter: Number.NaN }], exec: { c: [{ from: -5, delay: 1e9 }] } } } },
    { containers: { a: { runs: 3, listen: 'x', exec: 4 } }, images: 7, nodes: 'x', deleteAt: 'soon' },
    { containers: null, images: null, nodes: [null], placed: 3, grace: -4, deleteAt: 2 },
  ];
  for (const assumptions of odd) {
    const { steps, stopped } = simulate(pod, readAssumptions(assumptions), { until: 100, kubernetes: 'x' });
    assert.ok(steps.length > 0 || stopped !== undefined);
  }
  const none = simulate(readPod({}), {}, { until: 10, kubernetes: '1.34' });
  assert.equal(none.stopped, 'The Pod has no containers.');
});

test('More steps than anybody can read end the simulation with a note', () => {
  const readinessProbe = { tcpSocket: { port: 80 }, periodSeconds: 1 };
  const containers = Array.from({ length: 101 }, (_, index) => ({ name: `c${index}`, image: 'x:1', readinessProbe }));
  const pod = readPod({ spec: { containers } });
  const { stopped, steps } = simulate(pod, {}, { until: 1e6, kubernetes: '1.34' });
  assert.match(stopped ?? '', /more than 200000 steps/);
  assert.equal(steps.length, 200_000);
});

test('Probes that pass for a day are not written down one by one, and change the rest as if they were', () => {
  const probe = (periodSeconds: number) => ({ tcpSocket: { port: 80 }, periodSeconds });
  const pod = readPod({
    spec: {
      containers: [
        { name: 'a', image: 'x:1', startupProbe: probe(1), livenessProbe: probe(2), readinessProbe: probe(3) },
        { name: 'b', image: 'x:1' },
      ],
    },
  });
  const steps = [{ from: 0 }, { from: 50_000.5, closed: true }, { from: 50_100 }];
  const assumptions: Assumptions = {
    containers: {
      a: { listen: [{ port: 80, kind: 'tcp', steps }] },
      b: { runs: [{ exitAfter: 20_000, exitCode: 1 }, {}] },
    },
  };
  const life = simulate(pod, assumptions, { until: 60_000, kubernetes: '1.34' });
  const probes = life.steps.filter((step) => step.kind === 'probe');
  const results = (type: string, passed: boolean): number =>
    probes
      .filter((step) => step.probeType === type && (step.result === 'succeeded') === passed)
      .reduce((sum, { repeated = 0 }) => sum + 1 + repeated, 0);
  assert.ok(probes.length < 6000, `${probes.length} are written down`);
  // A tick every 2 s, of which three fail, the third of them at 50 006 s.
  assert.deepEqual([results('liveness', true), results('liveness', false)], [29_997, 3]);
  const bad = probes.find(({ result }) => result === 'failed');
  assert.deepEqual([bad?.probeType, bad?.count], ['liveness', 1]);
  const last = probes.findLast(({ probeType, t }) => probeType === 'liveness' && t < 50_000);
  assert.equal((last?.count ?? 0) + (last?.repeated ?? 0), 25_000);
});

test('A readiness probe that fails for a day is not written down each time either, and the API hears of it as often', () => {
  const probe = { tcpSocket: { port: 80 }, periodSeconds: 1 };
  const startup = { ...probe, failureThreshold: 50_000 };
  const pod = readPod({
    spec: {
      containers: [
        { name: 'a', image: 'x:1', readinessProbe: probe },
        { name: 'b', image: 'x:1', startupProbe: startup },
        { name: 'c', image: 'x:1', livenessProbe: { httpGet: { port: 'none' }, periodSeconds: 1 } },
      ],
    },
  });
  const { steps, stopped } = simulate(pod, {}, { until: 86_400, kubernetes: '1.34' });
  assert.equal(stopped, undefined);
  assert.ok(steps.length < 20_000, `${steps.length} steps`);
  const warnings = steps.filter((step) => step.kind === 'event' && step.type === 'Warning' && step.dropped !== true);
  // 25 at once, and one in five minutes.
  assert.equal(warnings.length, 25 + 287);
  const kill = steps.find((step) => step.kind === 'stop');
  assert.deepEqual([kill?.t, kill?.container], [50_000, 'b']);
});
