import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRegions } from '../../../server/src/yaml/embedded.ts';
import { documentAt, offsetAt, parseFile, positionAt } from '../../../server/src/yaml/file.ts';

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
  assert.deepEqual(regions('cat <<-"E O"\n\ta: 1\n\tE O\nb\n'), ['\ta: 1\n']);
  assert.deepEqual(regions('cat <<EOF\na: $NAME\nEOF\n'), []);
  assert.deepEqual(regions('cat <<EOF\r\na: 1\r\nEOF\r\n'), ['a: 1\r\n']);
  assert.deepEqual(regions('grep x <<< word\na: 1\n'), []);
  assert.deepEqual(regions('cat <<EOF\nnever: ended\n'), ['never: ended\n']);
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
