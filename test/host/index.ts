/** Loaded by the extension host: runs every `*.test.js` beside it with mocha. */
/// <reference types="mocha" />
import { readdirSync } from 'node:fs';
import path from 'node:path';

export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    ui: 'tdd',
    timeout: 30_000,
    // What a host prints gets mixed with its own log, so the results go to a file.
    reporter: 'json',
    reporterOptions: { output: process.env.PODWRIGHT_TEST_RESULT },
  });
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.js'));
  for (const file of files.toSorted()) mocha.addFile(path.join(__dirname, file));
  const failed = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failed > 0) throw new Error(`${failed} tests failed.`);
}
