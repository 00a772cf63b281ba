/** What a value comes to: quantities, resources, images, names and what they stand for. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { container, pod, special } from './shown.ts';

describe('quantities', () => {
  const quantities: readonly (readonly [resource: string, written: string, text: string])[] = [
    ['memory', '128974848', '`128974848` = `123Mi` ≈ `129M`'],
    ['cpu', '0.5', '`0.5` = `500m`'],
    ['cpu', '100m', '`100m` = `0.1`'],
    ['memory', '1Gi', '`1Gi` = `1073741824` ≈ `1.07G`'],
    ['memory', '64K', '`64K` is no quantity:'],
  ];
  for (const [resource, written, text] of quantities)
    test(`${resource}: ${written}`, () => {
      const marked = container(`resources:\n  requests:\n    ${resource}: $0${written}`);
      assert.ok(special(marked).startsWith(text), special(marked));
    });
});

describe('resources', () => {
  const RESOURCES =
    'resources:\n  requests:\n    cpu: 500m\n    memory: 64Mi\n  limits:\n    cpu: 1500m\n    memory: 100Mi';

  test('all of a container: request against limit, QoS class and why, what scheduling counts', () => {
    assert.equal(
      special(container(RESOURCES.replace('resources', 'resources$0'))),
      `| | request | limit |
|:--|--:|--:|
| cpu | 500m | 1500m |
| memory | 64Mi | 100Mi |

At its limits it is throttled to 150 ms of CPU time in each 100 ms and killed when it takes more memory (OOMKilled).

QoS class **Burstable**: \`app\` requests less cpu than its limit.

The scheduler counts cpu \`500m\` and memory \`64Mi\` for the whole Pod.`,
    );
  });

  test('a memory limit kills', () => {
    assert.equal(
      special(container(RESOURCES.replace('memory: 100Mi', 'mem$0ory: 100Mi'))),
      '`100Mi` = `104857600` ≈ `105M`\n\nBeyond the limit of 104857600 bytes the kernel kills the container: it ends as OOMKilled with exit code 137 and is restarted (restartPolicy Always). The request `64Mi` is 64 % of the limit `100Mi`.',
    );
  });

  test('a CPU limit throttles', () => {
    assert.match(
      special(container(RESOURCES.replace('cpu: 1500m', 'cp$0u: 1500m'))),
      /it gets 150 ms of CPU time in each 100 ms\. The request `500m` is 33 % of the limit `1500m`\.$/,
    );
  });

  test('a limit without a request is the request too', () => {
    assert.match(
      special(container('resources:\n  limits:\n    mem$0ory: 1Gi')),
      /No request is given: it equals the limit, `1Gi`\.$/,
    );
  });

  test('Guaranteed and BestEffort', () => {
    assert.match(special(container('resources$0: {limits: {cpu: 1, memory: 1Gi}}')), /\*\*Guaranteed\*\*/);
    assert.match(special(container('resources$0: {}')), /\*\*BestEffort\*\*/);
  });
});

describe('images', () => {
  const images: readonly (readonly [image: string, text: string])[] = [
    [
      'nginx',
      'Registry `docker.io`, repository `library/nginx`, no tag, which means `latest`. Pull policy `Always` by default:',
    ],
    [
      'example/app:2',
      'Registry `docker.io`, repository `example/app`, tag `2`. Pull policy `IfNotPresent` by default:',
    ],
    [
      'localhost:5000/app',
      'Registry `localhost:5000`, repository `app`, no tag, which means `latest`. Pull policy `Always`',
    ],
    ['ghcr.io/a/b@sha256:0f', 'Registry `ghcr.io`, repository `a/b`, digest `sha256:0f`. Pull policy `IfNotPresent`'],
  ];
  for (const [image, text] of images)
    test(image, () => assert.ok(special(pod(`  containers:\n    - image: $0${image}\n`)).startsWith(text)));
});

describe('names, and what they stand for', () => {
  const VOLUMES = '  volumes:\n    - na$1me: data\n      empty$2Dir: {}\n';
  const MOUNTS = 'volumeMounts:\n  - na$3me: data\n    mountPath: /data\n    readOnly: true';
  const at = (number: number): string =>
    `${container(MOUNTS)}${VOLUMES}`.replace(`$${number}`, '$0').replace(/\$[1-9]/g, '');

  test('a volume: what it is, and who mounts it where', () => {
    const what = 'Empty at the Pod’s start, kept over restarts of containers, deleted with the Pod.';
    const who = 'Mounted by `app` at `/data` (read-only).';
    assert.equal(special(at(1)), `${what} ${who}`);
    assert.equal(special(at(2)), who);
    assert.equal(special(at(3)), what);
  });

  test('variables in $(…)', () => {
    const env = 'env:\n- name: HOST\n  value: a\n- name: URL\n  value: htt$0p://$(HOST)/$$(HOST)/$(NOT)';
    assert.equal(
      special(container(env)),
      'Expands to `http://a/$(HOST)/$(NOT)`. `$(NOT)` is not defined here and stays as it is.',
    );
  });

  test('a port by its name', () => {
    const ports = 'ports: [{name: web, containerPort: 80}]\nlivenessProbe: {httpGet: {port: $0web}}';
    assert.equal(special(container(ports)), '`web` is port 80 of this container.');
    assert.equal(special(container(ports.replace('$0web', '$0other'))), 'No port of this container is named `other`.');
  });

  test('restartPolicy for each container', () => {
    const marked = pod(
      '  restart$0Policy: OnFailure\n  initContainers:\n  - name: init\n  - name: proxy\n    restartPolicy: Always\n  containers:\n  - name: app\n',
    );
    assert.equal(
      special(marked),
      '`app`: restarted after an exit code other than 0; the Pod succeeds once all have ended with 0. `init`: run once each; a failure is tried again. `proxy`: always restarted, being sidecars. The wait between restarts grows: 10 s, 20 s, … up to 5 minutes.',
    );
  });

  test('a toleration', () => {
    assert.equal(
      special(
        pod('  tolerations:\n  - ke$0y: gpu\n    value: big\n    effect: NoExecute\n    tolerationSeconds: 60\n'),
      ),
      'Lets the Pod onto nodes with taints `gpu=big` of effect `NoExecute`, and stay there for 60 s. It does not draw the Pod there.',
    );
  });
});
