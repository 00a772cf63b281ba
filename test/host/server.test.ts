import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { append, closeAll, inBrowser, openFile, problems, runningClient, until } from './editor.ts';

suite('the server’s life', () => {
  teardown(closeAll);

  test('a restart keeps everything working', async () => {
    const { document } = await openFile('typo.yaml');
    await problems(document);
    const before = await runningClient();
    await vscode.commands.executeCommand('podwright.restartServer');
    assert.notEqual(await runningClient(), before);
    assert.equal((await problems(document)).length, 1);
  });

  // In a browser the server is a worker, which nobody kills.
  if (!inBrowser)
    test('a server that is killed comes back and has what was not saved', async () => {
      const { document } = await openFile('typo.yaml');
      await problems(document);
      await append(document, '      command: 5\n');
      await until('two problems', () => vscode.languages.getDiagnostics(document.uri).length === 2 || undefined);
      const client = await runningClient();
      const { serverProcess } = client as unknown as { readonly serverProcess: { kill(signal: string): void } };
      serverProcess.kill('SIGKILL');
      await until('its end', () => !client.isRunning() || undefined);
      await runningClient();
      await append(document, '      args: 5\n');
      await until('three problems', () => vscode.languages.getDiagnostics(document.uri).length === 3 || undefined);
    });

  test('the setting turns it off and on', async () => {
    const { document } = await openFile('typo.yaml');
    await problems(document);
    const settings = vscode.workspace.getConfiguration('podwright');
    await settings.update('enable', false, vscode.ConfigurationTarget.Global);
    await until('no problems', () => vscode.languages.getDiagnostics(document.uri).length === 0);
    await settings.update('enable', undefined, vscode.ConfigurationTarget.Global);
    assert.equal((await problems(document)).length, 1);
  });

  test('the setting chooses the version of Kubernetes', async () => {
    const { document } = await openFile('pod.yaml');
    const settings = vscode.workspace.getConfiguration('podwright');
    await append(document, '      resizePolicy: []\n');
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    await settings.update('kubernetesVersion', '1.25', vscode.ConfigurationTarget.Global);
    await until('the problem', () =>
      vscode.languages.getDiagnostics(document.uri).some(({ range }) => document.getText(range) === 'resizePolicy'),
    );
    await settings.update('kubernetesVersion', undefined, vscode.ConfigurationTarget.Global);
    await until('no problems', () => vscode.languages.getDiagnostics(document.uri).length === 0);
  });
});
