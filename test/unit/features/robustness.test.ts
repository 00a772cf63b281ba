/** Completion and hover at every character of manifests, whole and cut off: no exception, and edits that change nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompletionItem } from 'vscode-languageserver-types';
import { createDocs } from '../../../server/src/catalog/docs.ts';
import { complete } from '../../../server/src/features/completion.ts';
import { hover } from '../../../server/src/features/hover.ts';
import { type Position, parseFile, type YamlFile } from '../../../server/src/yaml/file.ts';
import { apply, NEWEST, offsets } from './fixture.ts';

const MANIFESTS: Readonly<Record<string, string>> = {
  'a Pod': `apiVersion: v1
kind: Pod
metadata:
  name: "web" # the front
  labels: {app: web, 'tier': front}
spec:
  containers:
  - name: app
    image: nginx:1.29
    command: ["sh", "-c", 'echo "🚀: started"']
    args:
    - |
      while true; do
        sleep 1
      done

    - --verbose
    ports: [{containerPort: 80}]
    livenessProbe:
      httpGet:
        path: /
        port: 80

  - name: other
    image: >-
      busybox
  # volumes come last
  volumes:
  - name: data
    emptyDir: {}
`,
  'a Deployment in an indented style': `---
apiVersion: apps/v1
kind: Deployment
metadata:
    name: web
spec:
    selector:
        matchLabels: &labels
            app: web
    template:
        metadata:
            labels: *labels
        spec:
            containers:
                -   name: app
                    image: nginx
                    env:
                        -   {name: A, value: "1"}
                -
                    name: b
                    image: c
---
version: "3"
services: {web: {image: nginx}}
`,
  JSON: `{
  "apiVersion": "v1", "kind": "Pod",
  "metadata": {"name": "web"},
  "spec": {"containers": [{"name": "app", "image": "nginx"}]}
}
`,
};

const DOCS = createDocs({ texts: [], definitions: {}, fields: {}, values: {} });

/** Every position of a text; surrogates are two. */
function* positions(text: string): Generator<Position> {
  for (const [line, content] of text.split('\n').entries())
    for (let character = 0; character <= content.replace(/\r$/, '').length; character++) yield { line, character };
}

/** The text of a file after accepting an item and typing `x` at each tab stop. */
function typed(text: string, item: CompletionItem): string {
  const withTabStops = apply(text, item);
  return withTabStops
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, 'x');
}

const problems = ({ documents }: YamlFile): number => documents.flatMap(({ document }) => document.problems).length;

for (const [title, manifest] of Object.entries(MANIFESTS))
  for (const [breaks, text] of [
    ['', manifest],
    [' with Windows line breaks', manifest.replaceAll('\n', '\r\n')],
  ] as const) {
    test(`${title}${breaks}: what is accepted leaves the rest as it is, and the file readable`, () => {
      const file = parseFile(text);
      assert.equal(problems(file), 0);
      for (const position of positions(text)) {
        const items = complete(file, position, { version: NEWEST })?.items ?? [];
        for (const item of [...items.slice(0, 2), ...items.slice(-1)]) {
          const { textEdit } = item;
          assert.ok(textEdit && 'range' in textEdit);
          const { start, end } = textEdit.range;
          assert.ok(start.line === position.line && end.line === position.line);
          assert.ok(start.character <= position.character && position.character <= end.character);
          const replaced = offsets(text, textEdit.range);
          assert.match(text.slice(replaced.start, replaced.end), /^(?:\s*|"[^"]*"|(?:[^:#\n]|:\S)*)$/u);
          assert.equal(problems(parseFile(typed(text, item))), 0, `${item.label} at ${JSON.stringify(position)}`);
        }
      }
    });

    test(`${title}${breaks}: a hover is over what the position touches`, () => {
      const file = parseFile(text);
      for (const position of positions(text)) {
        const range = hover(file, position, { version: NEWEST }, DOCS)?.range;
        if (!range) continue;
        const { start, end } = offsets(text, range);
        const at = offsets(text, { start: position, end: position }).start;
        assert.ok(start <= at && at <= end && start < end);
      }
    });

    test(`${title}${breaks}: cut off anywhere`, () => {
      for (let length = 0; length <= text.length; length++) {
        const prefix = text.slice(0, length);
        if (prefix.endsWith('\r')) continue;
        const lines = prefix.split('\n');
        const end = { line: lines.length - 1, character: (lines.at(-1) ?? '').length };
        const file = parseFile(prefix);
        for (let back = 0; back <= 40 && back <= end.character; back += 10)
          hover(file, { line: end.line, character: end.character - back }, { version: NEWEST }, DOCS);
        for (const { textEdit } of complete(file, end, { version: NEWEST })?.items ?? []) {
          assert.ok(textEdit && 'range' in textEdit);
          assert.deepEqual(textEdit.range.end, end);
        }
      }
    });
  }

test('texts that are no YAML at all', () => {
  const texts = [
    '\0\0\0',
    '{{{{{[[[[',
    '- - - - -\n- :',
    `${'['.repeat(300)}`,
    '\u2028\uD800',
    '"',
    "kind: 'Pod",
    'a:\n'.repeat(300),
    ': : :',
    '? a\n: b',
  ];
  for (const text of texts) {
    const file = parseFile(text);
    for (const position of positions(text)) {
      complete(file, position, { version: NEWEST });
      hover(file, position, { version: NEWEST }, DOCS);
    }
  }
});
