/** Hovers, by paragraphs, and manifests to hover over. */
import assert from 'node:assert/strict';
import { MarkupContent } from 'vscode-languageserver-types';
import type { Version } from '../../../../server/src/catalog/catalog.ts';
import { createDocs } from '../../../../server/src/catalog/docs.ts';
import { type HoverSettings, hover } from '../../../../server/src/features/hover.ts';
import { fixture, offsets } from '../fixture.ts';

export const DOCS = createDocs({
  texts: [
    'How images are pulled. [More info](https://example.com)',
    'Never asks the registry.',
    'A group of containers.',
  ],
  definitions: { Pod: 2 },
  fields: { 'Container.imagePullPolicy': 0 },
  values: { 'Container.imagePullPolicy': { Never: 1 } },
});

export interface Shown {
  /** The paragraphs. */
  readonly text: readonly string[];
  /** What the hover is over. */
  readonly over: string;
}

export function show(marked: string, version: Version = '1.34', more: Partial<HoverSettings> = {}): Shown | undefined {
  const { file, position } = fixture(marked);
  const found = hover(file, position, { version, ...more }, DOCS);
  if (!found) return undefined;
  assert.ok(MarkupContent.is(found.contents) && found.range);
  const { start, end } = offsets(file.text, found.range);
  return { text: found.contents.value.split('\n\n'), over: file.text.slice(start, end) };
}

/** The one paragraph that says something about this very value, beyond the facts of its field. */
export function special(marked: string, more?: Partial<HoverSettings>): string {
  const paragraphs = (show(marked, '1.34', more)?.text ?? []).slice(1).filter((text) => !/^(?:One of|\[)/.test(text));
  return paragraphs.join('\n\n');
}

export const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`;
export const container = (fields: string): string =>
  pod(`  containers:\n    - name: app\n      image: nginx:1.29\n${fields.replace(/^/gm, '      ')}\n`);
