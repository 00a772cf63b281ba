import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRegions } from '../../../server/src/yaml/embedded.ts';
import { documentAt, offsetAt, parseFile, positionAt, withMargin } from '../../../server/src/yaml/file.ts';

const MARKDOWN = `# Pods

\`\`\`yaml
kind: Pod
---
kind: Job
\`\`\`

1. In a list:

   ~~~yml
   kind: List
   ~~~

\`\`\`\`
cat <<EOF > pod.yaml
kind: Heredoc
EOF
\`\`\`\`

\`\`\`js
const yaml = <<EOF
\`\`\`
`;

test('Markdown: the YAML of fenced blocks, and of heredocs in blocks of shell', () => {
  const regions = findRegions(MARKDOWN, 'markdown');
  assert.deepEqual(
    regions.map(({ text, line }) => [line, text]),
    [
      [3, 'kind: Pod\n---\nkind: Job\n'],
      [11, '   kind: List\n'],
      [16, 'kind: Heredoc\n'],
    ],
  );
  for (const { text, offset } of regions) assert.equal(MARKDOWN.slice(offset, offset + text.length), text);
});

test('shell: heredocs, quoted and dashed; not what the shell would change first', () => {
  const regions = (text: string) => findRegions(text, 'shellscript').map((region) => region.text);
  assert.deepEqual(regions('cat <<EOF > a.yaml\na: 1\nEOF\necho\n'), ['a: 1\n']);
  assert.deepEqual(regions("kubectl apply -f - <<'END'\na: $(X)\nEND\n"), ['a: $(X)\n']);
  assert.deepEqual(regions('cat <<-"E O"\n\ta: 1\n\tE O\nb\n'), [' a: 1\n']);
  assert.deepEqual(regions('cat <<EOF\na: $NAME\nEOF\n'), []);
  assert.deepEqual(regions('cat <<EOF\r\na: 1\r\nEOF\r\n'), ['a: 1\r\n']);
  assert.deepEqual(regions('grep x <<< word\na: 1\n'), []);
  assert.deepEqual(regions('cat <<EOF\nnever: ended\n'), ['never: ended\n']);
});

test('what lines begin with that is not YAML’s: the margin has spaces for it, and separators come before', () => {
  const regions = (text: string) => findRegions(text, 'markdown').map(({ text, margin }) => [margin, text]);
  const fence = (margin: string, inner: string) => `\n${margin}\`\`\`${inner.replace(/\n/g, `\n${margin}`)}\`\`\`\n`;
  assert.deepEqual(regions(fence('  ', 'yaml\na: 1\n---\nb: 2\n')), [['  ', '  a: 1\n---  \n  b: 2\n']]);
  assert.deepEqual(regions(fence('> ', 'yaml\na:\n  b: ">"\n')), [['> ', '  a:\n    b: ">"\n']]);
  assert.deepEqual(regions(fence('   ', 'sh\ncat <<EOF\na: 1\nEOF\n')), [['   ', '   a: 1\n']]);
  assert.deepEqual(regions(fence(' ', 'sh\ncat <<-EOF\n\ta: 1\n\tEOF\n')), [[' \t', '  a: 1\n']]);
});

test('a text that comes in keeps the margin', () => {
  const file = parseFile('> ```yaml\n> a: 1\n> ```\n', undefined, 'markdown');
  const [placed] = file.documents;
  assert.ok(placed);
  const at = (character: number) => ({ start: { line: 1, character }, end: { line: 1, character } });
  assert.equal(withMargin(placed, at(6), '2\n  b: 3\n\n---\nc: 4'), '2\n> b: 3\n\n> ---\n> c: 4');
  assert.equal(withMargin(placed, at(0), '  b: 3\n'), '> b: 3\n');
});

test('positions are those of the whole file, and prose belongs to no document', () => {
  const file = parseFile(MARKDOWN, undefined, 'markdown');
  const at = (line: number) => documentAt(file, { line, character: 0 })?.index;
  assert.deepEqual([0, 2, 3, 4, 5, 6, 7, 11, 12, 16, 17].map(at), [
    undefined,
    undefined,
    0,
    1,
    1,
    undefined,
    undefined,
    2,
    undefined,
    3,
    undefined,
  ]);
  const job = documentAt(file, { line: 5, character: 0 });
  assert.ok(job);
  assert.deepEqual(positionAt(job, offsetAt(job, { line: 5, character: 6 })), { line: 5, character: 6 });
});

test('an edit in the prose keeps every document', () => {
  const before = parseFile(MARKDOWN, undefined, 'markdown');
  const after = parseFile(`More.\n${MARKDOWN}`, before, 'markdown');
  assert.deepEqual(
    after.documents.map(({ document, line }) => [before.documents.some((old) => old.document === document), line]),
    [
      [true, 4],
      [true, 5],
      [true, 12],
      [true, 17],
    ],
  );
});
