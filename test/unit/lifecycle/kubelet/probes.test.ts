import assert from 'node:assert/strict';
import { test } from 'node:test';
import { events, gaps, lines, live } from '../life.ts';

const listening = (steps: readonly { from: number; status?: number; closed?: true; delay?: number }[]) => ({
  containers: { main: { listen: [{ port: 80, kind: 'http' as const, steps }] } },
});

test('Liveness ticks count from the first sync, and the third failure kills', () => {
  const pod = `
    containers:
    - name: main
      image: app:1
      livenessProbe: { httpGet: { port: 80 }, periodSeconds: 3, initialDelaySeconds: 3 }`;
  const life = live({ pod, assume: listening([{ from: 0 }, { from: 5, status: 500 }]), until: 13 });
  assert.deepEqual(lines(life, ['probe', 'exit', 'start']), [
    '0.5 start main 0',
    '3 liveness succeeded 1/1',
    '6 liveness failed 1/3',
    '9 liveness failed 2/3',
    '12 liveness failed 3/3',
    '12.1 exit main 143 Error by SIGTERM',
    '12.1 start main 1',
  ]);
  const killing = life.steps.findIndex((step) => step.kind === 'event' && step.reason === 'Killing');
  const cause = life.steps[killing]?.why?.after ?? -1;
  assert.equal(
    life.steps[cause]?.why?.text,
    'main is killed because its liveness probe failed 3 times in a row, and failureThreshold is 3.',
  );
});

test('Probe kills restart at once until the back-off exceeds the age of the exit before', () => {
  const pod = `
    containers:
    - name: main
      image: app:1
      livenessProbe: { exec: { command: [check] }, periodSeconds: 5 }`;
  const check = [{ from: 0 }, { from: 8, exit: 1 }];
  const waits = gaps(live({ pod, assume: { containers: { main: { exec: { check } } } }, until: 200 }), 'main');
  assert.deepEqual(
    waits.slice(0, 5).map((wait) => wait < 1),
    [true, true, true, true, false],
  );
});

test('A readiness probe is tried when the start is noticed, once more a second later, then by its period', () => {
  const pod = `
    containers:
    - name: main
      image: app:1
      readinessProbe: { httpGet: { port: 80 }, periodSeconds: 10 }`;
  const life = live({ pod, assume: listening([{ from: 0, status: 503 }, { from: 4 }]), until: 15 });
  assert.deepEqual(
    lines(life, ['probe', 'condition']).filter((line) => /readiness| Ready/.test(line)),
    [
      '0 Ready False',
      '0.7 readiness failed 1/3',
      '1.7 readiness failed 2/3',
      '11.7 readiness succeeded 1/1',
      '11.7 Ready True',
    ],
  );
});

test('Startup holds back liveness and readiness; readiness follows its success at once', () => {
  const pod = `
    containers:
    - name: main
      image: app:1
      startupProbe: { httpGet: { port: 80 }, periodSeconds: 4, failureThreshold: 30 }
      livenessProbe: { httpGet: { port: 80 }, periodSeconds: 4, failureThreshold: 1 }
      readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5 }`;
  const life = live({ pod, assume: listening([{ from: 0, closed: true }, { from: 6 }]), until: 12 });
  assert.deepEqual(lines(life, ['probe']), [
    '4 startup failed 1/30',
    '8 startup succeeded 1/1',
    '8 readiness succeeded 1/1',
    '12 liveness succeeded 1/1',
  ]);
});

test('A timed-out command takes its timeout, and a slow one runs back to back', () => {
  const pod = (timeout: number) => `
    containers:
    - name: main
      image: app:1
      livenessProbe: { exec: { command: [check] }, periodSeconds: 2, timeoutSeconds: ${timeout} }`;
  const assume = { containers: { main: { exec: { check: [{ from: 0, delay: 3 }] } } } };
  assert.deepEqual(lines(live({ pod: pod(1), assume, until: 6 }), ['probe']), [
    '3 liveness timeout 1/3',
    '5 liveness timeout 2/3',
  ]);
  assert.deepEqual(lines(live({ pod: pod(9), assume, until: 12 }), ['probe']), [
    '5 liveness succeeded 1/1',
    '8 liveness succeeded 2/1',
    '11 liveness succeeded 3/1',
  ]);
  const message = live({ pod: pod(1), assume, until: 6 }).steps.find(
    (step) => step.kind === 'event' && step.reason === 'Unhealthy',
  );
  assert.equal(
    message?.kind === 'event' && message.message,
    'Liveness probe failed: command timed out: "check" timed out after 1s',
  );
});

test('Slow answers are passed over once they are many and alike, up to the one that the end of the container cuts short', () => {
  for (const { period, delay, results, took } of [
    { period: 1, delay: 0.2, results: 3000, took: 0.101 },
    { period: 2, delay: 2.5, results: 1200, took: 0.601 },
  ]) {
    const pod = `
      containers:
      - name: main
        image: app:1
        livenessProbe: { exec: { command: [check] }, periodSeconds: ${period}, timeoutSeconds: 9 }`;
    const check = [{ from: 0, delay }];
    const runs = [{ exitAfter: results * Math.max(period, delay) + (period === 1 ? 0.6 : 2.1), exitCode: 1 }, {}];
    const life = live({ pod, assume: { containers: { main: { exec: { check }, runs } } }, until: 3010 });
    const probes = life.steps.flatMap((step) => (step.kind === 'probe' ? [step] : []));
    const last = probes.find(({ result }) => result === 'failed');
    const passed = probes.slice(0, last && probes.indexOf(last));
    assert.equal(passed.length, 1000);
    assert.equal(
      passed.reduce((sum, { repeated = 0 }) => sum + 1 + repeated, 0),
      results,
    );
    assert.equal(last?.took, took);
  }
});

test('A probe that names no port counts neither as success nor as failure', () => {
  const pod = `
    containers:
    - name: main
      image: app:1
      livenessProbe: { tcpSocket: { port: web }, periodSeconds: 2, failureThreshold: 1 }`;
  const life = live({ pod, until: 9 });
  assert.deepEqual(lines(life, ['probe', 'exit']), []);
  assert.deepEqual(events(life, 'main').slice(-1), ['8 Unhealthy main']);
  assert.equal(
    life.steps.findLast((step) => step.kind === 'event')?.message,
    'Liveness probe errored and resulted in unknown state: strconv.Atoi: parsing "web": invalid syntax',
  );
});

test('A gRPC probe whose connection is refused tries again within its timeout', () => {
  const pod = `
    containers:
    - name: main
      image: app:1
      livenessProbe: { grpc: { port: 80 }, periodSeconds: 5, timeoutSeconds: 4 }`;
  const steps = [
    { from: 0, closed: true as const },
    { from: 6.8, serving: true },
  ];
  const assume = { containers: { main: { listen: [{ port: 80, kind: 'grpc' as const, steps }] } } };
  assert.deepEqual(lines(live({ pod, assume, until: 11 }), ['probe']), [
    '7.6 liveness succeeded 1/1',
    '10 liveness succeeded 2/1',
  ]);
});

test('All containers of a Pod share one address', () => {
  const pod = `
    containers:
    - { name: main, image: app:1, readinessProbe: { tcpSocket: { port: 80 } } }
    - { name: proxy, image: proxy:1 }`;
  const assume = { containers: { proxy: { listen: [{ port: 80, kind: 'tcp' as const, steps: [{ from: 0 }] }] } } };
  assert.ok(lines(live({ pod, assume, until: 5 }), ['condition']).includes('1.7 Ready True'));
});

test('A redirect passes with a warning', () => {
  const pod = 'containers: [{ name: main, image: app:1, readinessProbe: { httpGet: { port: 80 } } }]';
  assert.ok(
    events(live({ pod, assume: listening([{ from: 0, status: 302 }]), until: 5 })).includes('0.7 ProbeWarning main'),
  );
});

test('A container that was restarted at a tick has not quite come to full seconds at a later tick', () => {
  const probe = 'livenessProbe: { exec: { command: [check] }, periodSeconds: 5, failureThreshold: 1 }';
  const main = {
    exec: { check: [{ from: 0 }, { from: 10, exit: 1 }] },
    term: { exitAfter: 5, exitCode: 0 },
  };
  const life = live({ pod: `containers: [{ name: main, image: app, ${probe} }]`, assume: { containers: { main } } });
  // Started by the kill at 15 s, it fails not at 30 but at 35 s.
  assert.deepEqual(lines(life, ['stop']).slice(0, 2), ['15 stop main 30', '35 stop main 30']);
});

test('An HTTP probe asks for its path without the query, and gets no HTTP from what does not speak it', () => {
  const pod =
    'containers: [{ name: main, image: app:1, readinessProbe: { httpGet: { path: "/ready?all=1", port: 80 } } }]';
  const said = (kind: 'http' | 'tcp' | 'grpc', path: string | undefined) => {
    const listen = [{ port: 80, kind, ...(path && { path }), steps: [{ from: 0 }] }];
    const life = live({ pod, assume: { containers: { main: { listen } } }, until: 1 });
    const failed = life.steps.find((step) => step.kind === 'event' && step.reason === 'Unhealthy');
    return failed?.kind === 'event' ? failed.message.split('": ').at(-1) : undefined;
  };
  assert.equal(said('http', '/ready'), undefined);
  assert.equal(said('http', '/other'), 'Readiness probe failed: HTTP probe failed with statuscode: 404');
  assert.equal(said('tcp', undefined), 'EOF');
  assert.match(said('grpc', undefined) ?? '', /malformed HTTP response "\\x00\\x00\\x06/);
});

test('A probe with scheme HTTPS needs TLS, and one without needs plain HTTP', () => {
  const pod = (scheme: string) =>
    `containers: [{ name: main, image: "app:1", readinessProbe: { httpGet: { port: 80, scheme: ${scheme} } } }]`;
  const first = (scheme: string, tls: boolean) => {
    const listen = [{ port: 80, kind: 'http' as const, tls, steps: [{ from: 0 }] }];
    const life = live({ pod: pod(scheme), assume: { containers: { main: { listen } } }, until: 1 });
    const unhealthy = life.steps.find((step) => step.kind === 'event' && step.reason === 'Unhealthy');
    return unhealthy?.kind === 'event' ? unhealthy.message : 'healthy';
  };
  assert.deepEqual(
    [first('HTTPS', true), first('HTTPS', false), first('HTTP', true), first('HTTP', false)],
    [
      'healthy',
      'Readiness probe failed: Get "https://10.244.1.2:80/": http: server gave HTTP response to HTTPS client',
      'Readiness probe failed: HTTP probe failed with statuscode: 400',
      'healthy',
    ],
  );
});
