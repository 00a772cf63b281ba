/** A Chromium to look at the workbench with. */
import { type Browser, chromium } from 'playwright-core';
import { installedProgram } from '../programs.ts';

/** `args` are added to its command line. */
export async function launchChromium(...args: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: await installedProgram({
      title: 'Chromium',
      names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
      variable: 'CHROMIUM',
      packages: ['chromium'],
    }),
    // Its sandbox needs rights that root in a container does not have.
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...args],
  });
}
