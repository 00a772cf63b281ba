/** Fixtures of the language features: YAML in which `$0` is the cursor. */
import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import type { Version } from '../../../server/src/catalog/catalog.ts';
import { complete } from '../../../server/src/features/completion.ts';
import { type Position, parseFile, type Range, type YamlFile } from '../../../server/src/yaml/file.ts';

export interface Fixture {
  readonly file: YamlFile;
  readonly position: Position;
}

export const NEWEST: Version = '1.37';

export function fixture(marked: string): Fixture {
  const at = marked.indexOf('$0');
  if (at < 0) throw new Error('a fixture needs a $0');
  const text = marked.slice(0, at) + marked.slice(at + 2);
  const lines = marked.slice(0, at).split('\n');
  return { file: parseFile(text), position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 } };
}

export function completeAt(marked: string, version: Version = NEWEST): CompletionList {
  const { file, position } = fixture(marked);
  return complete(file, position, { version }) ?? { isIncomplete: false, items: [] };
}

/** The labels, as an editor would sort them with nothing typed. */
export function labels(marked: string, version: Version = NEWEST): string[] {
  return sorted(completeAt(marked, version).items).map(({ label }) => label);
}

/** The whole text after accepting an item, its tab stops written out: `name: $1`. */
export function accept(marked: string, label: string, version: Version = NEWEST): string {
  const { file } = fixture(marked);
  const { items } = completeAt(marked, version);
  const item = items.find((candidate) => candidate.label === label);
  if (!item) throw new Error(`${label} is not offered, but: ${items.map((candidate) => candidate.label).join(', ')}`);
  return apply(file.text, item);
}

export function apply(text: string, { label, textEdit }: CompletionItem): string {
  if (!textEdit || !('range' in textEdit)) throw new Error(`${label} has no plain edit`);
  const { start, end } = offsets(text, textEdit.range);
  return text.slice(0, start) + textEdit.newText + text.slice(end);
}

export function offsets(text: string, { start, end }: Range): { start: number; end: number } {
  return { start: offsetOf(text, start), end: offsetOf(text, end) };
}

function offsetOf(text: string, { line, character }: Position): number {
  let at = 0;
  for (let i = 0; i < line; i++) at = text.indexOf('\n', at) + 1;
  return at + character;
}

function sorted(items: readonly CompletionItem[]): CompletionItem[] {
  const key = (item: CompletionItem): string => item.sortText ?? item.label;
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
