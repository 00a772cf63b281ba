/** What a Pod does by its fields: probes, placement, updates, schedules. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scheduleInWords } from '../../../../server/src/features/schedule-words.ts';
import { container, pod, special } from './shown.ts';

describe('probes', () => {
  test('liveness, as in the Kubernetes tutorial', () => {
    assert.equal(
      special(
        container(
          'liveness$0Probe:\n  exec:\n    command: [cat, /tmp/healthy]\n  initialDelaySeconds: 5\n  periodSeconds: 5',
        ),
      ),
      'Succeeds when `cat /tmp/healthy` exits with 0 within 1 s. First check 5–10 s after the start, then every 5 s. 3 failures in a row restart the container, so a hang is noticed after 10–16 s. It then gets 30 seconds to stop.\n\nNot written, so: timeoutSeconds `1` · successThreshold `1` · failureThreshold `3`',
    );
  });

  test('readiness, through a named port', () => {
    assert.equal(
      special(
        container(
          'ports:\n- name: web\n  containerPort: 80\nreadiness$0Probe:\n  httpGet: {path: /ready, port: web}\n  initialDelaySeconds: 5\n  failureThreshold: 1\n  successThreshold: 2',
        ),
      ),
      'Succeeds when HTTP GET `/ready` on port `web` (80) is answered with 200–399 within 1 s. First check about 11–13 s after the start, then every 10 s. Until it succeeds the Pod is not Ready, and Services send it no traffic. One failure takes it out again: 0–11 s after a hang. 2 successes in a row bring it back. It never restarts the container.\n\nNot written, so: periodSeconds `10` · timeoutSeconds `1`',
    );
  });

  test('startup', () => {
    assert.equal(
      special(container('startup$0Probe:\n  tcpSocket: {port: 80}\n  failureThreshold: 30')),
      'Succeeds when port 80 accepts a connection within 1 s. First check up to 10 s after the start, then every 10 s; the other probes wait for its success. The application has 290–301 s to start: 30 failures in a row restart the container. It then gets 30 seconds to stop.\n\nNot written, so: periodSeconds `10` · timeoutSeconds `1` · successThreshold `1`',
    );
  });

  test('liveness behind a startup probe, in a Pod that does not restart', () => {
    const probes =
      'startupProbe:\n  grpc: {port: 1}\nlivenessProbe:\n  grpc: {port: 1}\n  failure$0Threshold: 1\n  terminationGracePeriodSeconds: 1';
    assert.equal(
      special(container(probes).replace('spec:\n', 'spec:\n  restartPolicy: Never\n')),
      'Succeeds when the gRPC health service on port 1 says SERVING within 1 s. First check up to 10 s after the startup probe has succeeded, then every 10 s. One failure ends the container for good, so a hang is noticed after 0–11 s. It then gets 1 second to stop.',
    );
  });
});

describe('where a Pod may go, in words', () => {
  const places: readonly (readonly [title: string, spec: string, words: string])[] = [
    [
      'node selector',
      'node$0Selector: {disk: ssd, "kubernetes.io/os": linux}',
      'Only onto nodes with `disk=ssd` and `kubernetes.io/os=linux`; while there is none, the Pod stays Pending.',
    ],
    [
      'node affinity',
      'affinity$0:\n    nodeAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        nodeSelectorTerms:\n        - matchExpressions:\n          - {key: zone, operator: In, values: [a, b]}\n          - {key: gpu, operator: Exists}\n      preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 5\n        preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}',
      'Only onto nodes with `zone` among `a`, `b` and a label `gpu`. Rather onto nodes with `disk=ssd` (weight 5).',
    ],
    [
      'Pod anti-affinity',
      'affinity:\n    podAntiAffinity:\n      required$0DuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector: {matchLabels: {app: web}}',
      'Only where no Pod with `app=web` runs in the same `kubernetes.io/hostname`.',
    ],
    [
      'spreading',
      'topologySpreadConstraints:\n  - max$0Skew: 1\n    topologyKey: zone\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector: {matchLabels: {app: web}}',
      'Keeps the numbers of Pods with `app=web` within 1 of each other, over the nodes grouped by `zone`. Where that cannot be, it goes where they differ least.',
    ],
  ];
  for (const [title, spec, words] of places) test(title, () => assert.equal(special(pod(`  ${spec}\n`)), words));
});

describe('updates of a Deployment', () => {
  const deployment = (spec: string): string => special(`apiVersion: apps/v1\nkind: Deployment\nspec:\n  ${spec}\n`);

  test('a quarter more and a quarter less by default', () => {
    assert.equal(
      deployment('repl$0icas: 10'),
      'During an update there are at most 13 Pods, and at least 8 of them available.',
    );
  });

  test('by its own numbers', () => {
    assert.equal(
      deployment('replicas: 1\n  strategy: {rolling$0Update: {maxSurge: 0, maxUnavailable: 10%}}'),
      'During an update there are at most 1 Pod, and at least 0 of them available.',
    );
  });

  test('Recreate', () => assert.match(deployment('strategy$0: {type: Recreate}'), /^An update ends all Pods/));
});

describe('when a CronJob is due', () => {
  const now = Date.parse('2026-11-24T10:00:00Z');
  const cronJob = (spec: string): string => special(`apiVersion: batch/v1\nkind: CronJob\nspec:\n  ${spec}\n`, { now });

  test('by the controller’s clock', () => {
    assert.equal(
      cronJob('sche$0dule: "0 3 * * *"'),
      'Runs at 03:00, by the clock of the kube-controller-manager (mostly UTC).\n\nNext: Wed 25 Nov 2026 03:00 · Thu 26 Nov 2026 03:00 · Fri 27 Nov 2026 03:00 UTC',
    );
  });
  test('in its own time zone', () => {
    const words = cronJob('sche$0dule: "@hourly"\n  timeZone: Asia/Kolkata');
    assert.match(words, /in the time zone `Asia\/Kolkata`\.\n\nNext: Tue 24 Nov 2026 16:00 · /);
  });
  test('never', () => assert.match(cronJob('sche$0dule: "0 0 30 2 *"'), /It is never due\.$/));
  test('not while it is suspended', () => {
    assert.match(cronJob('sche$0dule: "@daily"\n  suspend: true'), /^Would run at 00:00, .*; it is suspended\.$/);
  });
  test('not without a clock', () => {
    assert.doesNotMatch(special('apiVersion: batch/v1\nkind: CronJob\nspec:\n  sche$0dule: "@daily"\n'), /Next/);
  });
});

describe('schedules in words', () => {
  const schedules: Readonly<Record<string, string | undefined>> = {
    '*/5 * * * *': 'every 5 minutes',
    '* * * * *': 'every minute',
    '0 * * * *': 'every hour on the hour',
    '15 * * * *': 'every hour at minute 15',
    '0 3 * * *': 'at 03:00',
    '30 8,20 * * 1-5': 'at 08:30 and 20:30 on Monday to Friday',
    '0 0 1 * *': 'at 00:00 on day 1 of the month',
    '0 0 13 * FRI': 'at 00:00 on day 13 of the month and on Friday',
    '0 0 1 jan,Jul *': 'at 00:00 on day 1 of the month in January and July',
    '0 */2 * * *': 'at minute 0 of every 2nd hour',
    '*/10 9-17 * * *': 'every 10 minutes of hour 9 to 17',
    '@daily': 'at 00:00',
    '@every 90m': 'every 90m',
    '5 4': undefined,
  };
  for (const [schedule, words] of Object.entries(schedules))
    test(schedule, () => assert.equal(scheduleInWords(schedule), words));
});
