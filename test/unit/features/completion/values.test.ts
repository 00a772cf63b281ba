/** Values: enumerations, defaults, well-known ones, quantities, and how they are written. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver-types';
import { accept, completeAt, labels } from '../fixture.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
`;
const CONTAINER = `${POD}  containers:
    - name: app
      image: ghcr.io/example/app:1.0
`;

describe('known values', () => {
  const known: readonly (readonly [where: string, marked: string, first: readonly string[]])[] = [
    ['an enumeration', `${CONTAINER}      imagePullPolicy: $0`, ['IfNotPresent', 'Always', 'Never']],
    ['without the space', `${POD}  dnsPolicy:$0`, ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']],
    ['half typed', `${CONTAINER}      imagePullPolicy: Al$0`, ['IfNotPresent', 'Always', 'Never']],
    ['a boolean, what is not the default first', `${POD}  hostNetwork: $0`, ['true', 'false']],
    ['a boolean that is true by default', `${POD}  enableServiceLinks: $0`, ['false', 'true']],
    ['a number with its default', `${POD}  terminationGracePeriodSeconds: $0`, ['30']],
    ['a file mode, in octal', `${POD}  volumes:\n    - configMap:\n        defaultMode: $0`, ['0644']],
    ['CPU', `${CONTAINER}      resources:\n        limits:\n          cpu: $0`, ['100m', '250m']],
    ['memory', `${CONTAINER}      resources:\n        limits:\n          memory: $0`, ['64Mi', '128Mi']],
    [
      'capabilities',
      `${CONTAINER}      securityContext:\n        capabilities:\n          drop:\n            - $0`,
      ['ALL'],
    ],
    [
      'capabilities to add: single ones',
      `${CONTAINER}      securityContext:\n        capabilities:\n          add: [$0]`,
      ['NET_BIND_SERVICE'],
    ],
    ['capabilities in flow', `${CONTAINER}      securityContext: {capabilities: {drop: [$0]}}`, ['ALL']],
    ['a schedule', 'apiVersion: batch/v1\nkind: CronJob\nspec:\n  schedule: $0', ['*/5 * * * *']],
    [
      'the port that a probe asks, where none is declared',
      `${POD}  containers:\n    - image: redis:8\n      livenessProbe:\n        tcpSocket:\n          port: $0`,
      ['6379'],
    ],
    [
      'the port of a well-known image',
      `${POD}  containers:\n    - image: redis:8\n      ports:\n        - containerPort: $0`,
      ['6379'],
    ],
    ['taint effects', `${POD}  tolerations:\n    - effect: $0`, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']],
    [
      'node labels',
      `${POD}  topologySpreadConstraints:\n    - topologyKey: $0`,
      ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
    ],
    ['a user', `${POD}  securityContext:\n    runAsUser: $0`, ['1000']],
    ['signals', `${CONTAINER}      lifecycle:\n        stopSignal: $0`, ['SIGTERM']],
  ];
  for (const [where, marked, first] of known)
    test(where, () => assert.deepEqual(labels(marked).slice(0, first.length), first));

  test('keys of resources', () => {
    const limits = `${CONTAINER}      resources:\n        limits:\n          cpu: 1\n          $0`;
    assert.deepEqual(labels(limits).slice(0, 2), ['memory', 'ephemeral-storage']);
    assert.equal(
      accept(limits, 'memory'),
      limits.replace('$0', () => `memory: \${1|64Mi,128Mi,256Mi,512Mi,1Gi,2Gi|}`),
    );
  });

  test('what the version does not have is not offered', () => {
    const operator = `${POD}  tolerations:\n    - operator: $0`;
    assert.ok(labels(operator, '1.37').includes('Gt'));
    assert.ok(!labels(operator, '1.30').includes('Gt'));
  });

  test('nothing twice in a list', () => {
    const drop = `${CONTAINER}      securityContext:\n        capabilities:\n          add:\n            - NET_ADMIN\n            - $0`;
    assert.ok(!labels(drop).includes('NET_ADMIN'));
  });

  test('workloads restart their Pods always, Jobs never do', () => {
    const spec = 'spec:\n  template:\n    spec:\n      restartPolicy: $0';
    assert.deepEqual(labels(`apiVersion: apps/v1\nkind: Deployment\n${spec}`), ['Always']);
    assert.deepEqual(labels(`apiVersion: batch/v1\nkind: Job\n${spec}`), ['OnFailure', 'Never']);
  });

  test('the likeliest by what stands beside it', () => {
    assert.equal(labels(`${POD}  tolerations:\n    - key: a\n      operator: $0\n      value: b`)[0], 'Equal');
    assert.equal(labels(`${POD}  tolerations:\n    - key: a\n      operator: $0`)[0], 'Exists');
    const field = (name: string): string =>
      `${CONTAINER}      env:\n        - name: ${name}\n          valueFrom:\n            fieldRef:\n              fieldPath: $0`;
    assert.equal(labels(field('MY_POD_NAMESPACE'))[0], 'metadata.namespace');
    assert.equal(labels(field('HOST_IP'))[0], 'status.hostIP');
    assert.equal(labels(field('POD_NAME'))[0], 'metadata.name');
  });
});

describe('quantities', () => {
  const resources = (text: string): string => `${CONTAINER}      resources:\n        ${text}`;
  const cases: readonly (readonly [what: string, marked: string, first: readonly string[]])[] = [
    ['bytes take a unit', resources('limits:\n          memory: 51$0'), ['51Mi', '51Gi']],
    ['the unit that is begun', resources('limits:\n          memory: 51M$0'), ['51Mi', '51M', '64Mi']],
    ['storage', resources('limits:\n          ephemeral-storage: 3$0'), ['3Gi', '3Mi']],
    ['thousandths of a CPU', resources('limits:\n          cpu: 150$0'), ['150m', '150']],
    ['whole CPUs', resources('limits:\n          cpu: 3$0'), ['3', '3m']],
    ['room in memory', `${POD}  volumes:\n    - emptyDir:\n        sizeLimit: 20$0`, ['20Mi', '20Gi']],
    [
      'a limit is at least the request',
      resources('requests:\n          cpu: 500m\n        limits:\n          cpu: $0'),
      ['500m', '1', '2'],
    ],
    [
      'a request is at most the limit',
      resources('limits:\n          memory: 300Mi\n        requests:\n          memory: $0'),
      ['300Mi', '64Mi', '128Mi', '256Mi'],
    ],
    [
      'huge pages are requested as they are limited, in whole pages',
      resources('limits:\n          hugepages-2Mi: 10Mi\n        requests:\n          hugepages-2Mi: $0'),
      ['10Mi'],
    ],
    ['pages of a gigabyte', resources('limits:\n          hugepages-1Gi: $0'), ['1Gi', '2Gi']],
  ];
  for (const [what, marked, first] of cases)
    test(what, () => assert.deepEqual(labels(marked).slice(0, first.length), first));

  test('the list is asked for again with each character, as it depends on them', () => {
    assert.equal(completeAt(resources('limits:\n          memory: $0')).isIncomplete, true);
    assert.equal(completeAt(resources('limits:\n          $0')).isIncomplete, false);
  });

  test('a number that is begun is known: only what is written elsewhere is offered', () => {
    assert.deepEqual(labels(`${POD}  securityContext:\n    runAsUser: 1$0`), []);
    const port = `${CONTAINER}      ports:\n        - containerPort: 8080\n      livenessProbe:\n        tcpSocket:\n          port: 8$0`;
    assert.deepEqual(labels(port), ['8080']);
  });
});

describe('a value that anybody may choose', () => {
  const mounts = (path: string): string =>
    `${POD}  volumes:\n    - name: app-logs\n      emptyDir: {}\n  containers:\n    - volumeMounts:\n        - name: app-logs\n          mountPath: ${path}`;

  test('what is typed leads to what is offered, so that Enter does not replace it', () => {
    assert.ok(labels(mounts('$0')).includes('/app-logs'));
    assert.deepEqual(labels(mounts('/app$0')), ['/app-logs']);
    assert.deepEqual(labels(mounts('/logs$0')), []);
  });

  test('a part may be looked for by its name', () => {
    assert.ok(labels(mounts('app$0')).includes('/var/lib/app-logs'));
    const image = `${POD}  containers:\n    - image: ghcr.io/example/app:1.0\n    - image: $0`;
    assert.deepEqual(labels(image.replace('$0', 'exam$0')), ['ghcr.io/example/app:1.0']);
    assert.deepEqual(labels(image.replace('$0', 'cr$0')), []);
  });

  test('once it is written in full there is no list to close', () => {
    const name = (text: string): string => `${POD}  containers:\n    - image: nginx:1.29\n      name: ${text}`;
    assert.deepEqual(labels(name('ngin$0')), ['nginx']);
    assert.deepEqual(labels(name('nginx$0')), []);
  });

  test('the list is asked for again with each character', () => {
    assert.equal(completeAt(mounts('$0')).isIncomplete, true);
    assert.equal(completeAt(`${POD}  dnsPolicy: $0`).isIncomplete, false);
  });

  test('of what must be one of a few, any part may be typed', () =>
    assert.ok(labels(`${POD}  dnsPolicy: first$0`).includes('ClusterFirst')));

  test('a value without tab stops is no snippet, whose text an editor cannot compare with what is there', () => {
    const format = (marked: string) => completeAt(marked).items[0]?.insertTextFormat;
    assert.equal(format(`${POD}  dnsPolicy: $0`), InsertTextFormat.PlainText);
    assert.equal(format(`${POD}  $0`), InsertTextFormat.Snippet);
  });
});

describe('the text of a value', () => {
  const texts: readonly (readonly [title: string, marked: string, label: string, line: string])[] = [
    ['replaces what is there', `${POD}  dnsPolicy: Clus$0terFirst # why\n`, 'None', 'dnsPolicy: None # why'],
    ['stays in its quotes', `${POD}  dnsPolicy: "Cl$0"\n`, 'None', 'dnsPolicy: "None"'],
    ['closes the quotes that are open', `${POD}  dnsPolicy: 'Cl$0\n`, 'None', "dnsPolicy: 'None'"],
    ['gets a space', `${POD}  dnsPolicy:$0\n`, 'None', 'dnsPolicy: None'],
    [
      'is quoted where YAML would misread it',
      'apiVersion: batch/v1\nkind: CronJob\nspec:\n  schedule: $0\n',
      '*/5 * * * *',
      'schedule: "*/5 * * * *"',
    ],
    [
      'is quoted once',
      'apiVersion: batch/v1\nkind: CronJob\nspec:\n  schedule: "$0"\n',
      '*/5 * * * *',
      'schedule: "*/5 * * * *"',
    ],
    [
      'lets fill in a name',
      `${CONTAINER}      env:\n        - valueFrom:\n            fieldRef:\n              fieldPath: $0\n`,
      "metadata.labels['']",
      "fieldPath: metadata.labels['$1']",
    ],
  ];
  for (const [title, marked, label, line] of texts)
    test(title, () => {
      const lines = marked.split('\n');
      const at = lines.findIndex((text) => text.includes('$0'));
      const expected = lines.with(at, lines[at]?.replace(/\S.*/, () => line) ?? '').join('\n');
      assert.equal(accept(marked, label), expected);
    });

  test('in flow style a comma or bracket accepts it', () => {
    const [item] = completeAt(`${CONTAINER}      securityContext: {runAsNonRoot: $0}`).items;
    assert.deepEqual(item?.commitCharacters, [',', ']', '}']);
    assert.equal(item?.kind, CompletionItemKind.Value);
  });

  test('in quotes the closing one accepts it', () => {
    assert.deepEqual(completeAt(`${POD}  dnsPolicy: "$0"`).items[0]?.commitCharacters, ['"']);
    assert.equal(completeAt(`${POD}  dnsPolicy: "$0`).items[0]?.commitCharacters, undefined);
  });

  test('a schedule says what it means', () => {
    const [item] = completeAt('apiVersion: batch/v1\nkind: CronJob\nspec:\n  schedule: $0').items;
    assert.deepEqual([item?.label, item?.detail], ['*/5 * * * *', 'every 5 minutes']);
  });
});

describe('apiVersion and kind', () => {
  test('each depends on the other', () => {
    assert.deepEqual(labels('apiVersion: $0\nkind: Deployment\n'), ['apps/v1']);
    assert.deepEqual(labels('apiVersion: batch/v1\nkind: $0\n'), ['Job', 'CronJob']);
    assert.equal(labels('kind: $0')[0], 'Pod');
    // Then what is written beside Pods; nothing that nobody writes.
    const core = labels('apiVersion: v1\nkind: $0');
    assert.deepEqual(core.slice(3, 7), ['Service', 'ConfigMap', 'Secret', 'PersistentVolumeClaim']);
    assert.ok(!core.includes('APIGroup') && !core.includes('Binding'));
    assert.deepEqual(labels('apiVersion: $0').slice(0, 3), ['v1', 'apps/v1', 'batch/v1']);
  });

  test('the kind that has the fields that are there comes first', () => {
    assert.equal(
      labels('apiVersion: apps/v1\nkind: $0\nspec:\n  updateStrategy:\n    rollingUpdate:\n      maxSurge: 1\n')[0],
      'DaemonSet',
    );
  });

  test('in a document that is not meant for Kubernetes too, where it says so', () => {
    assert.deepEqual(labels('apiVersion: example.com/v1\nkind: $0'), []);
  });
});
