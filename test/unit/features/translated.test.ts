/** What is told in another language: whole sentences of it, and no place that nothing was put into. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as l10n from '@vscode/l10n';
import { CompletionItemKind, MarkupContent } from 'vscode-languageserver-types';
import { createDocs } from '../../../server/src/catalog/docs.ts';
import { getFixes } from '../../../server/src/features/code-actions.ts';
import { getCodeLenses } from '../../../server/src/features/code-lens.ts';
import { complete } from '../../../server/src/features/completion.ts';
import { hover } from '../../../server/src/features/hover.ts';
import { getInlayHints } from '../../../server/src/features/inlay-hints.ts';
import { getRefactorings } from '../../../server/src/features/refactorings.ts';
import { type Position, parseFile, type YamlFile } from '../../../server/src/yaml/file.ts';
import { completeAt, fixture, NEWEST } from './fixture.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DOCS = createDocs({ texts: [], definitions: {}, fields: {}, values: {} });
const LEVELS = ['latest-image', 'missing-readiness-probe', 'missing-requests', 'missing-limits', 'unused-volume'];
const SETTINGS = {
  version: NEWEST,
  podSecurity: 'restricted' as const,
  severities: Object.fromEntries(LEVELS.map((code) => [code, 'default' as const])),
};

/** Nearly every field that has something special to say. */
const RICH = readFileSync(path.join(import.meta.dirname, 'translated.yaml'), 'utf8');

before(() => l10n.config({ contents: readFileSync(path.join(ROOT, 'l10n/bundle.l10n.zh-cn.json'), 'utf8') }));
after(() => l10n.config({ contents: '{}' }));

function hoverAt(file: YamlFile, position: Position): string {
  const found = hover(file, position, { version: NEWEST, now: 0 }, DOCS);
  if (!found) return '';
  assert.ok(MarkupContent.is(found.contents));
  return found.contents.value;
}

function special(marked: string): string {
  const { file, position } = fixture(marked);
  return hoverAt(file, position).split('\n\n').slice(1, -1).join('\n\n');
}

function hovers(file: YamlFile, text: string): string[] {
  return text
    .split('\n')
    .flatMap((written, line) =>
      [...written.matchAll(/[\w"'$./*-]+/g)].map(({ index }) => hoverAt(file, { line, character: index })),
    );
}

/** Everything that is told about a text, wherever one looks. */
function* told(text: string): Generator<string> {
  const file = parseFile(text);
  yield* hovers(file, text);
  const whole = { start: { line: 0, character: 0 }, end: { line: text.split('\n').length, character: 0 } };
  for (const hint of getInlayHints(file, whole, SETTINGS, { quantities: 'always', defaults: 'all' }))
    yield `${hint.label} ${hint.tooltip}`;
  for (const { command } of getCodeLenses({ uri: 'file:///a.yaml', file }, { files: () => [] }, SETTINGS))
    yield command?.title ?? '';
  for (const [line, written] of text.split('\n').entries()) {
    const start = { line, character: written.search(/\S|$/) };
    const end = { line, character: written.length };
    for (const { title, diagnostics } of [
      ...getFixes(file, { start, end }, SETTINGS),
      ...getRefactorings(file, { start, end }, SETTINGS),
      ...getRefactorings(file, { start: end, end }, SETTINGS),
    ]) {
      yield title;
      for (const { message } of diagnostics ?? []) yield String(message);
    }
    for (const { detail } of complete(file, end, SETTINGS)?.items ?? []) yield detail ?? '';
  }
}

describe('in Chinese', () => {
  test('a probe', () => {
    assert.equal(
      special(`apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: nginx
      ports: [{name: http, containerPort: 80}]
      livenessPro$0be: {httpGet: {path: /healthz, port: http}}
`).split('\n\n')[0],
      '对名为 `http` 的端口 80 的 HTTP GET `/healthz` 请求在 1 s 内得到 200–399 响应即为成功。' +
        '启动后至多 10 s 进行首次检查，之后每 10 s 一次。' +
        '连续失败 3 次就会重启容器，因此卡死会在 20–31 s 后被发现。随后它有 30 秒的时间停止。',
    );
  });

  test('a schedule, its parts in the order of the language', () => {
    assert.match(
      special(`apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: '30 3 * $0* 1-5'
  timeZone: Asia/Shanghai
`),
      /^运行于：每周一至周五 03:30（时区 `Asia\/Shanghai`）。/,
    );
  });

  test('default and unit of a field', () => {
    const { file, position } = fixture(`apiVersion: v1
kind: Pod
spec:
  terminationGrace$0PeriodSeconds: 90
`);
    assert.equal(
      hoverAt(file, position).split('\n\n')[0],
      '**terminationGracePeriodSeconds**: integer（秒） · 可选 · 默认 `30`',
    );
  });

  const manifests = readdirSync(path.join(ROOT, 'examples')).map(
    (name) => [name, readFileSync(path.join(ROOT, 'examples', name), 'utf8')] as const,
  );
  for (const [name, text] of [['every special field', RICH] as const, ...manifests])
    test(`nothing is left to fill in: ${name}`, () => {
      const texts = new Set(told(text));
      assert.ok(texts.size > 10);
      assert.deepEqual(
        [...texts].filter((one) => /\{\d+\}|undefined/.test(one)),
        [],
      );
    });

  test('no description of a snippet is left in English', () => {
    const places = ['$0', 'kind: Pod\nspec:\n  $0', 'kind: Pod\nspec:\n  containers:\n    - name: a\n      $0'];
    const snippets = places
      .flatMap((marked) => completeAt(marked).items)
      .filter(({ kind }) => kind === CompletionItemKind.Snippet);
    assert.ok(snippets.length > 40);
    assert.deepEqual(
      snippets.filter(({ detail = '' }) => !/[\u4e00-\u9fff]|^[\w/]+$/.test(detail)),
      [],
    );
    // It is found by what people type.
    assert.equal(
      snippets.find(({ label }) => label === 'resources：请求和限制')?.filterText,
      'resources: requests and limits',
    );
  });

  test('no sentence of a hover is left in English', () => {
    const file = parseFile(RICH);
    const english = hovers(file, RICH)
      .filter((one) => one.startsWith('**') || one.startsWith('~~'))
      .flatMap((one) => one.split('\n\n'))
      .filter((one) => /[a-z]{2,} [a-z]{2,} [a-z]{2,}/.test(one.replace(/`[^`]*`|\(https[^)]*\)/g, '')));
    assert.deepEqual([...new Set(english)], []);
  });
});
