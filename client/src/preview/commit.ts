/** A document as it is in the last commit, by the API of VS Code's Git extension. */
import { extensions, Uri } from 'vscode';

/** What we use of the Git extension's API. */
interface GitApi {
  getRepository(uri: Uri): { show(ref: string, path: string): Promise<string> } | null;
}

/** The text at HEAD; undefined without Git, outside of a repository, or for a file that is not committed. */
export async function textAtHead(uri: string): Promise<string | undefined> {
  const git = extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  try {
    // Its methods need the object that they are of.
    const exported = git?.isActive ? git.exports : await git?.activate();
    const file = Uri.parse(uri);
    return await exported?.getAPI(1).getRepository(file)?.show('HEAD', file.fsPath);
  } catch {
    return undefined;
  }
}
