/** Keeps the context key `podwright.hasPod`, on which the preview's button and key depend, true to the active editor. */
import { commands, Disposable, type TextEditor, window, workspace } from 'vscode';

/** A guess that costs nothing: the server is not asked before somebody wants something of it. */
const POD_KIND =
  /^[\s-]*["']?kind["']?:\s*["']?(?:Pod|PodTemplate|ReplicationController|ReplicaSet|Deployment|StatefulSet|DaemonSet|Job|CronJob|List)\b/m;

export function trackPodContext(): Disposable {
  let shown = false;
  function update(editor: TextEditor | undefined): void {
    const hasPod = editor?.document.languageId === 'yaml' && POD_KIND.test(editor.document.getText());
    if (hasPod === shown) return;
    shown = hasPod;
    void commands.executeCommand('setContext', 'podwright.hasPod', hasPod);
  }
  update(window.activeTextEditor);
  return Disposable.from(
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) update(window.activeTextEditor);
    }),
  );
}
