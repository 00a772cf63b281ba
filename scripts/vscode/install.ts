/**
 * Lays a VS Code server into `.vscode-host/`, without a compiler and without running install scripts: the one that
 * npm's `code-server` carries. It serves the whole workbench to a browser and runs extensions in a Node of ours.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { output, root, tellProgress } from '../process.ts';

const CODE_SERVER = '4.139.1';
const folder = path.join(root, '.vscode-host');
const vscode = path.join(folder, 'code-server/lib/vscode');

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

async function install(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const packed = (await output('npm', ['pack', '--silent', `code-server@${CODE_SERVER}`], { cwd: folder })).trim();
  await output('tar', ['xzf', packed], { cwd: folder });
  await rename(path.join(folder, 'package'), path.join(folder, 'code-server'));
  await rm(path.join(folder, packed));
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
