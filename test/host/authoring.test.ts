import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  EXPLAIN_REQUEST,
  type ExplainResult,
  FIELDS_REQUEST,
  type FieldsResult,
} from '../../server/src/protocol/messages.ts';
import { ask, at, closeAll, openFile, openText, runningClient, until } from './editor.ts';

suite('authoring', () => {
  teardown(closeAll);

  test('a refactoring is offered where the cursor is, and made', async () => {
    const { document } = await openFile('pod.yaml');
    await runningClient();
    const position = at(document, 'cpu: 0.5', 5);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(position, position),
      vscode.CodeActionKind.RefactorRewrite.value,
    );
    const action = actions.find(({ title }) => title === 'Write as 500m');
    assert.ok(action?.edit, actions.map(({ title }) => title).join(', '));
    const before = document.getText();
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(document.getText(), before.replace('cpu: 0.5', 'cpu: 500m'));
  });

  test('a new Pod is chosen from a picker', async () => {
    const done = vscode.commands.executeCommand('podwright.newPod');
    // The picker has nothing to say to a test; it takes the first of its items once it is there.
    const document = await until('the new manifest', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.workspace.textDocuments.find((open) => open.isUntitled && open.getText().includes('kind: Pod'));
    });
    await done;
    assert.equal(document.languageId, 'yaml');
    assert.match(document.getText(), /^apiVersion: v1\nkind: Pod\nmetadata:\n {2}name: my-app\n/);
  });

  test('a command on the clipboard is pasted as the Pod for it', async () => {
    const { document } = await openText('');
    await runningClient();
    await vscode.env.clipboard.writeText('docker run -d --name web -p 8080:80 nginx:1.29');
    await vscode.commands.executeCommand('podwright.pasteAsPod');
    await until('the Pod', () => document.getText().includes('hostPort: 8080') || undefined);
    assert.match(document.getText(), /^apiVersion: v1\nkind: Pod\nmetadata:\n {2}name: web\n/);
  });

  test('the fields at the cursor are explained, those below as well', async () => {
    const { document } = await openFile('pod.yaml');
    const explained = await ask<ExplainResult>(EXPLAIN_REQUEST, document, at(document, 'image:'));
    assert.equal(explained?.path, 'spec.containers[0]');
    const image = explained?.fields.find(({ name }) => name === 'image');
    assert.deepEqual([image?.type, image?.written], ['string', true]);
    assert.ok(image?.summary, 'with its documentation');

    const client = await runningClient();
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    const below = await client.sendRequest<FieldsResult>(FIELDS_REQUEST, {
      textDocument: { uri },
      definition: 'Probe',
    });
    assert.ok(below.some(({ name, type }) => name === 'httpGet' && type === 'HTTPGetAction'));
    await vscode.commands.executeCommand('podwright.showFields');
  });

  test('quantities, images and variables have tokens of their own', async () => {
    const { document } = await openFile('pod.yaml');
    await runningClient();
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      document.uri,
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      document.uri,
    );
    const types = Array.from(tokens.data).filter((_, i) => i % 5 === 3);
    const names = new Set(types.map((type) => legend.tokenTypes[type]));
    assert.deepEqual([...names].toSorted(), ['imageRegistry', 'imageRepository', 'imageTag', 'quantity', 'variable']);
  });
});
