/**
 * Keeps the context key `podwright.filesWithPod`, on which the preview's button and key depend: the names of the files
 * in sight that hold a Pod. Names, because a path is written otherwise where the window and the files are on machines
 * of different kinds.
 */
import { commands, Disposable, window, workspace } from 'vscode';
import { seemsToHoldPod } from './documents.ts';

export function trackPodContext(): Disposable {
  let told = '';
  function update(): void {
    const documents = window.visibleTextEditors.map(({ document }) => document).filter(seemsToHoldPod);
    const names = [...new Set(documents.map(({ uri }) => uri.path.split('/').at(-1)))].toSorted();
    if (names.join('/') === told) return;
    told = names.join('/');
    void commands.executeCommand('setContext', 'podwright.filesWithPod', names);
  }
  update();
  return Disposable.from(window.onDidChangeVisibleTextEditors(update), workspace.onDidChangeTextDocument(update));
}
