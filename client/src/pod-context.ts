/**
 * Keeps the context key `podwright.filesWithPod`, on which the preview's button and key depend: the names of the files
 * in sight that hold a Pod. Names, because a path is written otherwise where the window and the files are on machines
 * of different kinds.
 */
import { commands, Disposable, type TextDocument, window, workspace } from 'vscode';

/** A guess that costs nothing: the server is not asked before somebody wants something of it. */
const POD_KIND =
  /^[\s-]*["']?kind["']?:\s*["']?(?:Pod|PodTemplate|ReplicationController|ReplicaSet|Deployment|StatefulSet|DaemonSet|Job|CronJob|List)\b/m;

export function trackPodContext(): Disposable {
  let told = '';
  function update(): void {
    const documents = window.visibleTextEditors.map(({ document }) => document).filter(holdsPod);
    const names = [...new Set(documents.map(({ uri }) => uri.path.split('/').at(-1)))].toSorted();
    if (names.join('/') === told) return;
    told = names.join('/');
    void commands.executeCommand('setContext', 'podwright.filesWithPod', names);
  }
  update();
  return Disposable.from(
    window.onDidChangeVisibleTextEditors(update),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === 'yaml') update();
    }),
  );
}

function holdsPod(document: TextDocument): boolean {
  return document.languageId === 'yaml' && POD_KIND.test(document.getText());
}
