/** The project's own files decide in the editor as they do on the command line. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { VERDICTS_REQUEST, type VerdictsResult } from '../../server/src/protocol/messages.ts';
import { type LspClient, startClient } from '../support/lsp-client.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  containers:
    - name: web
      image: nginx
      imagee: nginx
`;

const folder = mkdtempSync(join(tmpdir(), 'podwright project '));
const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

let client: LspClient;
before(async () => {
  write('k8s/pod.yaml', POD);
  write('vendor/pod.yaml', POD);
  write('.podwrightignore', 'vendor/\n');
  write('.podwright.yaml', 'rules: {latest-image: warning, unknown-field: "off"}\n');
  client = await startClient({ configuration: { rules: { 'latest-image': 'off' } } });
});
after(async () => {
  await client.stop();
  rmSync(folder, { recursive: true });
});

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

/** What the command line says of a file. */
function checked(name: string): string[] {
  const { stdout } = spawnSync(process.execPath, [CLI, 'check', '--format', 'jsonl', name], { cwd: folder });
  const lines = `${stdout}`.split('\n').filter(Boolean);
  return lines.flatMap((line) => JSON.parse(line).diagnostics.map(({ code }: { code: string }) => code));
}

async function told(uris: readonly string[], changed: string): Promise<(readonly Diagnostic[])[]> {
  const news = Promise.all(uris.map((uri) => client.nextDiagnostics(uri)));
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(changed), type: 2 }],
  });
  return news;
}

test('its files come before the settings of the editor, from the first problems on', async () => {
  assert.deepEqual(codes(await client.open(uriOf('k8s/pod.yaml'), POD)), ['latest-image']);
  assert.deepEqual(checked('k8s/pod.yaml'), ['latest-image']);
  assert.deepEqual(await client.open(uriOf('vendor/pod.yaml'), POD), []);
  assert.deepEqual(checked('vendor/pod.yaml'), []);
});

test('changes of these files are followed', async () => {
  const uris = ['k8s/pod.yaml', 'vendor/pod.yaml'].map(uriOf);
  write('.podwright.yaml', 'kubernetesVersion: "1.25"\nignore: [k8s]\n');
  write('.podwrightignore', '');
  const [ignored = [], other = []] = await told(uris, '.podwright.yaml');
  assert.deepEqual(ignored, []);
  assert.deepEqual(codes(other), checked('vendor/pod.yaml'));
  assert.ok(codes(other).includes('unknown-field'));
});

test('mistakes in the configuration are told where they are made', async () => {
  const [problem, ...others] = await client.open(uriOf('.podwright.yaml'), 'rules:\n  latest-imag: off\n');
  assert.deepEqual(others, []);
  assert.match(`${problem?.message}`, /did you mean latest-image\?/);
  assert.deepEqual(problem?.range, { start: { line: 1, character: 2 }, end: { line: 1, character: 13 } });
});

test("what a cluster says of a file is placed by the version of the file's project", async () => {
  write('old/.podwright.yaml', 'kubernetesVersion: 1.28\n');
  const text = POD.replace('hostUsers: false', 'hostnameOverride: shop').replace('      imagee: nginx\n', '');
  const uri = uriOf('old/pod.yaml');
  await client.open(uri, text);
  const stderr = 'Error from server (BadRequest): strict decoding error: unknown field "spec.hostnameOverride"';
  const answers = [{ manifest: 0, exitCode: 1, stderr }];
  const [verdict] = await client.connection.sendRequest<VerdictsResult>(VERDICTS_REQUEST, {
    textDocument: { uri },
    text,
    answers,
  });
  // Our own diagnostic of a field that this version does not have is at its key; others look at the value.
  assert.deepEqual(
    verdict?.diagnostics.map(({ range }) => range.start),
    [{ line: 5, character: 2 }],
  );
});
