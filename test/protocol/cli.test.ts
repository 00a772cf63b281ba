import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { parse } from 'yaml';
import type { Step } from '../../server/src/lifecycle/steps.ts';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'podwright-cli-'));
after(() => rmSync(folder, { recursive: true }));

function podwright(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    input,
    cwd: ROOT,
    encoding: 'utf8',
  });
  return {
    status,
    stdout,
    stderr,
    records: () =>
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('check', () => {
  test('all examples but the broken one are fine', () => {
    const { status, records } = podwright(['check', '--format', 'jsonl', 'examples']);
    assert.equal(status, 1);
    const wrong = records().filter(({ diagnostics }) =>
      diagnostics.some(({ severity }: { severity: string }) => severity === 'error'),
    );
    assert.deepEqual([...new Set(wrong.map((record) => record.file))], ['examples/90-broken.yaml']);
  });

  test('a record says what, where, and how to mend it', () => {
    const { status, records } = podwright(
      ['check', '--format', 'jsonl', '-'],
      'a: 1\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - {name: a, image: b, imagepullPolicy: Always}\n',
    );
    const [, pod] = records();
    assert.equal(status, 1);
    assert.deepEqual(
      {
        ...pod,
        diagnostics: pod.diagnostics.map(({ code, path, severity }: Record<string, string>) => [code, severity, path]),
      },
      {
        file: '-',
        document: 1,
        line: 2,
        apiVersion: 'v1',
        kind: 'Pod',
        name: 'web',
        diagnostics: [['unknown-field', 'error', 'spec.containers[0].imagepullPolicy']],
        qos: 'BestEffort',
        podSecurity: 'baseline',
        requests: {},
        limits: {},
      },
    );
    assert.deepEqual(pod.diagnostics[0].range, { start: { line: 7, character: 24 }, end: { line: 7, character: 39 } });
    assert.equal(pod.diagnostics[0].fixes[0].edits[0].newText, 'imagePullPolicy');
  });

  test('what cannot be read is said, with exit code 2', () => {
    for (const [path, reason] of [
      ['no-such-file.yaml', /no such file/],
      [file('binary.yaml', new Uint8Array([0, 1, 2, 255])), /binary/],
      [file('latin1.yaml', new Uint8Array([0x61, 0x3a, 0x20, 0xe9])), /UTF-8/],
    ] as const) {
      const { status, stderr } = podwright(['check', path]);
      assert.deepEqual([status, reason.test(stderr)], [2, true], `${path}: ${stderr}`);
    }
    assert.equal(podwright(['check', '--nonsense', 'x']).status, 2);
    assert.equal(podwright(['check']).status, 2);
    assert.equal(podwright(['no-such-command']).status, 2);
  });

  test('an empty file, one that is not for Kubernetes and a megabyte of Pods are fine', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, image: "b:1"}]}\n---\n';
    for (const content of ['', 'a: 1\n', pod.repeat(11_000)])
      assert.equal(podwright(['check', file('fine.yaml', content)]).status, 0);
  });
});

describe('check on a machine', () => {
  /** A folder of its own, with files by name. */
  function tree(files: Readonly<Record<string, string>>): string {
    const root = mkdtempSync(join(folder, 'tree-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return root;
  }

  const GOOD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, image: "b:1"}]}\n';
  const BAD = GOOD.replace('image:', 'imagePullpolicy: Always, image:');

  test('many files are checked on all threads, and told in their order', () => {
    const files = Object.fromEntries(
      Array.from({ length: 700 }, (_, i) => [
        `${i % 7}/${i}.yaml`,
        i % 3 === 0 ? BAD : GOOD.replace('image:', 'bogus: 1, image:'),
      ]),
    );
    const { status, stdout } = podwright(['check', '--quiet', tree(files)]);
    assert.equal(status, 1);
    const places = stdout
      .trimEnd()
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split(':')[0]);
    assert.equal(places.length, 700);
    assert.deepEqual(places, places.toSorted());
    assert.match(stdout, /\n700 documents: 700 errors, 0 warnings, 234 that --fix mends\n$/);
  });

  test('a namespace in one thread holds the Pods in another to its level', () => {
    const namespace =
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: held, labels: {pod-security.kubernetes.io/enforce: baseline}}\n';
    const pod = GOOD.replace('name: web', 'name: web, namespace: held').replace(
      'spec: {',
      'spec: {hostNetwork: true, ',
    );
    const names = Array.from({ length: 650 }, (_, i): [string, string] => [`${i}.yaml`, pod]);
    const { stdout } = podwright(['check', tree({ ...Object.fromEntries(names), 'z/namespace.yaml': namespace })]);
    assert.match(stdout, /\n651 documents: 0 errors, 650 warnings/);
  });

  test('--fix replaces the file, through a link, and keeps its mode', () => {
    const root = tree({ 'real.yaml': BAD });
    chmodSync(join(root, 'real.yaml'), 0o640);
    symlinkSync('real.yaml', join(root, 'link.yaml'));
    const { status, stderr } = podwright(['check', '--fix', join(root, 'link.yaml')]);
    assert.deepEqual([status, stderr.includes('fixed: Rename to imagePullPolicy')], [0, true]);
    assert.equal(readFileSync(join(root, 'real.yaml'), 'utf8'), BAD.replace('imagePullpolicy', 'imagePullPolicy'));
    assert.equal(statSync(join(root, 'real.yaml')).mode & 0o777, 0o640);
    assert.ok(lstatSync(join(root, 'link.yaml')).isSymbolicLink());
    assert.deepEqual(readdirSync(root).sort(), ['link.yaml', 'real.yaml']);
  });

  test('links to folders do not lead around in circles', () => {
    const root = tree({ 'a/pod.yaml': GOOD });
    symlinkSync('..', join(root, 'a/up'));
    assert.match(podwright(['check', root]).stdout, /^1 document: /);
  });

  test('a reader that has seen enough ends it without a word', () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`${i}.yaml`, BAD]));
    const command = `"$0" "$1" check --format jsonl "$2" | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command, process.execPath, CLI, tree(files)], {
      encoding: 'utf8',
    });
    assert.deepEqual([stdout.split('\n').length, stderr], [3, '']);
  });

  test('the hooks and the action run it', () => {
    const root = tree({ 'a b/bad.yaml': BAD, 'good.yaml': GOOD });
    // In place of npx, and of what pre-commit installs.
    const bin = tree({
      podwright: `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`,
      npx: '#!/bin/bash\nwhile [ "$1" != -- ]; do shift; done; shift; exec "$@"\n',
    });
    for (const name of readdirSync(bin)) chmodSync(join(bin, name), 0o755);
    const bash = (script: string, env: Record<string, string> = {}) =>
      spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
        cwd: root,
        env: { ...process.env, ...env, PATH: `${bin}:${process.env.PATH}` },
        encoding: 'utf8',
      });

    const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
    const [{ run }] = action.runs.steps;
    const inputs = {
      PATHS: 'a b\n\ngood.yaml\n',
      VERSION: '1',
      KUBERNETES: '1.30',
      FAIL_ON: 'error',
      SARIF_FILE: 'out.sarif',
    };
    const { status, stdout } = bash(run, inputs);
    assert.equal(status, 1);
    assert.match(stdout, /^::error file=a b\/bad\.yaml,line=4,/);
    assert.equal(JSON.parse(readFileSync(join(root, 'out.sarif'), 'utf8')).runs[0].results.length, 1);
    assert.equal(bash(run, { ...inputs, PATHS: 'nowhere' }).status, 2);
    assert.equal(bash(run, { ...inputs, PATHS: 'good.yaml', KUBERNETES: '' }).status, 0);

    const [hook, fixing] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
    assert.equal(bash(`${hook.entry} good.yaml "a b/bad.yaml"`).status, 1);
    assert.equal(bash(`${fixing.entry} good.yaml "a b/bad.yaml"`).status, 0);
    assert.equal(bash(`${hook.entry} "a b/bad.yaml"`).status, 0);
  });

  test('it says its version', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    assert.equal(podwright(['--version']).stdout, `podwright ${version}\n`);
    assert.match(podwright(['chekc']).stderr, /no command chekc; did you mean check\?/);
    assert.equal(podwright(['help', 'check']).stdout, podwright(['check', '--help']).stdout);
  });
});

describe('timeline', () => {
  const steps = (args: readonly string[], input = ''): Step[] =>
    podwright(['timeline', '--format', 'jsonl', ...args], input).records();
  const reasons = (found: readonly Step[]) => found.flatMap((step) => (step.kind === 'event' ? [step.reason] : []));

  test('exec liveness: three times unhealthy, killed, started again', () => {
    const found = reasons(steps(['--until', '100', 'examples/12-exec-probe.yaml']));
    const killing = found.indexOf('Killing');
    assert.equal(found.slice(0, killing).filter((reason) => reason === 'Unhealthy').length, 3);
    assert.ok(found.indexOf('Started', killing) > killing);
  });

  test('over its memory limit: OOMKilled, restarted, in back-off', () => {
    const found = steps(['--until', '120', 'examples/06-memory-killed.yaml']);
    const exits = found.filter((step) => step.kind === 'exit');
    assert.ok(exits.length > 1);
    assert.ok(exits.every((step) => step.exitCode === 137 && step.reason === 'OOMKilled'));
    assert.ok(reasons(found).includes('BackOff'));
  });

  test('more memory than any node has: FailedScheduling, Pending', () => {
    const found = steps(['examples/07-memory-pending.yaml']);
    assert.deepEqual([...new Set(reasons(found))], ['FailedScheduling']);
    assert.ok(found.every((step) => step.kind !== 'phase' || step.phase === 'Pending'));
    assert.match(podwright(['timeline', 'examples/07-memory-pending.yaml']).stdout, /Pending.*Insufficient memory/s);
  });

  test('an assumption file has its way', () => {
    const assume = file(
      'assume.json',
      JSON.stringify({ containers: { hello: { runs: [{ exitAfter: 3, exitCode: 7 }] } }, deleteAt: 20 }),
    );
    const found = steps(['--assume', assume, 'examples/01-one-container.yaml']);
    assert.ok(found.some((step) => step.kind === 'exit' && step.exitCode === 7));
    assert.equal(found.at(-1)?.kind, 'gone');
  });

  test('svg is a picture that stands alone', () => {
    const { stdout, status } = podwright(['timeline', '--format', 'svg', 'examples/12-exec-probe.yaml']);
    assert.equal(status, 0);
    assert.match(stdout, /^<\?xml .*\n<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg".*<\/svg>\s*$/s);
  });

  test('what holds no Pod, or an assumption file that is none, is said with exit code 2', () => {
    for (const args of [
      ['-'],
      ['--assume', file('a.json', '[]'), 'examples/01-one-container.yaml'],
      ['--kubernetes', '9.9', 'x'],
      ['--until', 'x', 'x'],
      ['--format', 'gif', 'x'],
      [],
    ]) {
      const { status, stderr } = podwright(['timeline', ...args]);
      assert.equal(status, 2, args.join(' '));
      assert.ok(stderr.length > 0);
    }
  });
});

test('quantity: canonical, value and equivalents, a line each', () => {
  const { status, records } = podwright(['quantity', '-'], '128974848\n0.5\n1gi\n');
  assert.equal(status, 1);
  assert.deepEqual(
    records().map(({ canonical, value, valid }) => [canonical, value, valid]),
    [
      ['128974848', '128974848', true],
      ['500m', '1', true],
      [undefined, undefined, false],
    ],
  );
});
