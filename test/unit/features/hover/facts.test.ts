/** What holds of any field: type, default, values, whether it is required, its documentation. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { container, pod, show, special } from './shown.ts';

describe('any field', () => {
  test('type, default, values, its documentation, the rest of it below a line, and a link', () => {
    assert.deepEqual(show(container('imagePull$0Policy: Never')), {
      over: 'imagePullPolicy',
      text: [
        '**imagePullPolicy**: string · optional · default: `Always` if the image has the tag `latest` or none, else `IfNotPresent`',
        'One of `Always`, `IfNotPresent`, `Never`',
        'How images are pulled.',
        '`Never`: Never asks the registry.',
        'Registry `docker.io`, repository `library/nginx`, tag `1.29`. Pull policy `Never`: it has to be on the node already.',
        '---',
        '[More info](https://example.com)',
        '[Container in the Kubernetes API reference](https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#container-v1-core)',
      ],
    });
  });

  test('Kubernetes’ own text is folded where the editor can', () => {
    const text = show(container('imagePull$0Policy: Never'), '1.34', { folds: true })?.text.slice(-5) ?? [];
    assert.deepEqual(text.slice(0, 3), [
      '---',
      '<details><summary>What Kubernetes says</summary>',
      '[More info](https://example.com)',
    ]);
    assert.equal(text.at(-1), '</details>');
  });

  const facts: readonly (readonly [marked: string, first: string])[] = [
    [pod('  containers:\n  - na$0me: app'), '**name**: string · required'],
    [
      pod('  terminationGrace$0PeriodSeconds: 5'),
      '**terminationGracePeriodSeconds**: integer (seconds) · optional · default `30`',
    ],
    [pod('  hostAli$0ases: []'), '**hostAliases**: list of HostAlias · optional'],
    [
      pod('  volumes:\n  - configMap: {default$0Mode: 420}'),
      '**defaultMode**: integer (file mode) · optional · default `0644`',
    ],
    [
      container('restartPolicy$0: Always'),
      "**restartPolicy**: string · optional · default: the Pod's restartPolicy · since Kubernetes 1.28",
    ],
    [pod('  service$0Account: x'), '~~**serviceAccount**~~: string · optional'],
    [container('resources: {limits: {cp$0u: 1}}'), '`cpu` in **limits**: quantity'],
    [
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  repl$0icas: 2',
      '**replicas**: integer (Pods) · optional · default `1`',
    ],
  ];
  const demanded: readonly (readonly [what: string, marked: string, word: 'required' | 'optional'])[] = [
    ['an object needs a name', 'apiVersion: v1\nkind: Pod\nmetadata:\n  na$0me: web', 'required'],
    [
      'but where one is generated',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: web-\n  na$0me: web',
      'optional',
    ],
    [
      'a template needs none',
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    metadata:\n      na$0me: web',
      'optional',
    ],
    [
      'a Job has to say how its Pods are restarted',
      'apiVersion: batch/v1\nkind: Job\nspec:\n  template:\n    spec:\n      restart$0Policy: Never',
      'required',
    ],
  ];
  for (const [what, marked, word] of demanded)
    test(what, () => assert.equal(show(marked)?.text[0]?.split(' · ')[1], word));

  for (const [marked, first] of facts) test(first, () => assert.equal(show(marked)?.text[0], first));

  test('the value of a kind is told about', () => {
    assert.ok(show('apiVersion: v1\nkind: P$0od')?.text.includes('`Pod`: A group of containers.'));
  });

  test('over a value, its characters only', () => {
    assert.equal(show(pod('  dnsPolicy: "De$0fault" # why'))?.over, '"Default"');
    assert.equal(show(pod('  hostname: 🚀🚀\n  dnsPolicy: De$0fault'))?.over, 'Default');
  });

  test('in a document that does not parse, by its indentation', () => {
    assert.equal(show(pod('  hostname: "a\n  dns$0Policy: None\n  : :\n'))?.over, 'dnsPolicy');
  });

  test('what the manifest says is no Markdown, and no longer than a line', () => {
    const script = container('liveness$0Probe:\n  exec:\n    command: ["sh", "-c", "a `b` *c*\\nd"]');
    assert.match(special(script), /^Succeeds when `` sh -c a `b` \*c\* d `` exits with 0/);
    const long = container(`liveness$0Probe:\n  exec:\n    command: [${'x'.repeat(1000)}]`);
    assert.match(special(long), /^Succeeds when `x{120}…` exits with 0/);
  });

  const silent = [
    'version: "3"\nserv$0ices: {}',
    pod('  # dns$0Policy'),
    pod('  nonsense$0: 1'),
    pod('  hostname:$0 '),
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  dns$0Policy: x',
    '$0',
  ];
  for (const marked of silent)
    test(`nothing: ${JSON.stringify(marked.slice(-30))}`, () => assert.equal(show(marked), undefined));

  test('a field that the version does not have', () => {
    const [first] = show(container('restartPolicy$0: Always'), '1.27')?.text ?? [];
    assert.equal(first, '**restartPolicy**: not in Kubernetes 1.27, but since Kubernetes 1.28');
  });
});

describe('in every kind that carries a Pod', () => {
  const heads = [
    'apiVersion: v1\nkind: Pod\n',
    'apiVersion: v1\nkind: PodTemplate\ntemplate:\n',
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n template:\n',
    'apiVersion: batch/v1\nkind: CronJob\nspec:\n jobTemplate:\n  spec:\n   template:\n',
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n- apiVersion: v1\n  kind: Pod\n',
  ];
  for (const head of heads)
    test(head.split('\n').slice(0, 2).join(', '), () => {
      const indent =
        ' '.repeat(/( *)\S[^\n]*\n$/.exec(head)?.[1]?.length ?? 0) + (head.endsWith('template:\n') ? ' ' : '');
      const spec = `spec:\n  containers:\n  - name: app\n    liveness$0Probe:\n      exec: {command: [a]}\n`;
      assert.match(
        special(head + spec.replace(/^/gm, indent).trimEnd()),
        /^Succeeds when `a` exits with 0 within 1 s\./,
      );
    });
});
