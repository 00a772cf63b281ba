/** Runs kubectl, and nothing else: without a shell, never in a folder of the workspace, bounded in time and output. */
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { CancellationError, type CancellationToken, l10n, workspace } from 'vscode';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MOST_MILLISECONDS = 60_000;
const MOST_BYTES = 32 * 2 ** 20;

/**
 * Answers also when kubectl fails; throws with a message for the user when it cannot be run or takes too long, and a
 * `CancellationError` when the user cancels.
 *
 * @param args what comes from a manifest or a kubeconfig stands behind a `=` or a `/`, so that it cannot be an option
 * @param input what it reads from its standard input
 */
export function runKubectl(
  args: readonly string[],
  { token, input = '' }: { readonly token?: CancellationToken; readonly input?: string } = {},
): Promise<Ran> {
  const program = workspace.getConfiguration('podwright').get<string>('kubectl.path') || 'kubectl';
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      // On Windows a program is sought in the current folder first, where a workspace could place one.
      { cwd: homedir(), timeout: MOST_MILLISECONDS, maxBuffer: MOST_BYTES, windowsHide: true },
      (error, stdout, stderr) => {
        cancelling?.dispose();
        if (token?.isCancellationRequested) reject(new CancellationError());
        else if (!error) resolve({ exitCode: 0, stdout, stderr });
        else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr });
        else reject(new Error(whyNot(error, program)));
      },
    );
    const cancelling = token?.onCancellationRequested(() => child.kill());
    // One that ends without reading all of it has said why on its standard error.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

function whyNot({ code, killed, message }: Error & { code?: unknown; killed?: boolean }, program: string): string {
  if (code === 'ENOENT' || code === 'EACCES')
    return l10n.t('There is no {0} to run. The setting {1} says where kubectl is.', program, 'podwright.kubectl.path');
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return l10n.t('kubectl prints too much.');
  return killed ? l10n.t('kubectl did not answer within {0} s.', MOST_MILLISECONDS / 1000) : message;
}
