/** Which files `check` looks at, and whose settings hold for them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BAD, check, checked, GOOD } from './checking.ts';

const TREE = {
  'k8s/b.yaml': GOOD,
  'k8s/a/c.yml': GOOD,
  'k8s/a/d.json': '{"apiVersion": "v1", "kind": "Pod"}',
  'k8s/a/notes.txt': GOOD,
  'k8s/.hidden/e.yaml': GOOD,
  'k8s/node_modules/f.yaml': GOOD,
};

describe('the files of a check', () => {
  it('are those below folders, in the order of their names, each once', async () => {
    assert.deepEqual(await checked(TREE, 'k8s'), ['k8s/a/c.yml', 'k8s/a/d.json', 'k8s/b.yaml']);
    assert.deepEqual(await checked(TREE, 'k8s/b.yaml', 'k8s', 'k8s/a/'), ['k8s/b.yaml', 'k8s/a/c.yml', 'k8s/a/d.json']);
  });

  it('are those that a pattern matches', async () => {
    assert.deepEqual(await checked(TREE, 'k8s/*.yaml'), ['k8s/b.yaml']);
    assert.deepEqual(await checked(TREE, 'k8s/**/*.{yaml,yml}'), ['k8s/a/c.yml', 'k8s/b.yaml']);
    assert.deepEqual(await checked(TREE, 'k8s/a/*'), ['k8s/a/c.yml', 'k8s/a/d.json', 'k8s/a/notes.txt']);
  });

  it('may have names that look like patterns', async () => {
    assert.deepEqual(await checked({ 'k8s/[a].yaml': GOOD, 'k8s/a.yaml': GOOD }, 'k8s/[a].yaml'), ['k8s/[a].yaml']);
  });

  it('are there, or the exit code says so', async () => {
    for (const operand of ['nowhere', 'nowhere/*.yaml', 'k8s/a/notes.md'])
      assert.equal((await check(TREE, [operand])).code, 2, operand);
    const { code, err } = await check({ 'k8s/notes.txt': '' }, ['k8s']);
    assert.equal(code, 2);
    assert.match(err, /k8s: there are no manifests/);
  });

  it('are not those that ignore files name', async () => {
    const files = {
      ...TREE,
      '.podwrightignore': 'k8s/a/\n',
      'k8s/.gitignore': 'b.yaml\n',
      'k8s/z.yaml': GOOD,
    };
    assert.deepEqual(await checked(files, 'k8s'), ['k8s/z.yaml']);
    assert.deepEqual(await checked(files, '--no-ignore', 'k8s'), [
      'k8s/a/c.yml',
      'k8s/a/d.json',
      'k8s/b.yaml',
      'k8s/z.yaml',
    ]);
    // A hook names files: Git's opinion is of no concern then, ours is.
    assert.deepEqual(await checked(files, 'k8s/b.yaml', 'k8s/a/c.yml'), ['k8s/b.yaml']);
    const { code, err } = await check(files, ['k8s/a/c.yml']);
    assert.equal(code, 0);
    assert.match(err, /k8s\/a\/c\.yml: is ignored/);
  });
});

describe('the settings of a check', () => {
  const files = {
    'k8s/.podwright.yaml': 'rules: {unknown-field: "off", latest-image: warning}\nignore: [gone.yaml]\n',
    'k8s/bad.yaml': BAD,
    'k8s/gone.yaml': BAD,
    'other/bad.yaml': BAD,
  };

  it('are those of the nearest configuration file', async () => {
    assert.equal((await check(files, ['other'])).code, 1);
    const { code, out } = await check(files, ['k8s']);
    assert.equal(code, 0);
    assert.match(out, /bad\.yaml:8:14 warning .* \[latest-image\]/);
    assert.doesNotMatch(out, /gone/);
  });

  it('are overruled by options', async () => {
    assert.equal((await check(files, ['--rule', 'unknown-field=error', 'k8s'])).code, 1);
    assert.equal((await check(files, ['--no-config', 'k8s'])).code, 1);
  });

  it('of standard input are those of the name it is given', async () => {
    const input = { ...files, '-': BAD };
    assert.equal((await check(input, ['-'])).code, 1);
    const { code, out } = await check(input, ['--stdin-filename', 'k8s/new.yaml', '-']);
    assert.equal(code, 0);
    assert.match(out, /^k8s\/new\.yaml:8:14 warning/);
  });

  it('must be understood', async () => {
    const { code, err } = await check({ ...files, 'k8s/.podwright.yaml': 'rules: {latest-imag: off}' }, ['k8s']);
    assert.equal(code, 2);
    assert.match(err, /^k8s\/\.podwright\.yaml:1:9 There is no rule latest-imag; did you mean latest-image\?$/m);
  });

  it('hold Pods to the level of their Namespace, wherever it stands', async () => {
    const namespace = (name: string, level: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n    pod-security.kubernetes.io/enforce: ${level}\n`;
    const pod = (name: string) => GOOD.replace('name: good', `name: good\n  namespace: ${name}`);
    const tree = {
      'k8s/.podwright.yaml': 'podSecurity: {strict: restricted, "*": privileged, lax: restricted}\n',
      'k8s/a.yaml': pod('held'),
      'k8s/b.yaml': pod('free'),
      'k8s/c.yaml': pod('strict'),
      'k8s/d.yaml': pod('lax'),
      'k8s/z/namespaces.yaml': `${namespace('held', 'restricted')}---\n${namespace('lax', 'privileged')}`,
    };
    const { out } = await check(tree, ['k8s']);
    const told = new Set(out.split('\n').flatMap((line) => (line.includes('[pod-security]') ? line.slice(0, 10) : [])));
    assert.deepEqual([...told], ['k8s/a.yaml', 'k8s/c.yaml']);
  });
});

describe('the exit code of a check', () => {
  const warned = { 'a.yaml': GOOD };
  const args = ['--rule', 'latest-image=warning', 'a.yaml'];

  it('is 1 from the severity on that is asked for', async () => {
    assert.equal((await check(warned, args)).code, 0);
    assert.equal((await check(warned, ['--fail-on', 'warning', ...args])).code, 1);
    assert.equal((await check(warned, ['--fail-on', 'hint', ...args])).code, 1);
    assert.equal((await check(warned, ['--fail-on', 'hint', 'a.yaml'])).code, 0);
    assert.equal((await check({ 'a.yaml': BAD }, ['--fail-on', 'warning', 'a.yaml'])).code, 1);
  });

  it('is 2 when one of many cannot be read, and the others are checked all the same', async () => {
    const { code, out } = await check({ 'a.yaml': BAD, 'b.yaml': new Uint8Array([0xff]) }, ['b.yaml', 'a.yaml']);
    assert.equal(code, 2);
    assert.match(out, /a\.yaml:9:7 error/);
  });

  it('goes with errors alone where nothing else is wanted', async () => {
    const { out } = await check(warned, ['--quiet', ...args]);
    assert.equal(out, '1 document: 0 errors, 0 warnings\n');
  });
});
