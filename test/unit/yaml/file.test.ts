import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { splitDocuments } from '../../../server/src/yaml/cut.ts';
import { documentAt, editFile, offsetAt, parseFile, positionAt, rangeOf } from '../../../server/src/yaml/file.ts';
import { childOf, entryOf, type Node, toValue } from '../../../server/src/yaml/tree.ts';

const values = (text: string) =>
  parseFile(text).documents.map(({ document }) => document.root && toValue(document.root));

test('a document ends at each `---` line, and nowhere else', () => {
  const cases: readonly [string, string[]][] = [
    ['', ['']],
    ['a: 1\n', ['a: 1\n']],
    ['---\na: 1\n', ['---\na: 1\n']],
    ['# head\n---\na: 1\n---\nb: 2', ['# head\n---\na: 1\n', '---\nb: 2']],
    ['a: 1\r\n---\r\nb: 2\r\n', ['a: 1\r\n', '---\r\nb: 2\r\n']],
    ['a: |\n  x\n---\nb: 2\n', ['a: |\n  x\n', '---\nb: 2\n']],
    ['a: 1\n--- # two\nb: 2\n', ['a: 1\n', '--- # two\nb: 2\n']],
    ['a: x\n ---\nb: ---\n---b: 2\n', ['a: x\n ---\nb: ---\n---b: 2\n']],
    ['%YAML 1.1\n---\na: 1\n', ['%YAML 1.1\n---\na: 1\n']],
    ['---\n---\na: 1\n', ['---\n', '---\na: 1\n']],
  ];
  for (const [text, chunks] of cases) assert.deepEqual(splitDocuments(text), chunks, JSON.stringify(text));
});

test('reads what kubectl reads', () => {
  assert.deepEqual(
    values('base: &b {x: 1, z: on}\ncopy: *b\nover:\n  <<: *b\n  x: 2\non: 8\n"<<": text\nempty:\nlist: [a, ]\n'),
    [
      {
        base: { x: 1, z: true },
        copy: { x: 1, z: true },
        over: { x: 2, z: true },
        true: 8,
        '<<': 'text',
        empty: null,
        list: ['a'],
      },
    ],
  );
  assert.deepEqual(values('{"kind": "Pod", "n": 1}'), [{ kind: 'Pod', n: 1 }]);
  assert.deepEqual(values('# nothing\n'), [undefined]);
  assert.deepEqual(
    values('__proto__: 1\n').map((value) => Object.keys(value as object)),
    [['__proto__']],
  );
});

test('later lines of quotes and brackets may stand anywhere, as for goyaml', () => {
  const cases: readonly [string, unknown][] = [
    ['a:\n  b: "x\ny"\n  c: 1\n', { a: { b: 'x y', c: 1 } }],
    ["a:\n  - k: 'it''s\nfine'\n", { a: [{ k: "it's fine" }] }],
    ['a:\n  b: [1,\n2, "q\nr"]\n', { a: { b: [1, 2, 'q r'] } }],
    [
      'a:\n  b: {x: 1,\nz: [2,\n3]}\n  c: |\n    "left\n  d: it\'s\n',
      { a: { b: { x: 1, z: [2, 3] }, c: '"left\n', d: "it's" } },
    ],
    ['a:\n  "k": "x\ny" # end\n', { a: { k: 'x y' } }],
  ];
  for (const [text, value] of cases) {
    const [placed] = parseFile(text).documents;
    assert.deepEqual([placed?.document.problems, values(text)], [[], [value]], text);
  }
  const broken = parseFile('a:\n  b: "x\ny\n').documents[0]?.document;
  assert.ok(broken && broken.problems.length > 0);
});

test('of duplicate keys the last one counts, and it is marked', () => {
  const root = parseFile('a: 1\nb: 2\na: 3\n').documents[0]?.document.root as Node;
  assert.deepEqual(toValue(root), { a: 3, b: 2 });
  assert.equal(entryOf(root, 'a')?.duplicate, true);
  assert.equal(entryOf(root, 'b')?.duplicate, false);
});

test('what a merge key brings in stands in its place: what comes later counts', () => {
  assert.deepEqual(values('<<: {a: 1}\na: 2\n'), [{ a: 2 }]);
  assert.deepEqual(values('a: 2\n<<: {a: 1}\n'), [{ a: 1 }]);
  assert.deepEqual(values('<<: [{a: 1}, {a: 2, b: 3}]\n'), [{ a: 1, b: 3 }]);
});

test('a value that is not written stands behind its colon', () => {
  const [placed] = parseFile('kind: Pod\nspec:\n# end\n').documents;
  const spec = childOf(placed?.document.root, 'spec');
  assert.deepEqual(spec && placed && rangeOf(placed, spec), {
    start: { line: 1, character: 5 },
    end: { line: 1, character: 5 },
  });
});

test('what can be known of a broken document is known', () => {
  const [placed] = parseFile('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: "web\n').documents;
  assert.equal(placed?.document.problems.length, 1);
  assert.equal((toValue(placed?.document.root as Node) as { kind: string }).kind, 'Pod');
});

test('an alias bomb is refused, not expanded', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  const [placed] = parseFile(`${lines.join('\n')}\n`).documents;
  assert.match(placed?.document.problems[0]?.message ?? '', /aliasing/);
});

test('nesting without end is refused, not followed', () => {
  for (const text of ['['.repeat(20_000), '- '.repeat(20_000), '{a: '.repeat(5_000)]) {
    const [placed] = parseFile(text).documents;
    assert.ok((placed?.document.problems.length ?? 0) > 0, text.slice(0, 4));
  }
});

test('positions count lines and UTF-16 characters, whatever the line ends', () => {
  for (const eol of ['\n', '\r\n', '\r']) {
    const file = parseFile(['a: "😀 x"', 'b: 2', ''].join(eol));
    const placed = documentAt(file, { line: 0, character: 0 });
    assert.ok(placed);
    const root = placed.document.root as Node;
    const a = childOf(root, 'a') as Node;
    assert.deepEqual(rangeOf(placed, a), { start: { line: 0, character: 3 }, end: { line: 0, character: 9 } });
    assert.equal(offsetAt(placed, { line: 0, character: 99 }), 9);
    const end = positionAt(placed, 1e9);
    assert.deepEqual(end, { line: 2, character: 0 });
  }
});

test('a position belongs to the document that it stands in', () => {
  const file = parseFile('a: 1\n---\nb: 2\n---\nc: 3\n');
  assert.deepEqual(
    [0, 1, 2, 3, 4, 9].map((line) => documentAt(file, { line, character: 0 })?.index),
    [0, 1, 1, 2, 2, 2],
  );
  const c = file.documents[2];
  assert.deepEqual(c && positionAt(c, offsetAt(c, { line: 4, character: 3 })), { line: 4, character: 3 });
});

test('an edit reparses only the document that it touches', () => {
  const text = 'a: 1\n---\nb: 2\n---\nc: 3\n';
  const before = parseFile(text);
  const at = { line: 3, character: 0 };
  const after = editFile(before, { range: { start: at, end: at }, text: 'bb: 4\n' });
  assert.equal(after.documents[0]?.document, before.documents[0]?.document);
  assert.notEqual(after.documents[1]?.document, before.documents[1]?.document);
  assert.equal(after.documents[2]?.document, before.documents[2]?.document);
  assert.equal(after.documents[2]?.line, 4);
});

test('a parse after edits equals a fresh one', () => {
  const pieces = ['---\n', 'a: 1\n', '- x\n', '"', '{', ' ', '\r\n', '#c\n', '---', '\n', 'k: |\n  t\n', '😀'];
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed % below;
  };
  let text = 'a: 1\n---\nb: [1, 2]\n---\nc: 3\n';
  let file = parseFile(text);
  const content = ({ documents }: typeof file) =>
    documents.map(({ document, ...place }) => [place, document.text, document.lineStarts, document.root]);
  for (let i = 0; i < 2_000; i++) {
    const start = random(text.length + 1);
    const end = Math.min(text.length, start + random(text.length > 400 ? 300 : 6));
    const piece = pieces[random(pieces.length)] as string;
    const editor = TextDocument.create('', 'yaml', 1, text);
    const range = { start: editor.positionAt(start), end: editor.positionAt(end) };
    TextDocument.update(editor, [{ range, text: piece }], 2);
    text = editor.getText();
    const fresh = content(parseFile(text));
    assert.deepEqual(content(parseFile(text, file)), fresh, text);
    file = editFile(file, { range, text: piece });
    assert.deepEqual([content(file), file.text, file.length], [fresh, text, text.length], text);
  }
});

test('a tree that had to go grows anew', () => {
  const text = Array.from({ length: 600 }, (_, index) => `a: ${index}\n`).join('---\n');
  const { documents } = parseFile(text);
  const roots = documents.map(({ document }) => document.root);
  assert.deepEqual(
    documents.map(({ document }) => document.root),
    roots,
  );
});

test('a file emptied by an edit is one of no text, as when it is read', () => {
  const all = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
  const file = editFile(parseFile('a: 1\n---\nb: 2\n'), { range: all, text: '' });
  assert.deepEqual([file.text, file.documents.length], ['', parseFile('').documents.length]);
});
