/** Names that a Pod gives and uses itself. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { definitions, POD, references } from './manifests.ts';

suite('in a Pod', () => {
  test('a mount leads to its volume, and the volume to all its mounts and devices', () => {
    const pod = (volume: string, mount: string) =>
      POD(`volumes:
- name: ${volume}
  emptyDir: {}
containers:
- name: a
  volumeMounts:
  - { name: ${mount}, mountPath: /a }
- name: b
  volumeDevices:
  - name: "data"
    devicePath: /dev/b
  volumeMounts:
  - name: other
    mountPath: /o`);
    assert.deepEqual(definitions(pod('data', 'da$0ta')), ['pod.yaml:7 data']);
    assert.deepEqual(references(pod('data$0', 'data')), ['pod.yaml:7 data', 'pod.yaml:12 data', 'pod.yaml:15 data']);
  });

  test('a mount in a StatefulSet leads to the claim template', () => {
    const found = definitions(`apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  volumeClaimTemplates:
    - metadata: { name: data }
  template:
    spec:
      containers:
        - name: db
          volumeMounts: [{ name: data$0, mountPath: /data }]
`);
    assert.deepEqual(found, ['pod.yaml:6 data']);
  });

  test('the same name in another Pod of the same file is another thing', () => {
    const one = POD('volumes: [{ name: data$0, emptyDir: {} }]');
    const other = POD('volumes: [{ name: data, emptyDir: {} }]');
    assert.deepEqual(references(`${one}---\n${other}`), ['pod.yaml:6 data']);
  });

  test('a container is named by the downward API, by an ephemeral container and by annotations', () => {
    const found = references(
      POD(
        `containers:
- name: we$0b
  env:
  - name: CPU
    valueFrom: { resourceFieldRef: { containerName: web, resource: limits.cpu } }
ephemeralContainers:
- name: debug
  targetContainerName: web`,
        `name: web
annotations:
  kubectl.kubernetes.io/default-container: web
  container.apparmor.security.beta.kubernetes.io/web: runtime/default`,
      ),
    );
    assert.deepEqual(found, [
      'pod.yaml:6 web',
      'pod.yaml:7 web',
      'pod.yaml:10 web',
      'pod.yaml:13 web',
      'pod.yaml:16 web',
    ]);
  });

  test('a failure policy of a Job names a container', () => {
    const found = definitions(`apiVersion: batch/v1
kind: Job
metadata: { name: j }
spec:
  podFailurePolicy:
    rules:
      - action: FailJob
        onExitCodes: { containerName: main$0, operator: In, values: [42] }
  template:
    spec:
      containers: [{ name: main, image: busybox }]
`);
    assert.deepEqual(found, ['pod.yaml:11 main']);
  });

  test('a probe leads to the port of its own container', () => {
    const found = definitions(
      POD(`containers:
- name: a
  ports: [{ name: http, containerPort: 80 }]
- name: b
  ports: [{ name: http, containerPort: 81 }]
  livenessProbe: { httpGet: { port: http$0 } }
  lifecycle: { preStop: { tcpSocket: { port: 81 } } }`),
    );
    assert.deepEqual(found, ['pod.yaml:10 http']);
  });

  test('a variable is what $(NAME) in its own container means; the shell’s own is not', () => {
    const found = references(
      POD(`containers:
- name: a
  env:
  - { name: HO$0ST, value: db }
  - { name: URL, value: "http://$(HOST):80 $$(HOST) $(date)" }
  command: [sh, -c, "ping $(HOST)"]
  args:
  - |
    echo $(HOST) $(HOSTNAME)
  livenessProbe: { exec: { command: [ping, $(HOST)] } }
  lifecycle: { preStop: { exec: { command: [ping, $(HOST)] } } }
- name: b
  args: [$(HOST)]`),
    );
    assert.deepEqual(found, [
      'pod.yaml:9 HOST',
      'pod.yaml:10 HOST',
      'pod.yaml:11 HOST',
      'pod.yaml:14 HOST',
      'pod.yaml:15 HOST',
    ]);
    assert.deepEqual(references(POD('containers: [{ name: a, args: ["$(da$0te)"] }]')), []);
  });

  test('a shell’s script reads variables of its container, but not those that it sets itself', () => {
    const found = references(
      POD(`containers:
- name: a
  command: [/bin/sh, -ec]
  args:
  - |
    echo "$HOST" \${HOST:-db} $HOSTNAME
    while read LINE; do echo $LINE; done
  env:
  - { name: HO$0ST, value: db }
  - { name: LINE, value: none }
  lifecycle: { preStop: { exec: { command: [bash, -c, "ping $HOST"] } } }
  livenessProbe: { exec: { command: [echo, $HOST] } }
- name: b
  args: [sh, -c, "echo $HOST"]`),
    );
    assert.deepEqual(found, ['pod.yaml:11 HOST', 'pod.yaml:11 HOST', 'pod.yaml:14 HOST', 'pod.yaml:16 HOST']);
    assert.deepEqual(
      references(
        POD(`containers:
- name: a
  env: [{ name: LI$0NE, value: none }]
  args: [sh, -c, "while read LINE; do echo $LINE; done"]`),
      ),
      ['pod.yaml:8 LINE'],
    );
  });

  test('a container’s claim leads to the Pod’s', () => {
    const found = definitions(
      POD(`resourceClaims: [{ name: gpu, resourceClaimName: one-gpu }]
containers:
- name: a
  resources: { claims: [{ name: gpu$0 }] }`),
    );
    assert.deepEqual(found, ['pod.yaml:6 gpu']);
  });

  test('an ephemeral container has variables of its own', () => {
    const pod = POD(`ephemeralContainers:
- name: debugger
  env:
  - name: HO$0ST
    value: db
  args: ["$(HOST)"]`);
    assert.deepEqual(references(pod), ['pod.yaml:9 HOST', 'pod.yaml:11 HOST']);
  });
});
