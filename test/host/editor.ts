/** What a user does in the editor, by the API that extensions have. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Podwright } from '../../client/src/extension.ts';

/** Whether the extension runs in a browser, with no machine behind it. */
export const inBrowser = vscode.env.uiKind === vscode.UIKind.Web && vscode.env.remoteName === undefined;

/** Opens a file of the workspace in the active editor. */
export async function openFile(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('No folder is open.');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
}

/** Opens a document that is in no file. */
export async function openText(content: string, language = 'yaml'): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
}

/** Closes everything, without a question about what was changed. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    // An untitled document is only let go without a question when nothing is in it.
    if (document.isUntitled) await vscode.commands.executeCommand('editor.action.selectAll');
    if (document.isUntitled) await vscode.commands.executeCommand('deleteLeft');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Asks again and again until there is an answer; fails after `seconds`. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  seconds = 15,
): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${seconds} s in vain for: ${what}`);
}

/** The problems that we report for a document, once there are any. */
export function problems(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  return until(`problems of ${document.fileName}`, () => {
    const found = vscode.languages.getDiagnostics(document.uri);
    return found.length > 0 ? found : undefined;
  });
}

/** Appends to the document, as a keystroke would; answers where it ends then. */
export async function append(document: vscode.TextDocument, text: string): Promise<vscode.Position> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  return document.lineAt(document.lineCount - 1).range.end;
}

/** Start of a text in the document, moved on by `by` characters. */
export function at(document: vscode.TextDocument, text: string, by = 0): vscode.Position {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${document.fileName} has no ${text}`);
  return document.positionAt(offset + by);
}

/** The extension, activated. */
export async function podwright(): Promise<Podwright> {
  const extension = vscode.extensions.getExtension<Podwright>('podwright.podwright');
  if (!extension) throw new Error('The extension is not installed.');
  return extension.activate();
}

/** The client of a server that runs. */
export async function runningClient(): Promise<BaseLanguageClient> {
  const { client } = await podwright();
  return until('the language server', () => (client()?.isRunning() ? client() : undefined));
}

/** Asks the server itself, so that what other extensions add is out of the picture. */
export async function ask<R>(method: string, document: vscode.TextDocument, position: vscode.Position): Promise<R> {
  const client = await runningClient();
  const { line, character } = position;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  return client.sendRequest<R>(method, { textDocument: { uri }, position: { line, character } });
}
