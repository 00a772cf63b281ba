/** The forms in which `check` answers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { root } from '../../../scripts/process.ts';
import { excerpt } from '../../../server/src/cli/check/formats/pretty.ts';
import { BAD, check, type Files, GOOD } from './checking.ts';

const readPackage = async (file: string) => readFileSync(path.join(root, file), 'utf8');

const HOSTILE = GOOD.replace('image: b', '"image%\\e[31m\\n::error::<&": b');
const TREE: Files = {
  'k8s/a b.yaml': `${GOOD}---\n${BAD}`,
  'k8s/c.yaml': HOSTILE,
  'k8s/d.yaml': new Uint8Array([0xff]),
  // Characters beyond the 16 bits of the first plane count twice.
  'k8s/e.yaml': `# 😀\n${GOOD.replace('{', '').replace('- name: a', '- {name: "😀", imag: b}\n    - name: a')}`,
  'k8s/f.yaml': 'a: b: c\n',
};

async function answer(format: string, files = TREE, ...args: string[]): Promise<string> {
  return (await check(files, ['--format', format, ...args, 'k8s'], { readPackage })).out;
}

describe('text', () => {
  it('is a line for each problem, whatever the manifest holds', async () => {
    const lines = (await answer('text')).trimEnd().split('\n');
    const problem = /^k8s\/[a-f ]+\.yaml:\d+:\d+ (?:error|warning|information|hint) .+ \[[\w-]+\](?: \S.*)?$/;
    for (const line of lines.slice(0, -1)) assert.match(line, problem);
    assert.match(lines.at(-1) ?? '', /^5 documents: \d+ errors, 0 warnings, \d+ that --fix mends$/);
    assert.doesNotMatch(lines.join(''), /\p{Cc}/u);
  });

  it('is what the problem matchers read', async () => {
    const [first = ''] = (await answer('text')).split('\n');
    const { contributes } = JSON.parse(await readPackage('package.json'));
    const { problemMatcher } = JSON.parse(await readPackage('problem-matcher.json'));
    for (const { pattern } of [...contributes.problemMatchers, ...problemMatcher]) {
      const [{ regexp, file, line, column, severity, message, code }] = [pattern].flat();
      const found = new RegExp(regexp).exec(first) ?? [];
      assert.deepEqual(
        [file, line, column, severity, message, code].map((group) => found[group]),
        [
          'k8s/a b.yaml',
          '18',
          '7',
          'error',
          'Unknown field "imagepullPolicy"; did you mean imagePullPolicy?',
          'unknown-field',
        ],
      );
    }
  });
});

describe('pretty', () => {
  it('shows the line and the cure', async () => {
    const out = await answer('pretty', { 'k8s/a.yaml': BAD });
    assert.equal(
      out,
      `error[unknown-field] Unknown field "imagepullPolicy"; did you mean imagePullPolicy?
 --> k8s/a.yaml:9:7  spec.containers[0].imagepullPolicy
9 |       imagepullPolicy: Always
  |       ^^^^^^^^^^^^^^^
  fix: Rename to imagePullPolicy

1 document: 1 error, 0 warnings, 1 that --fix mends
`,
    );
  });

  it('has colors only where they are wanted', async () => {
    const escapes = (text: string) => text.includes('\x1b[');
    assert.equal(escapes(await answer('pretty')), false);
    assert.equal(escapes(await answer('pretty', TREE, '--color', 'always')), true);
    assert.doesNotMatch(await answer('pretty'), /[^\n\P{Cc}]/u);
  });

  it('is for terminals', async () => {
    assert.match((await check(TREE, ['--color', 'never', 'k8s'], { columns: { out: 80 } })).out, /^ --> k8s/m);
    assert.doesNotMatch((await check(TREE, ['k8s'])).out, /^ --> k8s/m);
  });

  it('marks what it is about, in long lines and in wide ones', () => {
    assert.deepEqual(excerpt('  a: bc', 5, 7, 80), { text: '  a: bc', before: '     ', marks: '^^' });
    assert.deepEqual(excerpt('\ta: "中文"', 4, 8, 80), { text: ' a: "中文"', before: '    ', marks: '^^^^^^' });
    assert.deepEqual(excerpt('a: ', 3, 3, 80), { text: 'a: ', before: '   ', marks: '^' });
    const long = `${'x'.repeat(300)}: yy${' '.repeat(50)}`;
    const { text, before, marks } = excerpt(long, 302, 304, 60);
    assert.equal(text.length, 62);
    assert.equal(text.slice(before.length, before.length + marks.length), 'yy');
  });
});

describe('sarif', () => {
  const schemaFile = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  // It is of draft 04, and says nothing that draft 07 would understand otherwise.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  formats.default(ajv);
  const isSarif = ajv.compile(schema);

  it('is valid, with problems, without, and with files that cannot be read', async () => {
    for (const files of [TREE, { 'k8s/a.yaml': GOOD }, { 'k8s/a.yaml': new Uint8Array([0xff]) }]) {
      const log = JSON.parse(await answer('sarif', files, '--pod-security', 'restricted'));
      assert.equal(isSarif(log), true, JSON.stringify(isSarif.errors));
      assert.equal(log.runs[0].columnKind, 'utf16CodeUnits');
    }
  });

  it('describes each rule once, and its results by it', async () => {
    const [run] = JSON.parse(await answer('sarif')).runs;
    const { rules, semanticVersion } = run.tool.driver;
    assert.equal(semanticVersion, JSON.parse(await readPackage('package.json')).version);
    assert.equal(new Set(rules.map(({ id }: { id: string }) => id)).size, rules.length);
    for (const { ruleId, ruleIndex } of run.results) assert.equal(rules[ruleIndex].id, ruleId);
    for (const { id, shortDescription, help, defaultConfiguration } of rules) {
      assert.ok(shortDescription.text.length > 10 && help.markdown.startsWith(`# ${id}\n`), id);
      assert.equal(defaultConfiguration.level, 'error', id);
    }
  });

  it('says where, and what would mend it', async () => {
    const [run] = JSON.parse(await answer('sarif', { 'k8s/e.yaml': TREE['k8s/e.yaml'] as string })).runs;
    const result = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === 'unknown-field');
    const artifactLocation = { uri: 'k8s/e.yaml' };
    assert.deepEqual(result.locations[0].physicalLocation, {
      artifactLocation,
      region: { startLine: 8, startColumn: 20, endLine: 8, endColumn: 24 },
    });
    assert.deepEqual(result.locations[0].logicalLocations, [{ fullyQualifiedName: 'spec.containers[0].imag' }]);
    assert.deepEqual(result.fixes[0], {
      description: { text: 'Rename to image' },
      artifactChanges: [
        {
          artifactLocation,
          replacements: [
            {
              deletedRegion: { startLine: 8, startColumn: 20, endLine: 8, endColumn: 24 },
              insertedContent: { text: 'image' },
            },
          ],
        },
      ],
    });
  });

  it('names files by URIs', async () => {
    const [run] = JSON.parse(await answer('sarif', { 'k8s/ä b.yaml': BAD })).runs;
    assert.equal(run.results[0].locations[0].physicalLocation.artifactLocation.uri, 'k8s/%C3%A4%20b.yaml');
  });

  it('says of what it could not read that it failed', async () => {
    const [{ invocations }] = JSON.parse(await answer('sarif')).runs;
    assert.equal(invocations[0].executionSuccessful, false);
    assert.equal(invocations[0].toolExecutionNotifications[0].message.text, 'is not UTF-8 text');
  });
});

describe('github', () => {
  it('is a command for each problem, which no manifest can forge', async () => {
    const lines = (await answer('github')).trimEnd().split('\n').slice(0, -1);
    for (const line of lines)
      assert.match(line, /^::(?:error|warning|notice) file=k8s\/[a-f ]+\.yaml,line=\d+,[^:]*::[^\n]+$/);
    assert.equal(
      lines[0],
      '::error file=k8s/a b.yaml,line=18,endLine=18,col=7,endColumn=22,title=Podwright unknown-field::Unknown field "imagepullPolicy"; did you mean imagePullPolicy? (spec.containers[0].imagepullPolicy)',
    );
    assert.ok(lines.some((line) => line.includes('image%25')));
  });
});

describe('gitlab', () => {
  it('is a list of issues, each with a fingerprint of its own that does not move with the lines', async () => {
    const twice = `${BAD}      imagepullpolicy: Never\n---\n${BAD}`;
    const issues = JSON.parse(await answer('gitlab', { 'k8s/a.yaml': twice }));
    const moved = JSON.parse(await answer('gitlab', { 'k8s/a.yaml': `# a comment\n${twice}` }));
    const prints = (list: { fingerprint: string }[]) => list.map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(prints(issues)).size, issues.length);
    assert.deepEqual(prints(moved), prints(issues));
    const [{ check_name, severity, location }] = issues;
    assert.deepEqual(
      [check_name, severity, location],
      ['unknown-field', 'major', { path: 'k8s/a.yaml', lines: { begin: 9, end: 9 } }],
    );
    assert.deepEqual(JSON.parse(await answer('gitlab', { 'k8s/a.yaml': GOOD })), []);
  });
});

describe('junit', () => {
  it('is a case for each document, which errors fail', async () => {
    const out = await answer('junit');
    assert.match(out, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="podwright">\n/);
    assert.match(out, /<testsuite name="k8s\/a b\.yaml" tests="2" failures="1" errors="0">/);
    assert.match(out, /<testcase name="Pod\/good" classname="k8s\/a b\.yaml"\/>/);
    assert.match(out, /<testcase name="Pod\/bad" classname="k8s\/a b\.yaml"><failure message="Unknown field &quot;/);
    assert.match(out, /<error message="is not UTF-8 text"\/>/);
    assert.match(out, /<\/testsuites>\n$/);
    assert.doesNotMatch(out, /[^\n\P{Cc}]|&(?!amp;|lt;|gt;|quot;|#10;)/u);
  });
});
