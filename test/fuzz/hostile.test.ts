/** Manifests whose author wants more than a Pod: what they say is shown as text, wherever it is shown. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { marked } from 'marked';
import { textOf } from '../../client/preview/export.ts';
import { checkCommand } from '../../server/src/cli/check.ts';
import { timelineCommand } from '../../server/src/cli/timeline.ts';
import { memoryIo } from '../support/memory-io.ts';
import { createService, settings } from './ask.ts';
import { asObjects, ownManifests } from './manifests.ts';

const service = createService();

/** Each with `HOSTILE` in what must not be made of it. */
const PAYLOADS = [
  '<img src=x onerror=HOSTILE()>',
  '<script>HOSTILE</script>',
  '</details><a href="command:HOSTILE">x</a>',
  '[x](command:HOSTILE)',
  '![x](https://HOSTILE.example/x.png)',
  '[x](javascript:HOSTILE)',
  '<command:HOSTILE>',
  'https://HOSTILE.example/',
  '` [x](command:HOSTILE) `` <b title=HOSTILE>',
  'a`b``c```[x](command:HOSTILE)',
  '|\n\n[x](command:HOSTILE)\n\n# HOSTILE',
  '[x]: command:HOSTILE\n\n[x]',
  '$(HOSTILE)[x](command:HOSTILE)',
  '\\[x](command:HOSTILE)\\`',
];

/** What of a text in Markdown is not shown as the text that it is. */
function beyondText(value: string): string[] {
  const beyond: string[] = [];
  marked.walkTokens(marked.lexer(value), (token) => {
    const { type, raw } = token;
    const isBeyond = ['html', 'link', 'image', 'def', 'heading', 'tag'].includes(type) && raw.includes('HOSTILE');
    if (isBeyond) beyond.push(raw);
  });
  return beyond;
}

it('the reader of Markdown tells what is beyond text', () => {
  for (const payload of PAYLOADS.slice(0, 8)) assert.notDeepEqual(beyondText(payload), [], payload);
});

/** The manifest with a text in the place of every string of it, or behind it. */
function poisoned(value: unknown, payload: string, key = ''): unknown {
  if (typeof value === 'string') return KEPT.has(key) ? value : /[aeiou]$/.test(key) ? payload : `${value} ${payload}`;
  if (Array.isArray(value)) return value.map((item) => poisoned(item, payload, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      ['labels', 'annotations', 'nodeSelector', 'data'].includes(key) ? payload : name,
      poisoned(child, payload, name),
    ]),
  );
}

const KEPT = new Set(['apiVersion', 'kind']);

describe('hovers', () => {
  const objects = asObjects(ownManifests()).slice(0, 60);
  for (const payload of PAYLOADS)
    it(JSON.stringify(payload), async () => {
      let asked = 0;
      for (const [i, object] of objects.entries()) {
        if (i % PAYLOADS.length !== PAYLOADS.indexOf(payload) % PAYLOADS.length && i > 3) continue;
        const text = JSON.stringify(poisoned(object, payload), undefined, 1);
        const file = service.parse(text);
        for (const [line, written] of text.split('\n').entries()) {
          for (const character of [written.search(/\S/) + 1, written.length - 2]) {
            const found = await service.hover(file, { line, character }, { ...settings, folds: true });
            const { value = '' } = (found?.contents ?? {}) as { readonly value?: string };
            assert.deepEqual(beyondText(value), [], `${written}\n\n${value}`);
            asked += value.includes('HOSTILE') ? 1 : 0;
          }
        }
      }
      assert.ok(asked > 0, 'the text is told');
    });
});

const first = { line: 0, character: 0 };

/** A Pod that fails, so that its events quote what its author wrote. */
const podWith = (payload: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: payload, namespace: payload, labels: { [payload]: payload } },
    spec: {
      volumes: [{ name: payload, configMap: { name: payload } }],
      containers: [
        { name: payload, image: payload, command: ['sh', '-c', `echo ${payload}; exit 1`], [payload]: payload },
        { name: 'b', image: 'nginx', readinessProbe: { exec: { command: [payload] } } },
      ],
    },
  });

describe('exports of the preview', () => {
  for (const payload of PAYLOADS)
    it(JSON.stringify(payload), () => {
      const result = service.getTimeline(service.parse(podWith(payload)), first, settings);
      assert.equal(result.kind, 'timeline');
      if (result.kind !== 'timeline') return;
      const { timeline } = result;
      const svg = textOf('svg', { timeline, theme: 'light' });
      const tags = svg.replace(/"[^"]*"/g, '""').match(/<[^>]*>?/g) ?? [];
      assert.ok(tags.length > 20);
      for (const tag of tags) {
        assert.doesNotMatch(tag, /^<(?:script|a|img|image|iframe|foreignObject|use|set|animate\w*)\b/i);
        assert.doesNotMatch(tag, /HOSTILE|\s(?:on\w+|href|xlink:href)=/);
      }
      assert.doesNotMatch(svg, /url\((?!#)|@import/);
      // An address that is written out leads where it says.
      const events = beyondText(textOf('markdown', { timeline, theme: 'light' }));
      assert.deepEqual(
        events.filter((raw) => !raw.startsWith('https://')),
        [],
      );
    });
});

describe('the command line', () => {
  // What clears a screen, sets a title, hides text from who reads it, or is a command to the CI system.
  const payloads = [
    '\u001b[2J\u001b]0;HOSTILE\u0007',
    '\u009b31mHOSTILE',
    '\r::set-output name=x::HOSTILE',
    '\u202eHOSTILE',
    '\n::add-mask::HOSTILE\n##vso[task.complete]',
  ];
  for (const payload of payloads) {
    const files = { 'pod.json': podWith(payload) };
    const says = async (run: (io: ReturnType<typeof memoryIo>) => Promise<number>) => {
      const io = memoryIo(files);
      await run(io);
      return io.stdout() + io.stderr();
    };
    const isHarmless = (told: string) => {
      assert.match(told, /HOSTILE|pod.json/);
      assert.doesNotMatch(told.replaceAll('\n', ''), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      assert.doesNotMatch(told, /^\s*(?:::(?!error |warning |notice )|##vso)/m);
    };
    for (const format of ['text', 'pretty', 'github'])
      it(`${JSON.stringify(payload)} in check --format ${format}`, async () => {
        isHarmless(await says((io) => checkCommand(['--format', format, 'pod.json'], io)));
      });
    it(`${JSON.stringify(payload)} in the table of timeline`, async () => {
      isHarmless(await says((io) => timelineCommand(['pod.json'], io)));
    });
  }
});
