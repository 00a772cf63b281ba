/** Completion as an editor shows it, of texts that nobody keeps open. */
import { type CompletionItem, type CompletionList, InsertTextMode } from 'vscode-languageserver-protocol';
import { startClient } from '../support/lsp-client.ts';
import type { BenchServer } from './servers.ts';

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** An item, and what accepting it would put in place of the text from `start`, tab stops included. */
export interface Offered {
  readonly label: string;
  readonly filter: string;
  readonly snippet: string;
  /** Character on the cursor's line. */
  readonly start: number;
  /** Whether the list opens anew once it is accepted. */
  readonly reopens: boolean;
}

export interface Asking {
  readonly triggerCharacters: readonly string[];
  /** What is offered, in the order of the list while nothing is typed. */
  complete(text: string, position: Position): Promise<readonly Offered[]>;
  stop(): Promise<unknown>;
}

export async function startAsking({ options }: BenchServer): Promise<Asking> {
  const { connection, initialized, stop } = await startClient(options);
  let count = 0;
  return {
    triggerCharacters: initialized.capabilities.completionProvider?.triggerCharacters ?? [],
    async complete(text, position) {
      const uri = `file:///asking/${count++}.yaml`;
      const textDocument = { uri, languageId: 'yaml', version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      const answer = await connection.sendRequest<CompletionList | CompletionItem[] | null>('textDocument/completion', {
        textDocument: { uri },
        position,
      });
      await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
      const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
      const line = text.split('\n')[position.line] ?? '';
      return items.toSorted(inOrder).map((item) => offered(item, line, position));
    },
    stop,
  };
}

function inOrder(a: CompletionItem, b: CompletionItem): number {
  const [x, y] = [a.sortText ?? a.label, b.sortText ?? b.label];
  return x < y ? -1 : x > y ? 1 : a.label < b.label ? -1 : 1;
}

function offered(item: CompletionItem, line: string, { character }: Position): Offered {
  const { label, textEdit, insertText, insertTextMode, filterText, command } = item;
  const range = textEdit && ('range' in textEdit ? textEdit.range : textEdit.replace);
  const text = textEdit?.newText ?? insertText ?? label;
  const indent = insertTextMode === InsertTextMode.asIs ? '' : (/^\s*/.exec(line)?.[0] ?? '');
  return {
    label,
    filter: filterText ?? label,
    snippet: text.replaceAll('\n', `\n${indent}`),
    start: range?.start.character ?? character - (/[\w$/.-]*$/.exec(line.slice(0, character))?.[0].length ?? 0),
    reopens: command !== undefined,
  };
}
