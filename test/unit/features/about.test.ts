import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getCatalog } from '../../../server/src/catalog/catalog.ts';
import type { PodAbout } from '../../../server/src/features/about.ts';
import { getTimeline, type TimelineOptions } from '../../../server/src/features/timeline.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';

function aboutOf(yaml: string, options: TimelineOptions = {}): PodAbout {
  const result = getTimeline(parseFile(yaml), { line: 0, character: 0 }, { version: getCatalog().newest, ...options });
  assert.equal(result.kind, 'timeline');
  return result.kind === 'timeline' ? result.about : assert.fail();
}

const deployment = (pod: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
${pod.replace(/^/gm, '      ')}`;

test('who wins between container, Pod, image and default, with the field that says it', () => {
  const [first, second] = aboutOf(
    deployment(`securityContext: { runAsUser: 1000, fsGroup: 2000, supplementalGroups: [3000] }
containers:
  - name: own
    image: web:1
    securityContext: { runAsUser: 0, allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [KILL] } }
  - name: inherits
    image: web:1`),
  ).processes;
  assert.deepEqual(first?.user, { value: 0, from: 'container', path: 'spec.containers[0].securityContext.runAsUser' });
  assert.deepEqual(second?.user, { value: 1000, from: 'pod', path: 'spec.securityContext.runAsUser' });
  assert.deepEqual(first?.capabilities.value, { add: ['KILL'], drop: ['ALL'] });
  assert.deepEqual([first?.escalation.value, second?.escalation.value], [false, true]);
  assert.equal(second?.group.from, 'default');
  assert.deepEqual([first?.fsGroup.value, first?.supplementalGroups.value], [2000, [3000]]);
});

test('the user of an image counts where neither container nor Pod names one', () => {
  const yaml = deployment('containers: [{ name: main, image: web:1 }]');
  const known = aboutOf(yaml, { assumptions: { images: { 'web:1': { user: 101 } } } }).processes[0];
  assert.deepEqual([known?.user.value, known?.user.from], [101, 'image']);
  assert.equal(aboutOf(yaml).processes[0]?.user.value, 'image');
});

test('a privileged container is not confined by seccomp', () => {
  const { processes } = aboutOf(
    deployment(`securityContext: { seccompProfile: { type: RuntimeDefault } }
containers:
  - { name: free, image: a, securityContext: { privileged: true } }
  - { name: held, image: a }`),
  );
  assert.deepEqual(
    processes.map(({ seccomp }) => seccomp.value),
    ['Unconfined', 'RuntimeDefault'],
  );
});

test('what keeps the Pod from the next Pod Security level, by paths within the Pod', () => {
  const { level, violations } = aboutOf(
    deployment('hostNetwork: true\ncontainers: [{ name: main, image: a }]'),
  ).podSecurity;
  assert.equal(level, 'privileged');
  assert.deepEqual(
    violations.filter((violation) => violation.level === 'baseline').map(({ control, path }) => [control, path]),
    [['hostNamespaces', 'spec.hostNetwork']],
  );
});

test('requests and limits with the field that says them; a limit stands in for a request', () => {
  const about = aboutOf(
    deployment(`containers:
  - name: main
    image: a
    resources: { requests: { cpu: 250m }, limits: { memory: 64Mi } }`),
  );
  assert.deepEqual(about.containers[0]?.resources, [
    { name: 'cpu', request: { text: '250m', count: 250, path: 'spec.containers[0].resources.requests.cpu' } },
    {
      name: 'memory',
      request: { text: '64Mi', count: 2 ** 26 },
      limit: { text: '64Mi', count: 2 ** 26, path: 'spec.containers[0].resources.limits.memory' },
    },
  ]);
  assert.deepEqual([about.qos, about.burstableFor], ['Burstable', 'main has no cpu limit']);
});

test('volumes, who mounts them where, and the token that Kubernetes adds', () => {
  const pod = `containers:
  - name: web
    image: a
    volumeMounts: [{ name: pages, mountPath: /srv, readOnly: true, subPath: en }]
volumes: [{ name: pages, configMap: { name: texts } }, { name: unused, emptyDir: { medium: Memory } }]`;
  const [pages, unused, token] = aboutOf(deployment(pod)).volumes;
  assert.deepEqual(pages, {
    name: 'pages',
    path: 'spec.volumes[0]',
    source: 'configMap',
    of: 'texts',
    mounts: [
      { container: 'web', at: '/srv', readOnly: true, subPath: 'en', path: 'spec.containers[0].volumeMounts[0]' },
    ],
  });
  assert.deepEqual([unused?.of, unused?.mounts], ['in memory', []]);
  assert.deepEqual([token?.source, token?.mounts[0]?.container], ['projected', 'web']);
  assert.equal(aboutOf(deployment(`automountServiceAccountToken: false\n${pod}`)).volumes.length, 2);
});

test('every node says why it refuses the Pod', () => {
  const { nodes } = aboutOf(
    deployment('containers: [{ name: main, image: a, resources: { requests: { memory: 1000Gi } } }]'),
  );
  assert.deepEqual(
    nodes.map(({ name, chosen, reasons }) => [name, chosen, reasons[0]]),
    [
      ['control-plane', false, 'node(s) had untolerated taint(s)'],
      ['worker-1', false, 'Insufficient memory'],
      ['worker-2', false, 'Insufficient memory'],
    ],
  );
});

test('a Pod is found by its names in another text', () => {
  const pod = (name: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop }
spec: { containers: [{ name: main, image: a }] }
`;
  const file = parseFile(`${pod('a')}---\n${pod('b')}`);
  const find = (name: string) =>
    getTimeline(
      file,
      { line: 0, character: 0 },
      {
        version: getCatalog().newest,
        object: { kind: 'Pod', namespace: 'shop', name },
      },
    );
  const found = find('b');
  assert.ok(found.kind === 'timeline' && found.object.name === 'b');
  assert.equal(find('c').kind, 'none');
});
