/** Who a process runs as, which value wins, and which Pod Security level allows it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { container, pod, special } from './shown.ts';

describe('security contexts', () => {
  test('what the container inherits, and what it has of its own', () => {
    const marked = container(
      'security$0Context:\n  runAsGroup: 3000\n  allowPrivilegeEscalation: false\n  capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}',
    ).replace(
      'spec:\n',
      'spec:\n  securityContext: {runAsUser: 1000, runAsGroup: 1, fsGroup: 2000, runAsNonRoot: true}\n',
    );
    assert.equal(
      special(marked),
      '`app` runs as user 1000 (the Pod’s) and group 3000 (its own). Its processes are in group 2000 too (fsGroup), which owns the volumes that Kubernetes can hand over. It has no capabilities but `NET_BIND_SERVICE` and no way to gain privileges.\n\nThe Pod meets the Pod Security level **baseline**; what keeps it from restricted: `seccompProfile`.',
    );
  });

  test('root where root is forbidden', () => {
    assert.match(
      special(container('securityContext:\n  runAs$0User: 0\n  runAsNonRoot: true')),
      /it will not start \(CreateContainerConfigError\)/,
    );
  });

  test('a privileged container', () => {
    assert.match(special(container('securityContext:\n  privileged$0: true')), /\*\*Privileged\*\*: all capabilities/);
  });
});

describe('what a value comes to, and which one wins', () => {
  const two = (ofPod: string, own: string): string =>
    pod(`  securityContext: {${ofPod}}\n  containers:\n  - name: app\n    securityContext: {${own}}\n  - name: log\n`);
  const cases: readonly (readonly [what: string, marked: string, words: RegExp])[] = [
    ['a container over its Pod', two('runAsUser: 1', 'runAs$0User: 2'), /^Goes before `1` of the Pod\./],
    ['the same twice', two('runAsUser: 1', 'runAs$0User: 1'), /^The Pod’s securityContext says the same\./],
    ['a Pod under its container', two('runAs$0User: 1', 'runAsUser: 2'), /^`app` \(`2`\) has its own; the others take/],
    ['a Pod for all', two('runAs$0User: 1', ''), /^Holds for every container: none has its own\./],
    [
      'a profile',
      two('seccompProfile: {type: Unconfined}', 'seccomp$0Profile: {type: Localhost}'),
      /^Goes before `Unconf/,
    ],
    ['seconds', pod('  activeDeadline$0Seconds: 90000'), /^That is 1 day and 1 hour\.$/],
    ['a mode', pod('  volumes: [{name: a, secret: {default$0Mode: 256}}]'), /^`0400` is `r--------`\.$/],
    ['DNS', pod('  hostNetwork: true\n  dns$0Policy: ClusterFirst'), /^With hostNetwork this works as `Default`/],
    [
      'a host port',
      pod('  hostNetwork: true\n  containers: [{ports: [{container$0Port: 80}]}]'),
      /port `80` of the node/,
    ],
    [
      'grace',
      container('livenessProbe: {exec: {}, termination$0GracePeriodSeconds: 5}'),
      /^Goes before the Pod’s `30`/,
    ],
    ['a sidecar', pod('  initContainers: [{name: a, restart$0Policy: Always}]'), /^Makes it a sidecar/],
    [
      'Jobs',
      'apiVersion: batch/v1\nkind: Job\nspec: {compl$0etions: 3, parallelism: 8}',
      /^`3` have to succeed, at most `3` at/,
    ],
    [
      'a mount that nobody can write',
      pod('  volumes: [{name: a, secret: {}}]\n  containers: [{volumeMounts: [{name: a, read$0Only: false}]}]'),
      /^Read-only in any case, as every `secret` volume is\./,
    ],
    [
      'a variable that is written twice',
      container('env: [{na$0me: A, value: a}, {name: A, value: b}]'),
      /^A later entry of this name goes before this one\./,
    ],
  ];
  for (const [what, marked, words] of cases) test(what, () => assert.match(special(marked), words));

  test('who owns a mounted volume, and which keeps its owner', () => {
    const marked = pod(
      '  securityContext: {fs$0Group: 5}\n  volumes: [{name: a, emptyDir: {}}, {name: b, hostPath: {path: /b}}]\n  containers: [{name: app, volumeMounts: [{name: a}, {name: b}]}]',
    );
    assert.match(special(marked), /in group 5 too \(fsGroup\), which owns `a`; `b` keeps its owner\./);
  });

  test('what is not written', () => {
    assert.equal(
      special(pod('  volumes: [{name: a, secret$0: {secretName: b}}]')).split('\n\n')[1],
      'Not written, so: defaultMode `0644`',
    );
    assert.match(special(container('http$0Get: {}')), /^$/);
  });
});

describe('Pod Security, field by field', () => {
  const cases: readonly (readonly [marked: string, words: RegExp])[] = [
    [pod('  host$0Network: true'), /only \*\*privileged\*\* allows this/],
    [pod('  volumes: [{name: a, host$0Path: {path: /}}]'), /only \*\*privileged\*\* allows this/],
    [pod('  volumes: [{name: a, n$0fs: {server: a, path: /}}]'), /\*\*baseline\*\* allows this, restricted does not/],
    [container('securityContext: {allow$0PrivilegeEscalation: false}'), /as level \*\*restricted\*\* asks/],
    [container('securityContext: {allow$0PrivilegeEscalation: true}'), /\*\*baseline\*\* allows this/],
    [container('securityContext: {capabilities: {drop: [NET$0_RAW]}}'), /must drop ALL/],
    [container('securityContext: {capabilities: {drop: [AL$0L]}}'), /as level \*\*restricted\*\* asks/],
    [container('securityContext: {capabilities: {add: [NET_BIND$0_SERVICE]}}'), /\*\*restricted\*\* too/],
    [container('securityContext: {capabilities: {add: [SYS$0_ADMIN]}}'), /only \*\*privileged\*\*/],
  ];
  for (const [marked, words] of cases) test(words.source, () => assert.match(special(marked), words));
});
