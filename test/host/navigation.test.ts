import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { at, closeAll, openFile, openText, runningClient, until } from './editor.ts';

suite('navigation', () => {
  teardown(closeAll);

  test('the outline names containers and what they have', async () => {
    const { document } = await openFile('uses-settings.yaml');
    await runningClient();
    const symbols = await until('symbols', async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      return found?.length ? found : undefined;
    });
    const named = (list: readonly vscode.DocumentSymbol[], name: string) => list.find((symbol) => symbol.name === name);
    const spec = named(named(symbols, 'reader')?.children ?? [], 'spec');
    const container = named(named(spec?.children ?? [], 'containers')?.children ?? [], 'reader');
    assert.equal(container?.detail, 'busybox');
    assert.equal(named(container?.children ?? [], 'livenessProbe')?.detail, 'exec ls');
  });

  test('a rename goes through both files', async () => {
    const { document } = await openFile('uses-settings.yaml');
    await runningClient();
    const position = at(document, 'name: settings', 8);
    // The other file is read in the background.
    await until('the definition', async () => {
      const found = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        position,
      );
      return found.length > 0;
    });
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'options',
    );
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /configMapRef:\n\s+name: options\n/);
    const other = (await openFile('settings.yaml')).document;
    assert.match(other.getText(), /metadata:\n {2}name: options\n/);
  });

  test('a rename that the API server would refuse says so', async () => {
    const { document } = await openFile('uses-settings.yaml');
    await runningClient();
    await assert.rejects(
      async () =>
        vscode.commands.executeCommand(
          'vscode.executeDocumentRenameProvider',
          document.uri,
          at(document, 'name: reader\n      image', 8),
          'No Name',
        ),
      /“No Name” is not valid for a container/,
    );
  });

  test('formatting evens out the indentation', async () => {
    const { document } = await openText('apiVersion: v1\nkind: Pod\nmetadata:\n    name:   web\n');
    await runningClient();
    const edits = await until('a formatter', async () =>
      vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatDocumentProvider',
        document.uri,
        { tabSize: 2, insertSpaces: true },
      ),
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n');
  });

  test('the line below a list’s key begins where the document’s lists do, and the cursor with it', async () => {
    const flat = 'apiVersion: v1\nkind: Pod\nspec:\n  volumes:\n  - name: a\n    emptyDir: {}\n  containers:';
    const editor = await openText(flat);
    await runningClient();
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('type', { text: '\n' });
    await until('the right column', () => editor.document.getText() === `${flat}\n  ` || undefined);
    await vscode.commands.executeCommand('type', { text: '- name: b' });
    assert.equal(editor.document.getText(), `${flat}\n  - name: b`);
    await vscode.commands.executeCommand('type', { text: '\n' });
    await until('the right column', () => editor.document.getText() === `${flat}\n  - name: b\n    ` || undefined);
    await vscode.commands.executeCommand('type', { text: '-' });
    await until('the right column', () => editor.document.getText() === `${flat}\n  - name: b\n  -` || undefined);
  });

  test('a lens above the Pod leads to its preview', async () => {
    const { document } = await openFile('uses-settings.yaml');
    await runningClient();
    const lenses = await until('lenses', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return found.length > 0 ? found : undefined;
    });
    const titles = lenses.map(({ command }) => command?.title);
    assert.ok(titles.includes('QoS BestEffort'), titles.join());
    const preview = lenses.find(({ command }) => command?.title.includes('Preview'))?.command;
    assert.ok(preview);
    await vscode.commands.executeCommand(preview.command, ...(preview.arguments ?? []));
    await until('the preview', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('Pod Preview')),
    );
  });
});
