/** The `check` command: what it reads, how it answers, how it exits. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkCommand } from '../../../server/src/cli/check.ts';
import { memoryIo } from '../../support/memory-io.ts';

const GOOD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: good\nspec:\n  containers:\n    - name: a\n      image: b\n';
const BAD = GOOD.replace('image', 'imag');

/** Runs the command over files in memory; `-` is standard input. */
async function check(files: Readonly<Record<string, string | Uint8Array>>, ...args: string[]) {
  const stdin = files['-'];
  const io = memoryIo(files, typeof stdin === 'string' ? stdin : undefined);
  const code = await checkCommand(args, io);
  return { code, out: io.stdout(), err: io.stderr() };
}

describe('check', () => {
  it('tells place, severity, message, code and path, and exits with 1 for what is refused', async () => {
    const { code, out } = await check({ 'pod.yaml': BAD }, 'pod.yaml');
    assert.equal(code, 1);
    assert.match(out, /^pod\.yaml:8:7 error Unknown field "imag".* \[unknown-field\] spec\.containers\[0\]\.imag$/m);
    assert.match(out, /1 document: \d errors?, 0 warnings/);
  });

  it('exits with 0 for what is accepted', async () => {
    assert.equal((await check({ 'pod.yaml': GOOD }, 'pod.yaml')).code, 0);
    assert.equal((await check({ '-': GOOD }, '-')).code, 0);
  });

  it('exits with 2 for what it cannot read, and says why', async () => {
    const missing = await check({}, 'nowhere.yaml');
    assert.equal(missing.code, 2);
    assert.match(missing.err, /nowhere\.yaml: .*no such file/);
    const binary = await check({ 'pod.yaml': new Uint8Array([0xff, 0xfe, 0x00, 0x80]) }, 'pod.yaml');
    assert.equal(binary.code, 2);
    assert.match(binary.err, /pod\.yaml: /);
  });

  it('exits with 2 for options that it does not have', async () => {
    for (const args of [
      [],
      ['--nonsense', 'a.yaml'],
      ['--kubernetes', '1.2', 'a.yaml'],
      ['--rule', 'no-such=off', 'a.yaml'],
    ])
      assert.equal((await check({ 'a.yaml': GOOD }, ...args)).code, 2, args.join(' '));
  });

  it('walks folders for manifests', async () => {
    const { out } = await check(
      { 'k8s/a.yaml': GOOD, 'k8s/b.yml': BAD, 'k8s/c.txt': 'no: [' },
      '--format=jsonl',
      'k8s',
    );
    const files = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).file);
    assert.deepEqual(files.sort(), ['k8s/a.yaml', 'k8s/b.yml']);
  });

  it('tells facts of the Pod for programs', async () => {
    const { out } = await check({ 'a.yaml': GOOD }, '--format', 'jsonl', 'a.yaml');
    const { kind, name, qos, podSecurity, requests, diagnostics } = JSON.parse(out);
    assert.deepEqual(
      { kind, name, qos, podSecurity, requests, diagnostics },
      { kind: 'Pod', name: 'good', qos: 'BestEffort', podSecurity: 'baseline', requests: {}, diagnostics: [] },
    );
  });

  it('lets options choose the rules', async () => {
    assert.equal(
      (await check({ 'a.yaml': BAD }, '--rule', 'unknown-field=off', '--rule', 'missing-field=off', 'a.yaml')).code,
      0,
    );
    const { out } = await check(
      { 'a.yaml': GOOD },
      '--pod-security',
      'restricted',
      '--rule=latest-image=default',
      'a.yaml',
    );
    assert.match(out, /\[pod-security\]/);
    assert.match(out, /\[latest-image\]/);
    assert.equal((await check({ 'a.yaml': GOOD }, '--static-pods', 'a.yaml')).code, 0);
  });

  it('silences in all documents what one of them silences for the file', async () => {
    const text = `# podwright-disable unknown-field, missing-field\n${GOOD}---\n${BAD}`;
    assert.equal((await check({ 'a.yaml': text }, 'a.yaml')).code, 0);
  });

  it('writes SARIF with a rule and a place for each result', async () => {
    const { out } = await check({ 'a.yaml': BAD }, '--format', 'sarif', 'a.yaml');
    const [run] = JSON.parse(out).runs;
    assert.ok(run.results.length > 0);
    const ids = new Set(run.tool.driver.rules.map(({ id }: { id: string }) => id));
    for (const { ruleId, locations } of run.results) {
      assert.ok(ids.has(ruleId));
      assert.equal(locations[0].physicalLocation.artifactLocation.uri, 'a.yaml');
    }
  });
});
