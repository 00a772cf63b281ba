/** Loaded by the extension host: runs every `*.test.js` beside it with mocha. */
/// <reference types="mocha" />
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, color: false });
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.js'));
  for (const file of files.toSorted()) mocha.addFile(path.join(__dirname, file));
  const passed = await new Promise<number>((resolve) => {
    let passes = 0;
    const runner = mocha.run((failed) => {
      const resultFile = process.env.PODWRIGHT_TEST_RESULT;
      if (resultFile) writeFileSync(resultFile, JSON.stringify({ passed: passes, failed }));
      resolve(failed);
    });
    runner.on('pass', () => {
      passes += 1;
    });
  }).then((failed) => failed === 0);
  if (!passed) throw new Error('Some tests failed.');
}
