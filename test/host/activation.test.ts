import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, inBrowser, openFile, runningClient, until } from './editor.ts';

suite('activation', () => {
  teardown(closeAll);

  test('opening YAML starts the extension and its server', async () => {
    await openFile('pod.yaml');
    await until('activation', () => vscode.extensions.getExtension('podwright.podwright')?.isActive);
    assert.equal((await runningClient()).initializeResult?.serverInfo?.name, 'podwright');
  });

  test('every command of the manifest is there', async () => {
    const manifest = vscode.extensions.getExtension('podwright.podwright')?.packageJSON;
    const commands: { command: string; enablement?: string }[] = manifest.contributes.commands;
    const wanted = commands
      .filter(({ enablement }) => !(inBrowser && enablement?.includes('podwright.hasKubectl')))
      .map(({ command }) => command);
    const known = await vscode.commands.getCommands(true);
    assert.deepEqual(
      wanted.filter((command) => !known.includes(command)),
      [],
    );
  });
});
