/** A Chromium to look at the workbench with. */
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { output, tellProgress } from '../process.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export async function launchChromium(...args: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: await installedChromium(),
    // Its sandbox needs rights that root in a container does not have.
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...args],
  });
}

/** The program named by CHROMIUM, else one on the PATH, else Debian's, which root may install. */
async function installedChromium(): Promise<string> {
  const found = process.env.CHROMIUM ?? onPath(NAMES);
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    throw new Error('No Chromium found: install one, or name it with CHROMIUM=/path/to/chromium.');
  }
  await tellProgress('Installing Chromium with apt-get (once, a minute or two)', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await output('apt-get', ['update', '-q'], { env });
    await output('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], { env });
  });
  const installed = onPath(NAMES);
  if (!installed) throw new Error('apt-get installed no Chromium.');
  return installed;
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
