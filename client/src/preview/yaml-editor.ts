/** The editor of the YAML beside a preview. */
import { Range, Selection, type TextEditor, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Range as LspRange } from '../../../server/src/protocol/messages.ts';
import type { Source } from '../../preview/messages.ts';
import { EXAMPLE } from './example.ts';

/** Where the cursor of an editor is. */
export const sourceOf = ({ document, selection }: TextEditor): Source => ({
  uri: document.uri.toString(),
  line: selection.active.line,
  character: selection.active.character,
});

/** The editor that shows a document, if one does. */
export const editorOf = (uri: string): TextEditor | undefined =>
  window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);

const toRange = ({ start, end }: LspRange): Range => new Range(start.line, start.character, end.line, end.character);

/** Shows a document, with a selection in it. */
export async function selectIn(uri: string, range: LspRange): Promise<void> {
  const open = editorOf(uri);
  const document = open?.document ?? (await workspace.openTextDocument(Uri.parse(uri)));
  const editor = await window.showTextDocument(document, open?.viewColumn ?? ViewColumn.One);
  const selected = toRange(range);
  editor.selection = new Selection(selected.start, selected.end);
  editor.revealRange(selected);
}

export async function openExample(): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'yaml', content: EXAMPLE });
  await window.showTextDocument(document, ViewColumn.One);
}
