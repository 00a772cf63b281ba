/** Runs the VS Code server of `.vscode-host/` on a loopback port, with a home of its own that goes when it stops. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { output, root } from '../process.ts';
import { installVsCode } from './install.ts';

/** A quiet window: nothing pops up that is not about the file at hand. */
const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
};

export interface VsCode {
  /** Where the workbench is served, such as `http://127.0.0.1:41234`. */
  readonly url: string;
  /** A copy of the asked folder, free to be changed. */
  readonly workspace: string;
  /** Everything that the server printed. */
  log(): string;
  /** Resolves when the server has ended, by itself or stopped. */
  readonly ended: Promise<void>;
  /** Ends the server with all its extension hosts and removes its home and the workspace. */
  stop(): void;
}

export interface VsCodeOptions {
  /** A folder that is copied to be the workspace. */
  readonly workspace: string;
  /** Lists the checkout among the installed extensions; a test run names it in its payload instead. */
  readonly withExtension: boolean;
  /** A packed extension to install. */
  readonly vsix?: string;
  /** Folders of other extensions to run beside. */
  readonly others?: readonly string[];
  /** Lets a page's `payload` name tests to run in the extension host. */
  readonly testDriver?: boolean;
  /** The user's settings, beside those that keep the window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Display language, such as `zh-cn`, with a language pack that leaves VS Code's own texts in English. */
  readonly language?: string;
  /** Added to the environment of the server and its extension hosts. */
  readonly env?: NodeJS.ProcessEnv;
}

export async function serveVsCode(options: VsCodeOptions): Promise<VsCode> {
  const main = await installVsCode();
  const home = mkdtempSync(path.join(tmpdir(), 'podwright-'));
  const workspace = path.join(home, path.basename(options.workspace));
  const extensions = path.join(home, 'extensions');
  const data = path.join(home, 'data');
  cpSync(options.workspace, workspace, { recursive: true });
  mkdirSync(extensions);
  if (options.withExtension) symlinkSync(root, path.join(extensions, 'podwright'));
  for (const other of options.others ?? []) symlinkSync(other, path.join(extensions, path.basename(other)));
  mkdirSync(path.join(data, 'User'), { recursive: true });
  writeFileSync(path.join(data, 'User/settings.json'), JSON.stringify({ ...SETTINGS, ...options.settings }));

  if (options.language) writeLanguagePack(data, options.language);

  const folders = ['--server-data-dir', path.join(home, 'server'), '--user-data-dir', data];
  folders.push('--extensions-dir', extensions, '--accept-server-license-terms');
  const env = environment(home, options.env);
  if (options.vsix) await output(process.execPath, [main, '--install-extension', options.vsix, ...folders], { env });

  const args = [main, '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--telemetry-level', 'off'];
  args.push(...folders);
  if (options.language) args.push('--locale', options.language);
  if (options.testDriver) args.push('--enable-smoke-test-driver');
  // A group of its own, so that one signal reaches the extension hosts and language servers too.
  const server = spawn(process.execPath, args, { env, detached: true });

  let log = '';
  const ended = new Promise<void>((resolve) => server.on('close', () => resolve()));
  const url = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log += chunk;
      const found = /available at (http:\/\/\S+)/.exec(log)?.[1];
      if (found) resolve(found.replace('localhost', '127.0.0.1'));
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`The VS Code server ended with ${code}:\n${log}`)));
    setTimeout(() => reject(new Error(`The VS Code server did not start within 60 s:\n${log}`)), 60_000).unref();
  });
  let stopped = false;
  const stop = () => {
    if (stopped) return;
    stopped = true;
    const runs = server.exitCode === null && server.signalCode === null;
    if (server.pid !== undefined && runs) process.kill(-server.pid, 'SIGTERM');
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  // The group outlives us unless we end it, however we end.
  process.once('exit', stop);
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  try {
    return { url: await url, workspace, ended, log: () => log, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** As VS Code keeps those that are installed. */
function writeLanguagePack(data: string, language: string): void {
  const texts = path.join(data, 'language-pack.json');
  const extensions = [{ extensionIdentifier: { id: 'podwright.language-pack' }, version: '0.0.0' }];
  const pack = { hash: 'podwright', label: language, extensions, translations: { vscode: texts } };
  writeFileSync(texts, JSON.stringify({ contents: {} }));
  writeFileSync(path.join(data, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

/** The user's own VS Code settings stay out, and so does a VS Code in whose terminal we may run. */
function environment(home: string, added: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('VSCODE_'));
  return { ...Object.fromEntries(inherited), HOME: home, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...added };
}

/** The address that opens a folder; `payload` is what the workbench takes from a test driver. */
export function workbenchUrl(vscode: VsCode, payload: readonly (readonly [string, string])[] = []): string {
  const url = new URL(vscode.url);
  url.searchParams.set('folder', vscode.workspace);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
