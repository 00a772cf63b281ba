import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { getPodLanguageService } from '../../../server/src/service.ts';
import { applyEdits } from './files.ts';
import { NEWEST } from './fixture.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples');
const service = getPodLanguageService({ loadDocs: async () => '{}' });
const OPTIONS = { tabSize: 2 };
const SETTINGS = { version: NEWEST };

/** Asks everything at one place; what matters is that there is an answer, and that formatting leaves the text's marks. */
function askAll(text: string, line: number, character: number): void {
  const file = service.parse(text);
  const source = { uri: 'pod.yaml', file };
  const workspace = { files: () => [source] };
  const position = { line, character };
  service.getDocumentSymbols(file);
  service.getFoldingRanges(file);
  service.getSelectionRanges(file, [position]);
  service.getDocumentLinks(file, SETTINGS);
  service.getDefinition(source, position, workspace);
  service.getReferences(source, position, workspace, { includeDeclaration: true });
  service.getHighlights(source, position);
  service.rename(source, position, 'other', workspace, SETTINGS);
  service.getCodeLenses(source, workspace, SETTINGS);
  service.getWorkspaceSymbols('a', workspace);
  for (const edits of [
    service.format(file, OPTIONS),
    service.format(file, OPTIONS, { start: { line, character: 0 }, end: { line: line + 3, character: 0 } }),
    service.formatOnType(file, position, '\n', OPTIONS),
    service.formatOnType(file, position, '-', OPTIONS),
  ])
    assert.equal(visible(applyEdits(text, edits)), visible(text));
}

function visible(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

/** Numbers that are the same on every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
}

const DAMAGE = [
  '',
  '"',
  "'",
  '[',
  '}',
  ': ',
  '- ',
  '\t',
  '&a ',
  '*a',
  '<<: ',
  '|\n',
  '? ',
  '#',
  '\r',
  '---\n',
  '\u0000',
];

suite('whatever the text, everything has an answer', () => {
  for (const name of readdirSync(EXAMPLES).filter((file) => file.endsWith('.yaml'))) {
    test(`${name}, cut and damaged in many ways`, () => {
      const text = readFileSync(join(EXAMPLES, name), 'utf8');
      const next = numbers(name.length);
      for (let round = 0; round < 40; round++) {
        const at = next(text.length);
        const damaged = text.slice(0, at) + DAMAGE[round % DAMAGE.length] + text.slice(at + next(3));
        const line = damaged.slice(0, at).split('\n').length - 1;
        askAll(damaged, line, next(20));
        askAll(damaged.slice(0, at), line, next(20));
      }
    });
  }
});
