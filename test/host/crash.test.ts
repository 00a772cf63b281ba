/** The server as a process, which a Web Worker is not: left out of the tests in a browser. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import { closeAll, openFile, problems, runningClient, until } from './editor.ts';

suite('a server that crashes', () => {
  teardown(closeAll);

  test('a crash is mended without the user', async () => {
    const { document } = await openFile('typo.yaml');
    await problems(document);
    const first = await serverProcess();
    first.kill('SIGKILL');
    const second = await until('another process', async () => {
      const now = await serverProcess();
      return now.pid === first.pid ? undefined : now;
    });
    assert.notEqual(second.pid, first.pid);
    assert.equal((await problems(document)).length, 1);
  });

  test('one that keeps crashing is given up until the user restarts it', async () => {
    const { document } = await openFile('typo.yaml');
    await vscode.commands.executeCommand('podwright.restartServer');
    const client = await runningClient();
    for (let crash = 1; crash <= 5; crash += 1) {
      const ending = await serverProcess();
      ending.kill('SIGKILL');
      if (crash < 5) await until('another process', async () => (await serverProcess()).pid !== ending.pid);
    }
    await until('no server', () => !client.isRunning());
    await openFile('pod.yaml');
    assert.ok(!client.isRunning());
    await vscode.commands.executeCommand('podwright.restartServer');
    assert.equal((await problems(document)).length, 1);
  });
});

/** The client keeps it to itself, and nothing else in the API tells it. */
async function serverProcess(): Promise<ChildProcess> {
  const client = await runningClient();
  return until<ChildProcess>('the server process', () => Reflect.get(client, '_serverProcess'));
}
