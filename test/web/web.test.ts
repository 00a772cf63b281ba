import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { at, closeAll, inBrowser, openFile, podwright, runningClient, until } from '../host/editor.ts';

suite('in a browser', () => {
  teardown(closeAll);

  test('there is no machine behind the editor, and the extension runs all the same', async () => {
    assert.ok(inBrowser);
    assert.equal(vscode.workspace.workspaceFolders?.[0]?.uri.scheme, 'tmp');
    await podwright();
    await openFile('pod.yaml');
    assert.equal((await runningClient()).initializeResult?.serverInfo?.name, 'podwright');
  });

  test('a hover has the documentation of a field, which the client reads for the server', async () => {
    const { document } = await openFile('pod.yaml');
    await runningClient();
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at(document, 'image:', 2),
    );
    const text = hover?.contents.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
    assert.match(text ?? '', /Container image name/);
  });

  test('the preview draws the Pod under the cursor', async () => {
    const { document } = await openFile('pod.yaml');
    await vscode.commands.executeCommand('podwright.openPreview');
    // It is called after the Pod once its page has asked for one and has got it.
    const name = /name: (\S+)/.exec(document.getText())?.[1];
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await until('the title', () => tabs().find(({ label }) => label === `Pod: ${name}`), 25);
  });
});
