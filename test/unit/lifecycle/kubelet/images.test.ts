import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImageAssumption } from '../../../../server/src/lifecycle/assumptions/assumptions.ts';
import { events, lines, live } from '../life.ts';

const pod = (image: string, policy = 'IfNotPresent') =>
  `containers: [{ name: main, image: "${image}", imagePullPolicy: ${policy} }]`;
const images = (image: ImageAssumption) => ({ images: { 'app:1': image } });

test('A failed pull is tried again after 10 and 20 s, at the next look of the kubelet', () => {
  const life = live({ pod: pod('app:1'), assume: images({ pull: 1, error: 'not found', failTimes: 2 }) });
  assert.deepEqual(lines(life, ['pull', 'start']), [
    '0 pull begin',
    '1 pull fail',
    '14.4 pull begin',
    '15.4 pull fail',
    '41.4 pull begin',
    '42.4 pull end',
    '42.4 start main 0',
  ]);
  assert.deepEqual(events(life).slice(0, 6), [
    '0 Pulling main',
    '1 Failed main',
    '1 Failed main',
    '1.7 BackOff main',
    '1.7 Failed main',
    '14.4 Pulling main',
  ]);
});

test('What kubectl shows lags one sync behind and alternates', () => {
  const life = live({ pod: pod('app:1'), assume: images({ error: 'not found' }), until: 30 });
  assert.deepEqual(lines(life, ['state']), [
    '0 main waiting ContainerCreating',
    '0.7 main waiting ErrImagePull',
    '13.4 main waiting ImagePullBackOff',
    '27.4 main waiting ErrImagePull',
  ]);
});

test('An image on the node is not pulled, unless the policy is Always', () => {
  const assume = images({ present: true });
  assert.deepEqual(lines(live({ pod: pod('app:1'), assume }), ['pull']), []);
  assert.deepEqual(lines(live({ pod: pod('app:1', 'Always'), assume }), ['pull']), ['0 pull begin', '0.5 pull end']);
});

test('Never and absent: ErrImageNeverPull at every look, and no restart is counted', () => {
  const life = live({ pod: pod('app:1', 'Never'), until: 30 });
  assert.deepEqual(events(life).slice(0, 2), ['0 ErrImageNeverPull main', '0 Failed main']);
  assert.ok(life.steps.every((step) => step.kind !== 'state' || step.restartCount === 0));
});

test('The default policy follows the tag', () => {
  const again = (image: string) => {
    const assume = { containers: { main: { runs: [{ exitAfter: 1, exitCode: 1 }] } } };
    const life = live({ pod: `containers: [{ name: main, image: "${image}" }]`, assume, until: 5 });
    return lines(life, ['pull']).filter((line) => line.endsWith('begin')).length;
  };
  assert.deepEqual(['app', 'app:latest', 'registry:5000/app', 'app:1', 'app@sha256:00'].map(again), [2, 2, 2, 1, 1]);
});

test('An image that is no reference is refused before anything is pulled', () => {
  const life = live({ pod: pod('Not An Image'), until: 1 });
  assert.deepEqual(lines(life, ['state']).at(-1), '0.7 main waiting InvalidImageName');
});

test('An object that the environment needs and that is missing fails each look', () => {
  const env = 'envFrom: [{ configMapRef: { name: settings } }]';
  const spec = `containers: [{ name: main, image: "app:1", ${env} }]`;
  const life = live({ pod: spec, until: 20 });
  assert.deepEqual(events(life).slice(-4), [
    '0.7 Pulled main',
    '0.7 Failed main',
    '13.4 Pulled main',
    '13.4 Failed main',
  ]);
  const appears = live({ pod: spec, assume: { objects: { 'configmap/settings': 10 } }, until: 20 });
  assert.deepEqual(lines(appears, ['start']), ['13.4 start main 0']);
});

test('A volume whose ConfigMap is missing is tried again and again, and only its retry notices the ConfigMap', () => {
  const spec = `
    volumes: [{ name: conf, configMap: { name: settings } }]
    containers: [{ name: main, image: "app:1", volumeMounts: [{ name: conf, mountPath: /conf }] }]`;
  const life = live({ pod: spec, assume: { configMap: 'settings', configMapAt: 5 } });
  assert.deepEqual(events(life).slice(0, 6), [
    '0.3 FailedMount',
    '0.8 FailedMount',
    '1.9 FailedMount',
    '3.9 FailedMount',
    '8.1 Pulling main',
    '8.6 Pulled main',
  ]);
});

test('runAsNonRoot refuses an image known to run as root', () => {
  const spec = 'securityContext: { runAsNonRoot: true }\ncontainers: [{ name: main, image: "app:1" }]';
  const life = live({ pod: spec, assume: images({ user: 0 }), until: 1 });
  assert.equal(lines(life, ['state']).at(-1), '0.7 main waiting CreateContainerConfigError');
  assert.deepEqual(lines(live({ pod: spec, until: 1 }), ['start']), ['0.5 start main 0']);
});

test('A user that the image names is no proof that it is not root', () => {
  const spec = 'securityContext: { runAsNonRoot: true }\ncontainers: [{ name: main, image: "app:1" }]';
  const life = live({ pod: spec, assume: images({ user: 'nobody' }), until: 1 });
  const state = life.steps.findLast((step) => step.kind === 'state');
  assert.match(
    (state?.kind === 'state' && state.message) || '',
    /image has non-numeric user \(nobody\), cannot verify user is non-root \(pod: "web_default\(UID\)", container: main\)$/,
  );
  assert.deepEqual(lines(live({ pod: spec, assume: images({ user: 101 }), until: 1 }), ['start']), [
    '0.5 start main 0',
  ]);
});

test('A pull secret that is missing is told of, and the pull is tried all the same', () => {
  const spec = 'imagePullSecrets: [{ name: registry }]\ncontainers: [{ name: main, image: "app:1" }]';
  assert.equal(events(live({ pod: spec }))[0], '0 FailedToRetrieveImagePullSecret');
  assert.equal(events(live({ pod: spec, assume: { objects: 'all' } }))[0], '0 Pulling main');
});

test('What is no image name is told of as the kubelet tells it', () => {
  const reason = (image: string) => {
    const told = live({ pod: pod(image), until: 1 }).steps.find((step) => step.kind === 'event');
    return told?.reason === 'InspectFailed' ? told.message?.split('": ').at(-1) : undefined;
  };
  assert.equal(reason('Web:1'), 'invalid reference format: repository name (library/Web) must be lowercase');
  assert.equal(
    reason('registry.example/My App'),
    'invalid reference format: repository name (My App) must be lowercase',
  );
  assert.equal(reason('my app'), 'invalid reference format');
  assert.equal(reason('Registry/app:1'), undefined);
  const id = 'a'.repeat(64);
  assert.equal(reason(id), `invalid repository name (${id}), cannot specify 64-byte hexadecimal strings`);
});
