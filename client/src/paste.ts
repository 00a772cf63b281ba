/** "Paste Command as Pod": a `docker run` or `kubectl run` on the clipboard comes out as the manifest for it. */
import { commands, type Disposable, env, type TextEditor, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { PASTE_REQUEST, type PasteParams, type PasteResult } from '../../server/src/protocol/messages.ts';

export function registerPaste(getClient: () => BaseLanguageClient | undefined): Disposable {
  return commands.registerCommand('podwright.pasteAsPod', async () => {
    const editor = window.activeTextEditor;
    const client = getClient();
    if (!editor || !client) {
      void window.showInformationMessage('Open the YAML file to paste the Pod into first.');
      return;
    }
    const params: PasteParams = { text: await env.clipboard.readText() };
    const { yaml } = await client.sendRequest<PasteResult>(PASTE_REQUEST, params);
    if (yaml === undefined) {
      void window.showInformationMessage(
        'There is no docker run, kubectl run or kubectl create on the clipboard that makes a manifest.',
      );
      return;
    }
    await editor.edit((edit) => edit.replace(editor.selection, apart(editor, yaml)));
  });
}

/** A document of its own, where something stands before or behind the cursor already. */
function apart({ document, selection }: TextEditor, yaml: string): string {
  const text = document.getText();
  const before = text.slice(0, document.offsetAt(selection.start));
  const behind = text.slice(document.offsetAt(selection.end));
  const isOpen = before.trim() !== '' && !/(?:^|\n)---[ \t]*\r?\n\s*$/.test(before);
  const lead = isOpen ? `${before.endsWith('\n') ? '' : '\n'}---\n` : '';
  const end = behind.trim() !== '' && !/^\s*---/.test(behind) ? '---\n' : '';
  return lead + yaml + end;
}
