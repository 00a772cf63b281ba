import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../scripts/process.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));
const { contributes } = manifest;

/** What VS Code shows, wherever it stands below `value`. */
function* shown(value: unknown, name = ''): Generator<string> {
  if (typeof value === 'string') {
    if (/^(?:title|description|markdownDescription|enumDescriptions|altText)$/.test(name)) yield value;
  } else if (Array.isArray(value)) for (const item of value) yield* shown(item, name);
  else for (const [key, inner] of Object.entries(value ?? {})) yield* shown(inner, key);
}

describe('package.json', () => {
  test('has every text in English and in Chinese, and no others', () => {
    const [english, chinese] = ['package.nls.json', 'package.nls.zh-cn.json'].map((file) => JSON.parse(read(file)));
    const used = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    assert.deepEqual(Object.keys(english).toSorted(), [...new Set(used)].toSorted());
    assert.deepEqual(Object.keys(chinese), Object.keys(english));
    for (const [key, text] of Object.entries<string>(chinese)) assert.match(text, /\p{Script=Han}/u, key);
  });

  test('shows no text that is not in these files', () => {
    const texts = [...shown(contributes), ...shown(manifest.capabilities)];
    assert.deepEqual(
      texts.filter((text) => !/^%[\w.]+%$/.test(text) && text !== 'Podwright'),
      [],
    );
  });

  test('leads each step of the walkthrough to a picture and to commands that are', () => {
    const own = contributes.commands.map(({ command }: { command: string }) => command);
    const texts = JSON.parse(read('package.nls.json'));
    for (const { id, media, description, completionEvents } of contributes.walkthroughs[0].steps) {
      assert.ok(existsSync(path.join(root, media.image)), media.image);
      const linked = [...texts[description.slice(1, -1)].matchAll(/\(command:([\w.]+)\)/g)].map(([, name]) => name);
      const awaited = completionEvents.map((event: string) => event.replace('onCommand:', ''));
      for (const command of [...linked, ...awaited])
        assert.ok(own.includes(command) || command.startsWith('editor.'), `${id}: ${command}`);
    }
  });
});
