/** Runs another editor without its window: it opens a broken Pod, and a script tells what it got for it. */
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { output, root } from '../../scripts/process.ts';

export const BROKEN_POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      imagePullPolcy: Always
`;

/** What an editor's script writes as JSON into the file that PODWRIGHT_RESULT names. */
export interface Seen {
  /** Messages of the diagnostics that the editor shows. */
  readonly diagnostics: readonly string[];
  /** The text after the preferred fix. */
  readonly fixed: string;
  /** At `image`. */
  readonly hover: string;
  /** Labels at a new line of the container. */
  readonly completion: readonly string[];
}

/** Starts the editor in a folder with `pod.yaml`, with our server on its PATH and nothing of the user's own. */
export async function seenIn(program: string, args: readonly string[]): Promise<Seen> {
  const home = await mkdtemp(path.join(tmpdir(), 'podwright-editor-'));
  try {
    const bin = path.join(home, 'bin');
    const result = path.join(home, 'result.json');
    await mkdir(bin);
    await symlink(path.join(root, 'dist/server.js'), path.join(bin, 'podwright-language-server'));
    await writeFile(path.join(home, 'pod.yaml'), BROKEN_POD);
    const PATH = [bin, path.dirname(process.execPath), process.env.PATH].join(path.delimiter);
    const env = { ...process.env, PATH, HOME: home, XDG_CONFIG_HOME: home, PODWRIGHT_RESULT: result };
    const said = await output(program, args, { cwd: home, env });
    const written = await readFile(result, 'utf8').catch(() => undefined);
    if (written === undefined) throw new Error(`${program} told nothing:\n${said}`);
    return JSON.parse(written);
  } finally {
    await rm(home, { recursive: true, maxRetries: 5 });
  }
}
