/** Every text that is shown through `l10n.t` has its translation, with the same places to fill in, and none is left over. */
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { type CallExpression, type Expression, parse } from 'acorn';
import { simple } from 'acorn-walk';
import { transformSync } from 'esbuild';
import { root } from '../../scripts/process.ts';
import { files, read } from './snippets/manifests.ts';

const FOLDER = path.join(root, 'l10n');

describe('translations', () => {
  const wanted = shownTexts();

  for (const name of readdirSync(FOLDER))
    it(name, () => {
      const bundle: Record<string, string> = JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));
      assert.deepEqual(
        Object.keys(bundle).filter((key) => !wanted.has(key)),
        [],
        'translations of texts that are shown no more',
      );
      assert.deepEqual(
        [...wanted.keys()].filter((key) => !(key in bundle)),
        [],
        'texts without a translation',
      );
      for (const [key, message] of wanted)
        assert.deepEqual(placesIn(bundle[key] ?? ''), placesIn(message), `the places to fill in of "${key}"`);
    });
});

/** Messages by the key under which a bundle has them: the message itself, or `MESSAGE/COMMENT`. */
function shownTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const topic of files)
    for (const [name, { description }] of Object.entries(read(topic))) {
      texts.set(description, description);
      // The picker of "New Pod Manifest…" shows their names too.
      if (topic === 'pods.json') texts.set(name, name);
    }
  for (const file of globSync('{client,server}/**/*.ts', { cwd: root })) {
    const source = readFileSync(path.join(root, file), 'utf8');
    if (!source.includes('l10n.t(')) continue;
    const { code } = transformSync(source, { loader: 'ts', format: 'esm' });
    simple(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), {
      CallExpression(call) {
        if (!isTranslation(call)) return;
        const { message, comment } = messageOf(call, file);
        texts.set(comment === undefined ? message : `${message}/${comment}`, message);
      },
    });
  }
  return texts;
}

function isTranslation({ callee }: CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'l10n' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 't'
  );
}

/** Of `l10n.t('message', …)` and of `l10n.t({ message, comment, args })`. */
function messageOf(call: CallExpression, file: string): { message: string; comment?: string } {
  const [first] = call.arguments;
  if (first?.type !== 'ObjectExpression') return { message: literal(first as Expression, file) };
  const property = (wanted: string): string | undefined => {
    for (const entry of first.properties)
      if (entry.type === 'Property' && entry.key.type === 'Identifier' && entry.key.name === wanted)
        return literal(entry.value, file);
    return undefined;
  };
  const comment = property('comment');
  return { message: property('message') ?? '', ...(comment !== undefined && { comment }) };
}

function literal(expression: Expression, file: string): string {
  if (expression.type === 'Literal' && typeof expression.value === 'string') return expression.value;
  if (expression.type === 'TemplateLiteral' && expression.expressions.length === 0)
    return expression.quasis[0]?.value.cooked ?? '';
  throw new Error(`${file}: l10n.t is given a text that is put together; give it a pattern with places to fill in`);
}

const placesIn = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
