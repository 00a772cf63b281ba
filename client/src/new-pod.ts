/**
 * "New Pod Manifest…": a picker of the snippets that are whole Pods, and a document to walk through with Tab. "Open Example
 * Pod": one that has something to show.
 */
import { commands, Disposable, l10n, SnippetString, window, workspace } from 'vscode';
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

/** The snippets are data; `test/unit/l10n.test.ts` knows that their names and descriptions are shown. */
const translated: (text: string) => string = l10n.t;

async function newPod(): Promise<void> {
  const items = Object.entries(snippets).map(([label, { description, body }]) => ({
    label: translated(label),
    detail: translated(description),
    body: body.join('\n'),
  }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('What kind of Pod?'), matchOnDetail: true });
  if (!picked) return;
  const document = await workspace.openTextDocument({ language: 'yaml' });
  const editor = await window.showTextDocument(document);
  await editor.insertSnippet(new SnippetString(picked.body));
}
