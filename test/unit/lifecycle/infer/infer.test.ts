/**
 * Each document of `cases/*.yaml` is one case: a Pod's `spec`, and what is inferred of its `containers`. Only the keys
 * that a case names are compared. `said`: texts that the assumptions must contain.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { infer } from '../../../../server/src/lifecycle/infer/infer.ts';

interface Case {
  readonly case: string;
  readonly metadata?: unknown;
  readonly spec: unknown;
  readonly containers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly said?: readonly string[];
}

const folder = new URL('./cases/', import.meta.url);
for (const file of readdirSync(folder)) {
  for (const document of parseAllDocuments(readFileSync(new URL(file, folder), 'utf8'))) {
    const { case: name, metadata, spec, containers, said = [] } = document.toJS() as Case;
    test(`${file.replace('.yaml', '')}: ${name}`, () => {
      const { assumptions, assumed } = infer({ metadata, spec });
      for (const [container, expected] of Object.entries(containers)) {
        const actual: Readonly<Record<string, unknown>> = { ...assumptions.containers?.[container] };
        const compared = Object.fromEntries(Object.keys(expected).map((key) => [key, actual[key] ?? null]));
        assert.deepEqual(compared, expected, container);
      }
      const texts = assumed.map(({ text }) => text).join('\n');
      for (const text of said) assert.ok(texts.includes(text), `${text}\nis not in\n${texts}`);
    });
  }
}

test('every assumption has a key of its container and a field of the manifest', () => {
  const { assumed } = infer({
    spec: { initContainers: [{ name: 'a', image: 'own/one' }], containers: [{ name: 'b', image: 'nginx' }] },
  });
  assert.ok(assumed.length >= 3);
  for (const { key, field } of assumed) {
    assert.match(key, /^containers\.(a|b)\./);
    assert.match(
      field ?? '',
      key.includes('.a.') ? /^spec\.initContainers\[0\]\.image$/ : /^spec\.containers\[0\]\.image$/,
    );
  }
});

test('well-known images give their users, which is said where the Pod forbids root', () => {
  const containers = ['nginx', 'prom/prometheus', 'own/image'].map((image) => ({ name: image, image }));
  const users = (spec: object) => infer({ spec: { containers, ...spec } });
  assert.deepEqual(users({}).assumptions.images, { nginx: { user: 0 }, 'prom/prometheus': { user: 'nobody' } });
  const said = (spec: object) => users(spec).assumed.flatMap(({ key }) => (key.endsWith('.user') ? [key] : []));
  assert.deepEqual(said({}), []);
  assert.deepEqual(said({ securityContext: { runAsNonRoot: true } }), [
    'images.nginx.user',
    'images.prom/prometheus.user',
  ]);
  assert.deepEqual(said({ securityContext: { runAsNonRoot: true, runAsUser: 1000 } }), []);
});

test('any value can be asked, and any script comes to an end', () => {
  const script = (text: string) => ({
    spec: { containers: [{ name: 'c', image: 'busybox', command: ['sh', '-c', text] }] },
  });
  const scripts = [
    'while :; do :; done',
    'while true; do true; done',
    'f() { f; }; f',
    'i=0; while [ $i -lt 100000000 ]; do i=$((i+1)); done',
    'x=a; while true; do x=$x$x; done',
    'for i in $(seq 1 1000000); do touch /tmp/$i; done',
    'yes | head',
    'if then fi; ((( "',
    'trap "while true; do sleep 1; done" TERM; sleep 100',
    'exec sh -c "exec sh -c \'exit 3\'"',
    ':(){ :|:& };:',
    'trap "kill -USR1 \\$\\$" USR1; kill -USR1 $$$$; wait',
    'echo "#!/tmp/x" > /tmp/x; chmod +x /tmp/x; /tmp/x',
    '[[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa =~ ^(a|a)*b$ ]]',
    'echo {1..10000}{1..10000}',
  ];
  const odd = [
    undefined,
    null,
    1,
    'x',
    [],
    {},
    { spec: 1 },
    { spec: { containers: [null, 1, { name: 1, command: [1] }], volumes: 'x' } },
  ];
  const started = performance.now();
  for (const pod of [...odd, ...scripts.map(script)]) assert.ok(infer(pod).assumptions.containers);
  assert.ok(performance.now() - started < 5000);
});
