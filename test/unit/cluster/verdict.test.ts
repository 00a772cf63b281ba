import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { readAnswer } from '../../../server/src/features/cluster/kubectl-output.ts';
import { getManifests, getVerdicts } from '../../../server/src/features/cluster/verdict.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';
import { differences, RECORDED, type Recorded, readRecordings } from './recordings.ts';

const recorded: Recorded = JSON.parse(readFileSync(RECORDED, 'utf8'));

suite('what a real cluster said has its place in the YAML', () => {
  for (const { name, file } of readRecordings())
    test(name, () => {
      const answers = recorded[name] ?? assert.fail(`${name} is not recorded`);
      const verdicts = getVerdicts(
        file,
        answers.map((answer, manifest) => ({ manifest, ...answer })),
        { version: '1.34' },
      );
      assert.deepEqual(
        differences(
          file,
          verdicts.flatMap(({ diagnostics }) => diagnostics),
        ),
        [],
      );
      assert.deepEqual(
        verdicts.map(({ accepted }) => accepted),
        answers.map(({ exitCode }) => exitCode === 0),
      );
      assert.ok(verdicts.every(({ failure }) => failure === undefined));
    });
});

suite('what kubectl prints when there is no verdict is told, and blames no manifest', () => {
  const failures = {
    'no server': [
      'E1124 11:00:35.635261   20976 memcache.go:265] "Unhandled Error" err="couldn\'t get current server API group list"',
      'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?',
    ],
    'no host': ['Unable to connect to the server: dial tcp: lookup nowhere.invalid on 10.0.0.10:53: no such host'],
    'no login': ['error: You must be logged in to the server (Unauthorized)'],
    'no such context': ['Error in configuration: context was not found for specified context: nope'],
    'no permission': [
      'Error from server (Forbidden): error when creating "STDIN": pods is forbidden: User "jane" cannot create resource "pods" in API group "" in the namespace "default"',
    ],
    'no answer in time': [
      'error: error validating "STDIN": error validating data: failed to download openapi: Get "https://127.0.0.1:6443/openapi/v2?timeout=1ms": net/http: request canceled; if you choose to ignore these errors, turn validation off with --validate=false',
    ],
    'a webhook that is down': [
      'Error from server (InternalError): error when creating "STDIN": Internal error occurred: failed calling webhook "check.example.com": connect: connection refused',
    ],
    'something that nobody foresaw': ['panic: runtime error'],
  };
  for (const [name, stderr] of Object.entries(failures))
    test(name, () => {
      const { complaints, failure } = readAnswer({ exitCode: 1, stderr: stderr.join('\n') });
      assert.deepEqual(complaints, []);
      assert.ok(failure && !failure.includes('memcache.go'), failure);
    });

  test('nor does a warning about how the live object was made', () => {
    const stderr =
      'Warning: resource pods/made is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply.';
    assert.deepEqual(readAnswer({ exitCode: 0, stderr }), { complaints: [] });
  });
});

test('what others print beside an acceptance is no failure', () => {
  const stderr = 'Update available: run example-login upgrade';
  assert.deepEqual(readAnswer({ exitCode: 0, stderr }), { complaints: [] });
});

suite('admission names fields in its prose', () => {
  const paths = {
    'admission webhook "policy.example.com" denied the request: rule latest failed at path /spec/containers/0/image/':
      'spec.containers[0].image',
    'admission webhook "policy.example.com" denied the request: spec.template.spec.containers[1].resources.limits is missing.':
      'spec.template.spec.containers[1].resources.limits',
    'admission webhook "policy.example.com" denied the request: see https://example.com/spec/pods': undefined,
  };
  for (const [message, path] of Object.entries(paths))
    test(String(path), () => {
      const { complaints } = readAnswer({
        exitCode: 1,
        stderr: `Error from server: error when creating "STDIN": ${message}`,
      });
      assert.deepEqual(complaints, [{ severity: 'error', message, ...(path && { path }) }]);
    });
});

test('a kubectl that validates by itself, as those before 1.25, says the same in its own way', () => {
  const stderr =
    'error: error validating "STDIN": error validating data: [ValidationError(Pod.spec.containers[0]): unknown field "port" in io.k8s.api.core.v1.Container, ValidationError(Pod.spec): missing required field "containers" in io.k8s.api.core.v1.PodSpec]; if you choose to ignore these errors, turn validation off with --validate=false';
  assert.deepEqual(
    readAnswer({ exitCode: 1, stderr }).complaints.map(({ path, message }) => [path, message]),
    [
      ['spec.containers[0].port', 'unknown field "port"'],
      ['spec', 'missing required field "containers"'],
    ],
  );
});

suite('kubectl is given', () => {
  const texts = (yaml: string, language = 'yaml') =>
    getManifests(parseFile(yaml, undefined, language)).map(({ title, verb }) => `${verb} ${title}`);
  const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  ${name}\n`;

  test('each document and each item of a List by itself', () => {
    const list = 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: c}}\n';
    assert.deepEqual(texts(`${pod('name: a')}---\n${pod('generateName: b-')}---\n${list}`), [
      'apply Pod a',
      'create Pod b-',
      'apply Service c',
    ]);
  });

  test('neither templates nor what is not for Kubernetes', () => {
    assert.deepEqual(texts(`${pod('name: {{ .Release.Name }}')}---\nname: ci\non: push\n`), []);
  });

  test('what stands in Markdown, as it stands there', () => {
    const [manifest] = getManifests(
      parseFile(`# A Pod\n\n\`\`\`yaml\n${pod('name: a')}\`\`\`\n`, undefined, 'markdown'),
    );
    assert.equal(manifest?.text, pod('name: a'));
    assert.equal(manifest?.range.start.line, 3);
  });
});
