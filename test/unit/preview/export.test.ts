import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsMarkdown, textOf } from '../../../client/preview/export.ts';
import { deleted, loop, started, timeline } from './timelines.ts';

test('events as a Markdown table, with what would break it escaped', () => {
  const odd = timeline(
    [
      ...started,
      { t: 3, kind: 'event', type: 'Warning', reason: 'Failed', from: 'kubelet', message: 'a | b\n  and more' },
    ],
    [],
  );
  assert.equal(
    eventsMarkdown(odd),
    `| Time | Type | Reason | Count | From | Message |
|--:|---|---|--:|---|---|
| 0:00.0 | Normal | Pulling |  | kubelet | Pulling image "registry.example/main:1" |
| 0:00.5 | Normal | Started |  | kubelet | Started container main |
| 0:03.0 | Warning | Failed |  | kubelet | a \\| b and more |
`,
  );
});

test('the Timeline and its assumptions are whole', () => {
  assert.deepEqual(JSON.parse(textOf('json', { timeline: loop, theme: 'light' })), loop);
  const told = { ...deleted, assumptions: { deleteAt: 20 } };
  assert.deepEqual(JSON.parse(textOf('assumptions', { timeline: told, theme: 'light' })), { deleteAt: 20 });
  assert.match(textOf('svg', { timeline: loop, theme: 'dark' }), /^<\?xml/);
});
