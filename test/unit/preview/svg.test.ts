import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawSvg } from '../../../client/preview/picture/render.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { container, deleted, job, liveness, loop, oom, pending, plain, started, timeline } from './timelines.ts';

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
}

const decode = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** A strict reader of the XML that we write: it fails on anything that is not well formed. */
function parseXml(source: string): Element {
  const root: Element = { name: '', attributes: new Map(), children: [] };
  const open = [root];
  const token = /<\?[^>]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const found = token.exec(source);
    assert.ok(found, `not well formed: ${source.slice(at, at + 80)}`);
    const [, closed, name, attributes = '', empty, text] = found;
    const parent = open.at(-1);
    assert.ok(parent);
    if (text !== undefined) {
      assert.doesNotMatch(text, /&(?!(?:lt|gt|quot|amp|#39);)/);
      parent.children.push(decode(text));
    } else if (closed !== undefined) {
      assert.equal(open.pop()?.name, closed);
    } else if (name !== undefined) {
      const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
        ([, key = '', value = '']) => [key, decode(value)] as const,
      );
      const element: Element = { name, attributes: new Map(pairs), children: [] };
      parent.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  assert.equal(open.length, 1, 'an element was not closed');
  const svg = root.children.find((child) => typeof child !== 'string');
  assert.ok(svg);
  return svg;
}

function all(element: Element): Element[] {
  return [element, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : all(child)))];
}

const words = (element: Element): string =>
  element.children.map((child) => (typeof child === 'string' ? child : words(child))).join('');

const marksWith = (elements: readonly Element[], id: RegExp): Element[] =>
  elements.filter(({ attributes }) => attributes.get('class') === 'mark' && id.test(attributes.get('data-mark') ?? ''));

for (const [name, of] of Object.entries({ plain, loop, job, oom, pending, deleted })) {
  for (const theme of ['light', 'dark', 'high-contrast'] as const) {
    test(`${name} is an SVG that stands alone, ${theme}`, () => {
      const source = drawSvg(of, { width: 900, theme });
      const elements = all(parseXml(source));
      assert.equal(elements[0]?.name, 'svg');
      assert.doesNotMatch(source, /var\(|href|<script|<foreignObject|NaN|undefined|Infinity/);
      for (const { attributes } of elements) {
        const id = /^url\(#(.*)\)$/.exec(attributes.get('fill') ?? '')?.[1];
        if (id !== undefined)
          assert.ok(
            elements.some((other) => other.attributes.get('id') === id),
            `no pattern ${id}`,
          );
      }
    });
  }
}

test('each exit and each probe result of the Timeline is in the picture once, with its own numbers', () => {
  const elements = all(parseXml(drawSvg(loop, { width: 4000 })));
  const exits = marksWith(elements, /-exit-/).map(words);
  assert.deepEqual(
    exits,
    ['1:15', '2:30', '3:45'].map((time) => `${time}: exit code 137, Error (SIGKILL)`),
  );
  for (const [step, { kind }] of loop.steps.entries()) {
    if (kind !== 'probe' && kind !== 'exit') continue;
    const drawn = marksWith(elements, /^main-/).filter(
      ({ attributes }) => attributes.get('data-step') === String(step),
    );
    assert.equal(drawn.length, 1, `step ${step}`);
  }
});

test('the run-up of a probe is as high as its share of the threshold', () => {
  const elements = all(parseXml(drawSvg(loop, { width: 4000 })));
  const heights = [35, 40, 45].map((t) => {
    const [mark] = marksWith(elements, new RegExp(`^main-liveness-${t}$`));
    assert.ok(mark);
    const column = mark.children.find(
      (child): child is Element =>
        typeof child !== 'string' && child.name === 'rect' && /^fail-/.test(child.attributes.get('class') ?? ''),
    );
    return Number(column?.attributes.get('height'));
  });
  const whole = heights[2] ?? Number.NaN;
  assert.ok(whole > 0);
  assert.deepEqual(
    heights.map((height) => Math.round((3 * height) / whole)),
    [1, 2, 3],
  );
});

test('places follow the axis: equal times in between are equally far apart', () => {
  const elements = all(parseXml(drawSvg(loop, { width: 4000 })));
  const xs = [5, 10, 15, 20].map((t) => {
    const [mark] = marksWith(elements, new RegExp(`^main-liveness-${t}$`));
    const ring = mark && all(mark).find(({ name }) => name === 'circle');
    return Number(ring?.attributes.get('cx'));
  });
  const gaps = xs.slice(1).map((x, i) => x - (xs[i] ?? 0));
  assert.ok(
    gaps.every((gap) => Math.abs(gap - (gaps[0] ?? 0)) < 0.05),
    gaps.join(' '),
  );
});

test('names from a manifest never become markup', () => {
  const evil = `<img src=x onerror=alert(1)>"'&]]>\u0000\u001b`;
  const hostile: Timeline = {
    ...timeline(
      [
        ...started.map((step) => ('container' in step ? { ...step, container: evil } : step)),
        { t: 9, kind: 'event', type: 'Warning', reason: evil, from: 'kubelet', message: evil },
        { t: 9, kind: 'phase', phase: 'Running', reason: evil },
      ],
      [container(evil, { image: evil, path: evil, probes: [liveness] })],
    ),
    pod: { name: evil, namespace: evil, static: false, containers: [container(evil, { probes: [liveness] })] },
  };
  const source = drawSvg(hostile, { width: 900 });
  const elements = all(parseXml(source));
  assert.ok(elements.every(({ name }) => name !== 'img'));
  assert.ok(
    elements.some((element) => element.name === 'title' && words(element).includes('<img src=x onerror=alert(1)>')),
  );
  assert.ok(elements.every(({ attributes }) => [...attributes.keys()].every((key) => !/^on/i.test(key))));
});

test('a name longer than the label column is cut in its middle', () => {
  const name = 'a-container-with-quite-a-long-name-that-does-not-fit';
  const elements = all(parseXml(drawSvg(timeline([], [container(name)]), { width: 900 })));
  const label = elements.find((element) => element.name === 'text' && words(element).startsWith('a-cont'));
  assert.match(label ? words(label) : '', /^a-cont.*….*fit$/);
});
