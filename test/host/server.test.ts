import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { append, closeAll, openFile, problems, runningClient, until } from './editor.ts';

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
    const [problem] = await problems(document);
    assert.equal(document.getText(problem?.range), 'resizePolicy');
    await settings.update('kubernetesVersion', undefined, vscode.ConfigurationTarget.Global);
    await until('no problems', () => vscode.languages.getDiagnostics(document.uri).length === 0);
  });
});
