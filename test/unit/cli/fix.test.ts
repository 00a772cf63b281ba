/** `check --fix`: what it changes, and what it must not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyPatch } from 'diff';
import { fixText } from '../../../server/src/cli/check/fix.ts';
import { BAD, check, GOOD } from './checking.ts';

const MENDED = BAD.replace('imagepullPolicy', 'imagePullPolicy');
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('--fix', () => {
  it('writes what is mended, tells what that is, and checks the rest', async () => {
    const text = `${BAD}---\n${GOOD.replace('image: b', 'image: b\n      resources: {limits: {memory: many}}')}`;
    const { code, out, err, file } = await check({ 'a.yaml': text, 'b.yaml': GOOD }, ['--fix', 'a.yaml', 'b.yaml']);
    assert.equal(file('a.yaml'), text.replace('imagepullPolicy', 'imagePullPolicy'));
    assert.equal(err, 'a.yaml:9 fixed: Rename to imagePullPolicy [unknown-field]\n');
    assert.match(out, /\[bad-quantity\]/);
    assert.match(out, /3 documents: 1 error, 0 warnings, 1 fixed\n$/);
    assert.equal(code, 1);
  });

  it('writes nothing where there is nothing to mend', async () => {
    let written = 0;
    const write = async () => void written++;
    assert.equal((await check({ 'a.yaml': GOOD }, ['--fix', 'a.yaml'], { write })).code, 0);
    assert.equal(written, 0);
  });

  it('keeps byte order mark, line breaks, comments and the lack of a last line break', async () => {
    const windows = (text: string) => `\uFEFF# über uns\n${text.trimEnd()} # 好`.replaceAll('\n', '\r\n');
    const { code, file } = await check({ 'a.yaml': utf8(windows(BAD)) }, ['--fix', 'a.yaml']);
    assert.equal(code, 0);
    assert.equal(file('a.yaml'), windows(MENDED));
  });

  it('goes on until there is nothing left to mend', () => {
    // The misspelt field hides that its value is misspelt too.
    const { text, applied } = fixText(BAD.replace('Always', 'always'), { version: '1.34' });
    assert.equal(text, MENDED);
    assert.deepEqual(
      applied.map(({ code, line }) => [code, line]),
      [
        ['unknown-field', 9],
        ['unsupported-value', 9],
      ],
    );
    assert.deepEqual(fixText(text, { version: '1.34' }), { text, applied: [] });
  });

  it('leaves alone what comments or settings silence', async () => {
    const text = BAD.replace('Always', 'Always # podwright-disable-line unknown-field');
    assert.equal((await check({ 'a.yaml': text }, ['--fix', 'a.yaml'])).file('a.yaml'), text);
    assert.equal(
      (await check({ 'a.yaml': BAD }, ['--fix', '--rule', 'unknown-field=off', 'a.yaml'])).file('a.yaml'),
      BAD,
    );
  });

  it('tells what it cannot write', async () => {
    const write = () => Promise.reject(new Error('may not be written'));
    const { code, err } = await check({ 'a.yaml': BAD }, ['--fix', 'a.yaml'], { write });
    assert.equal(code, 2);
    assert.equal(err, 'a.yaml: may not be written\n');
  });

  it('does not go with standard input, nor with a dry run', async () => {
    assert.equal((await check({ '-': BAD }, ['--fix', '-'])).code, 2);
    assert.equal((await check({ 'a.yaml': BAD }, ['--fix', '--fix-dry-run', 'a.yaml'])).code, 2);
  });
});

describe('--fix-dry-run', () => {
  it('prints a patch that comes to the same, and writes nothing', async () => {
    const files = { 'k8s/a.yaml': BAD, 'k8s/b.yaml': GOOD };
    const { out, err, file } = await check(files, ['--fix-dry-run', 'k8s']);
    assert.match(out, /^--- a\/k8s\/a\.yaml\n\+\+\+ b\/k8s\/a\.yaml\n@@ /);
    assert.equal(applyPatch(BAD, out), MENDED);
    assert.equal(err, '1 fix in 1 file\n');
    assert.equal(file('k8s/a.yaml'), BAD);
  });

  it('mends standard input too', async () => {
    const { out } = await check({ '-': BAD }, ['--fix-dry-run', '--stdin-filename', 'x.yaml', '-']);
    assert.equal(applyPatch(BAD, out), MENDED);
  });
});
