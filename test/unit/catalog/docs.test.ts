import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buildDocs } from '../../../scripts/build-docs.ts';
import { getCatalog } from '../../../server/src/catalog/catalog.ts';
import { createDocs, type DocsData } from '../../../server/src/catalog/docs.ts';
import { ENUMERATIONS } from '../../../server/src/catalog/enumerations.ts';

const json = await buildDocs();
const data: DocsData = JSON.parse(json);
const docs = createDocs(data);
const catalog = getCatalog();

test('every field is documented', () => {
  const missing = catalog.definitionNames.flatMap((name) =>
    [...(catalog.definition(name)?.fields.keys() ?? [])].filter((f) => !docs.field(name, f)).map((f) => `${name}.${f}`),
  );
  assert.deepEqual(missing, []);
});

test('definitions and values of enumerations are documented, and unknown ones are not', () => {
  assert.match(docs.definition('Probe') ?? '', /health check/);
  assert.match(docs.value('PodSpec', 'dnsPolicy', 'ClusterFirstWithHostNet') ?? '', /cluster DNS/);
  assert.match(docs.value('PodSpec', 'restartPolicy', 'Never') ?? '', /not restarted/);
  assert.equal(docs.definition('Nothing'), undefined);
  assert.equal(docs.field('Probe', 'constructor'), undefined);
  assert.equal(docs.value('PodSpec', 'dnsPolicy', 'constructor'), undefined);
});

test('documented values belong to the enumeration', () => {
  for (const [key, values] of Object.entries(data.values)) {
    const known = ENUMERATIONS[key]?.map(({ value }) => value);
    for (const value of Object.keys(values)) assert.ok(!known || known.includes(value), `${key}: ${value}`);
  }
});

test('the list of values is taken out of the text of its field', () => {
  for (const text of data.texts) assert.doesNotMatch(text, /Possible enum values/);
});

test('texts are Markdown without HTML, stray markup or code by indentation', () => {
  for (const text of data.texts) {
    const prose = text.replaceAll(/`[^`\n]*`/g, '');
    assert.doesNotMatch(prose, /(?<!\\)[<*]/, text);
    assert.doesNotMatch(text, /\t|^ {4}|\n {5}/, text);
    assert.equal(text, text.trim());
  }
  assert.match(docs.field('PodSpec', 'subdomain') ?? '', /"\\<hostname>\.\\<subdomain>/);
});

test('run-in lists and links are set as such', () => {
  assert.match(docs.field('PodSpec', 'os') ?? '', /unset:\n\n- spec\.hostPID\n- spec\.hostIPC\n/);
  assert.match(docs.field('PodSecurityContext', 'fsGroup') ?? '', /\n1\. .*\n2\. .*\n3\. /);
  assert.match(docs.field('CronJobSpec', 'concurrencyPolicy') ?? '', /\n- "Allow".*\n- "Forbid".*\n- "Replace"/);
  assert.match(docs.field('Pod', 'metadata') ?? '', / \[More info\]\(https:[^)]+\)$/);
});

test('texts are stored once, and the same each time', async () => {
  assert.equal(new Set(data.texts).size, data.texts.length);
  assert.equal(await buildDocs(), json);
});

test('facts and docs together stay under 100 KB compressed', () => {
  const facts = readFileSync(new URL('../../../server/src/catalog/kubernetes.json', import.meta.url));
  const size = gzipSync(facts).length + gzipSync(json).length;
  assert.ok(size < 100_000, `${size} bytes`);
});
