/** Where an answer would take longer than anybody waits, there is none, and that is said. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseFile } from '../../server/src/yaml/file.ts';
import { createService, questionsAbout, settings } from './ask.ts';

const service = createService();
const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers: [{name: web, image: nginx}]\n';
const START = { line: 0, character: 0 };

it('a document of more than half a million characters is not read', async () => {
  const file = service.parse(`${POD}# ${'x'.repeat(500_000)}\n---\n${POD}  hostNetwrk: true\n`);
  const told = service.getDiagnostics(file, settings).filter(({ code }) => code !== 'pod-security');
  assert.deepEqual(
    told.filter(({ range }) => range.start.line < 7).map(({ message, severity }) => [message, severity]),
    [['This document is not checked: it has more than 500000 characters', 3]],
  );
  assert.ok(
    told.some(({ code }) => code === 'unknown-field'),
    'the document behind it is checked',
  );
  for (const [question, ask] of questionsAbout(service, file, START))
    await assert.doesNotReject(async () => ask(), question);
});

it('a file of more than five million characters is not read in an editor, and is again when it shrinks', () => {
  const pods = `---\n${POD}`.repeat(60_000);
  const whole = { start: START, end: { line: 420_000, character: 0 } };
  const long = service.parse(pods);
  assert.equal(long.documents.length, 1);
  assert.equal(service.getDiagnostics(long, settings).length, 1);
  assert.equal(parseFile(pods).documents.length, 60_000, 'on the command line, somebody waits');

  const shrunk = service.edit(long, { range: { start: { line: 70, character: 0 }, end: whole.end }, text: '' });
  assert.equal(shrunk.documents.length, 10);
  const grown = service.edit(shrunk, { range: { start: START, end: START }, text: pods });
  assert.equal(grown.documents.length, 1);
  assert.equal(grown.text, pods + shrunk.text);
});

it('a rule tells a thousand findings of an object, and no more', () => {
  const fields = Array.from({ length: 1200 }, (_, i) => `  k${i}: 1\n`).join('');
  const found = service.getDiagnostics(service.parse(POD + fields), settings);
  assert.equal(found.filter(({ code }) => code === 'unknown-field').length, 1000);
});

it('a Pod of more than a thousand containers has no preview', () => {
  const containers = Array.from({ length: 1001 }, (_, i) => `{name: c${i}, image: nginx}`).join(', ');
  const file = service.parse(`apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [${containers}]}\n`);
  const result = service.getTimeline(file, START, settings);
  assert.equal(result.kind === 'broken' && result.message, 'More than 1000 containers are not previewed.');
});

it('of a Job that starts twenty thousand Pods at once, two hundred are followed', () => {
  const job = `apiVersion: batch/v1
kind: Job
metadata: {name: web}
spec:
  parallelism: 20000
  completions: 20000
  template: {spec: {restartPolicy: Never, containers: [{name: web, image: busybox, command: [sleep, "1"]}]}}
`;
  const result = service.getTimeline(service.parse(job), START, settings);
  assert.equal(result.kind === 'timeline' && result.timeline.job?.pods.length, 200);
});
