import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openFile, openText, until } from './editor.ts';

const COMMAND = 'podwright.selectKubernetesVersion';

suite('the Kubernetes version in the status bar', () => {
  teardown(async () => {
    await vscode.workspace.getConfiguration('podwright').update('kubernetesVersion', undefined, false);
    await closeAll();
  });

  test('is changed in the comment of a file that has one', async () => {
    const { document } = await openText('# podwright: kubernetes=1.30\napiVersion: v1\nkind: Pod\n');
    const done = vscode.commands.executeCommand(COMMAND);
    // The picker has nothing to say to a test; it takes the first of its items, the newest version, once it is there.
    await until('the new comment', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return document.getText().startsWith('# podwright: kubernetes=1.37\n');
    });
    await done;
    assert.equal(document.getText(), '# podwright: kubernetes=1.37\napiVersion: v1\nkind: Pod\n');
  });

  test('is changed in the setting of the workspace for a file that has none', async () => {
    const { document } = await openFile('pod.yaml');
    const before = document.getText();
    const settings = () => vscode.workspace.getConfiguration('podwright').inspect('kubernetesVersion');
    const done = vscode.commands.executeCommand(COMMAND);
    await until('the new setting', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return settings()?.workspaceValue === '1.37';
    });
    await done;
    assert.equal(document.getText(), before);
  });
});
