import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createDocs } from '../../../server/src/catalog/docs.ts';
import { explainCommand } from '../../../server/src/cli/explain.ts';
import { explainAt, explainPath } from '../../../server/src/features/explain.ts';
import { memoryIo } from '../../support/memory-io.ts';
import { fixture } from './fixture.ts';

const DOCS = {
  texts: ['Where it listens. Or on all.', 'A Pod. See [more](https://example.com/pods).'],
  definitions: { Pod: 1 },
  fields: { 'HTTPGetAction.host': 0 },
  values: {},
};
const docs = createDocs(DOCS);

async function explain(...args: string[]) {
  const io = memoryIo();
  const code = await explainCommand(async () => JSON.stringify(DOCS))(args, io);
  return { code, out: io.stdout(), err: io.stderr() };
}

describe('a path', () => {
  const found = (path: string, version: '1.37' | '1.25' = '1.37') => {
    const explained = explainPath(path, version, docs);
    return 'error' in explained
      ? explained.error
      : `${explained.kind} ${explained.path} ${explained.definition ?? '-'}`;
  };
  test('begins with a kind in any case, in the plural or short', () => {
    for (const kind of ['pod', 'Pod', 'pods', 'po']) assert.equal(found(kind), 'Pod  Pod');
    assert.equal(found('deploy.spec'), 'Deployment spec DeploymentSpec');
  });
  test('leads through lists and maps', () => {
    assert.equal(found('pod.spec.containers.livenessProbe'), 'Pod spec.containers.livenessProbe Probe');
    assert.equal(found('pod.spec.containers[0].image'), 'Pod spec.containers.image -');
    assert.equal(found('pod.metadata.labels'), 'Pod metadata.labels -');
  });
  test('of a field that is not there says which may be meant', () => {
    assert.equal(
      found('pod.spec.contaners'),
      'Pod.spec has no field contaners in Kubernetes 1.37; did you mean containers?',
    );
    assert.equal(found('pod.spec.containers.name.x'), 'Pod.spec.containers.name has no fields');
    assert.match(found('foo'), /^There is no kind foo that carries a Pod: Pod, /);
  });
  test('depends on the version', () => {
    assert.match(found('pod.spec.schedulingGates', '1.25'), /has no field schedulingGates in Kubernetes 1\.25/);
    assert.equal(found('pod.spec.schedulingGates'), 'Pod spec.schedulingGates PodSchedulingGate');
  });
});

test('at a cursor, the fields that are written are marked', () => {
  const { file, position } = fixture(`apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: app
          livenessProbe:
            httpGet:
              port: 80$0
`);
  const explained = explainAt(file, position, { version: '1.37' }, docs);
  assert.equal(explained?.path, 'spec.template.spec.containers[0].livenessProbe.httpGet');
  assert.deepEqual(
    explained?.fields.map(({ name, type, required, written }) => [name, type, required, written]),
    [
      ['host', 'string', false, false],
      ['httpHeaders', '[]HTTPHeader', false, false],
      ['path', 'string', false, false],
      ['port', 'IntOrString', true, true],
      ['protocol', 'string', false, false],
      ['scheme', 'string', false, false],
    ],
  );
  assert.equal(explained?.fields[0]?.summary, 'Where it listens.');
});

test('there is nothing to explain in what is not for Kubernetes', () => {
  const { file, position } = fixture('a: $0\n');
  assert.equal(explainAt(file, position, { version: '1.37' }, docs), undefined);
});

describe('podwright explain', () => {
  test('prints as kubectl does', async () => {
    const { code, out } = await explain('--kubernetes', '1.34', 'pod.spec.containers.livenessProbe.httpGet');
    assert.equal(code, 0);
    assert.match(
      out,
      /^KIND: {7}Pod\nVERSION: {4}v1\n\nFIELD: httpGet\t<HTTPGetAction>\n\nDESCRIPTION:\n {4}<empty>\n\nFIELDS:\n {2}host\t<string>\n {4}Where it listens\. Or on all\.\n/,
    );
    assert.match(out, /\n {2}port\t<IntOrString> -required-\n/);
    assert.match(out, /\n {2}scheme\t<string>\n {2}enum: HTTP, HTTPS\n/);
  });
  test('names the group of a kind, and writes links out', async () => {
    assert.match((await explain('cronjob')).out, /^GROUP: {6}batch\nKIND: {7}CronJob\nVERSION: {4}v1\n/);
    assert.match((await explain('pod')).out, /\n {4}A Pod\. See more: https:\/\/example\.com\/pods\.\n/);
  });
  test('--recursive is a tree of names', async () => {
    const { out } = await explain('--recursive', 'pod.spec.containers.lifecycle.preStop');
    assert.match(
      out,
      /FIELDS:\n {2}exec\t<ExecAction>\n {4}command\t<\[\]string> -required-\n {2}httpGet\t<HTTPGetAction>\n {4}host/,
    );
  });
  test('tells what it does not know', async () => {
    assert.deepEqual(await explain('pod.spec.wat'), {
      code: 1,
      out: '',
      err: 'Pod.spec has no field wat in Kubernetes 1.37\n',
    });
    assert.equal((await explain()).code, 2);
    assert.equal((await explain('--kubernetes', '1.1', 'pod')).code, 2);
    assert.equal((await explain('--wat', 'pod')).code, 2);
    assert.match((await explain('--api-version', 'v2', 'pod')).err, /^There is no kind pod in v2/);
  });
  test('goes without the documentation', async () => {
    const io = memoryIo();
    const code = await explainCommand(() => Promise.reject(new Error('none')))(['pod.spec.os'], io);
    assert.equal(code, 0);
    assert.match(io.stdout(), /name\t<string> -required-\n {2}enum: linux, windows\n {4}<no description>/);
    assert.match(io.stderr(), /documentation of the fields is missing/);
  });
});
