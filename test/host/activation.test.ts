import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openFile, runningClient, until } from './editor.ts';

suite('activation', () => {
  teardown(closeAll);

  test('opening YAML starts the extension and its server', async () => {
    await openFile('pod.yaml');
    await until('activation', () => vscode.extensions.getExtension('podwright.podwright')?.isActive);
    assert.equal((await runningClient()).initializeResult?.serverInfo?.name, 'podwright');
  });

  test('every command of the manifest is there', async () => {
    const manifest = vscode.extensions.getExtension('podwright.podwright')?.packageJSON;
    const wanted = manifest.contributes.commands.map((entry: { command: string }) => entry.command);
    const known = await vscode.commands.getCommands(true);
    assert.deepEqual(
      wanted.filter((command: string) => !known.includes(command)),
      [],
    );
  });
});
