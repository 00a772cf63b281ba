/**
 * "New Pod Manifest…": a picker of the snippets that are whole Pods, and a document to walk through with Tab. "Open Example
 * Pod": one that has something to show.
 */
import { commands, Disposable, SnippetString, window, workspace } from 'vscode';
import snippets from '../../snippets/pods.json' with { type: 'json' };
import { EXAMPLE } from './preview/example.ts';

export function registerNewPod(): Disposable {
  return Disposable.from(
    commands.registerCommand('podwright.newPod', newPod),
    commands.registerCommand('podwright.openExample', openExample),
  );
}

async function openExample(): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: 'yaml', content: EXAMPLE }));
}

async function newPod(): Promise<void> {
  const items = Object.entries(snippets).map(([label, { description, body }]) => ({
    label,
    detail: description,
    body: body.join('\n'),
  }));
  const picked = await window.showQuickPick(items, { placeHolder: 'What kind of Pod?', matchOnDetail: true });
  if (!picked) return;
  const document = await workspace.openTextDocument({ language: 'yaml' });
  const editor = await window.showTextDocument(document);
  await editor.insertSnippet(new SnippetString(picked.body));
}
