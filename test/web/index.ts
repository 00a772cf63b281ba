/** Loaded by the extension host of a browser: lays the workspace into its memory, and runs the tests with mocha. */
/// <reference types="mocha" />
import * as vscode from 'vscode';
import 'mocha/mocha.js';
import type { Outcome, Outcomes } from '../host/result.ts';

/** `files` are the workspace's, by name; each of `suites` defines tests. The answer is printed behind `mark`. */
export async function runSuites(
  files: Readonly<Record<string, string>>,
  suites: readonly (() => unknown)[],
  mark: string,
): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error('No folder is open.');
  for (const [name, content] of Object.entries(files))
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(content));

  // All reporters of mocha's build for browsers draw on a page.
  class Silent {}
  mocha.setup({ ui: 'tdd', timeout: 30_000, reporter: Silent as unknown as Mocha.ReporterConstructor });
  for (const define of suites) define();
  const passes: Outcome[] = [];
  const failures: Outcome[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => passes.push({ fullTitle: test.fullTitle(), duration: test.duration, err: {} }));
    runner.on('fail', (test, { stack, message }: Error) =>
      failures.push({ fullTitle: test.fullTitle(), err: { stack, message } }),
    );
  });
  const outcomes: Outcomes = { passes, failures };
  console.log(mark + JSON.stringify(outcomes));
}
