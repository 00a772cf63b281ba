/** Which documents can hold a Pod. */
import { type TextDocument, workspace } from 'vscode';
import type { DocumentSelector } from 'vscode-languageclient';

/** As they are, in a fenced block, or in a heredoc. */
const LANGUAGES = ['yaml', 'json', 'markdown', 'shellscript'];

/**
 * Documents of their own, and those of the file systems that are open as folders, such as `vscode-vfs:` on github.dev.
 * Old revisions in a diff (`git:`) and the like are nobody's to mend.
 */
export function documentSelector(): DocumentSelector {
  const folders = workspace.workspaceFolders ?? [];
  const schemes = new Set(['file', 'untitled', 'vscode-vfs', ...folders.map(({ uri }) => uri.scheme)]);
  return LANGUAGES.flatMap((language) => [...schemes].map((scheme) => ({ language, scheme })));
}

/** Any YAML may become a Pod under one's hands; other documents have to name an `apiVersion` first. */
export function mayHoldPod(document: TextDocument): boolean {
  if (document.languageId === 'yaml') return true;
  return LANGUAGES.includes(document.languageId) && /\bapiVersion\b/.test(document.getText());
}

const POD_KIND =
  /^[\s-]*["']?kind["']?:\s*["']?(?:Pod|PodTemplate|ReplicationController|ReplicaSet|Deployment|StatefulSet|DaemonSet|Job|CronJob|List)\b/m;

/** A guess that costs nothing: the server is not asked before somebody wants something of it. */
export function seemsToHoldPod(document: TextDocument): boolean {
  return mayHoldPod(document) && POD_KIND.test(document.getText());
}
