import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  LIVE_PODS_REQUEST,
  type LivePodsResult,
  MANIFESTS_REQUEST,
  type ManifestsResult,
  OBSERVED_REQUEST,
  type ObservedResult,
  VERDICTS_REQUEST,
  type VerdictsResult,
} from '../../server/src/protocol/messages.ts';
import { type LspClient, startClient } from '../support/lsp-client.ts';

const URI = 'file:///protocol/cluster.yaml';
const textDocument = { uri: URI };
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: Shop
      image: shop:2.1
`;

let client: LspClient;
before(async () => {
  client = await startClient();
  await client.open(URI, POD);
});
after(() => client.stop());

test('what kubectl is given, and what it answers, go over the wire', async () => {
  const manifests = await client.connection.sendRequest<ManifestsResult>(MANIFESTS_REQUEST, { textDocument });
  assert.deepEqual(
    manifests.map(({ title, verb, text }) => [title, verb, text]),
    [['Pod shop', 'apply', POD]],
  );
  const stderr = 'The Pod "shop" is invalid: spec.containers[0].name: Invalid value: "Shop": a lowercase label';
  // It answered to a text that has changed since.
  const text = `# One line more.\n${POD}`;
  const answers = [{ manifest: 0, exitCode: 1, stderr }];
  const verdicts = await client.connection.sendRequest<VerdictsResult>(VERDICTS_REQUEST, {
    textDocument,
    text,
    answers,
  });
  assert.deepEqual(verdicts, [
    {
      manifest: 0,
      accepted: false,
      diagnostics: [
        {
          range: { start: { line: 7, character: 12 }, end: { line: 7, character: 16 } },
          severity: 1,
          message: 'spec.containers[0].name: Invalid value: "Shop": a lowercase label',
        },
      ],
    },
  ]);
});

test('so does a live Pod', async () => {
  const position = { line: 1, character: 0 };
  const live = await client.connection.sendRequest<LivePodsResult>(LIVE_PODS_REQUEST, { textDocument, position });
  assert.deepEqual(live, { title: 'Pod shop', name: 'shop' });
  const pod = JSON.stringify({ kind: 'Pod', metadata: { name: 'shop', creationTimestamp: '2026-01-01T00:00:00Z' } });
  const asked = { pod, events: 'not JSON', now: '2026-01-01T00:01:00Z', until: 900, kubernetes: '1.34' };
  const observed = await client.connection.sendRequest<ObservedResult>(OBSERVED_REQUEST, asked);
  assert.equal(observed?.timeline.until, 60);
  assert.equal(await client.connection.sendRequest<ObservedResult>(OBSERVED_REQUEST, { ...asked, pod: '[' }), null);
});
