/** Fixtures of features that look across files: a set of files, in one of which `$0` is the cursor. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Location, TextEdit } from 'vscode-languageserver-types';
import type { Source, Workspace } from '../../../server/src/features/references/workspace.ts';
import { type Position, parseFile } from '../../../server/src/yaml/file.ts';
import { fixture, offsets } from './fixture.ts';

export interface Files {
  readonly source: Source;
  readonly position: Position;
  readonly workspace: Workspace;
  readonly texts: ReadonlyMap<string, string>;
}

/** @param marked texts by file name; a text alone is that of `pod.yaml` */
export function files(marked: string | Readonly<Record<string, string>>): Files {
  const named = typeof marked === 'string' ? { 'pod.yaml': marked } : marked;
  const [cursorUri, cursorText] = Object.entries(named).find(([, text]) => text.includes('$0')) ?? [];
  if (cursorUri === undefined || cursorText === undefined) throw new Error('one of the files needs a $0');
  const { file, position } = fixture(cursorText);
  const source = { uri: cursorUri, file };
  const others = Object.entries(named)
    .filter(([uri]) => uri !== cursorUri)
    .map(([uri, text]) => ({ uri, file: parseFile(text) }));
  const all = [source, ...others];
  return {
    source,
    position,
    workspace: { files: () => all },
    texts: new Map(all.map(({ uri, file: { text } }) => [uri, text])),
  };
}

/** A location as a person would say it: `pod.yaml:7 web-port` (lines from 1). */
export function show({ texts }: Files, { uri, range }: Location): string {
  const text = texts.get(uri) ?? '';
  const { start, end } = offsets(text, range);
  return `${uri}:${range.start.line + 1} ${text.slice(start, end)}`;
}

/** As an editor does it. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('', 'yaml', 1, text), [...edits]);
}
