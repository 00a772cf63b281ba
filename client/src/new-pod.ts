/** "New Pod Manifest…": a picker of the snippets that are whole Pods, and a document to walk through with Tab. */
import { commands, type Disposable, SnippetString, window, workspace } from 'vscode';
import snippets from '../../snippets/pods.json' with { type: 'json' };

export function registerNewPod(): Disposable {
  return commands.registerCommand('podwright.newPod', async () => {
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
  });
}
