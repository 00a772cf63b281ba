import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { append, at, closeAll, openFile, openText, problems, runningClient } from './editor.ts';

suite('editing', () => {
  teardown(closeAll);

  test('a misspelt field is told, and its fix mends it', async () => {
    const { document } = await openFile('typo.yaml');
    const [problem] = await problems(document);
    assert.equal(document.getText(problem?.range), 'imagePullPolcy');
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);

    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem?.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find((action) => action.isPreferred);
    assert.ok(fix?.edit, `a preferred fix among ${actions.map(({ title }) => title).join(', ')}`);
    const before = document.getText();
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), before.replace('imagePullPolcy', 'imagePullPolicy'));
  });

  for (const name of ['notes.md', 'deploy.sh', 'pod.json']) {
    test(`the Pod in ${name} is read where it stands`, async () => {
      const { document } = await openFile(name);
      const found = (await problems(document)).map(({ range }) => document.getText(range));
      assert.ok(
        found.every((text) => text.includes('imagePullPolcy')),
        found.join(),
      );
    });
  }

  test('completion offers the fields of a container, and not those that are written', async () => {
    const { document } = await openFile('pod.yaml');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      await append(document, '      '),
    );
    const fields = list.items
      .filter(({ kind }) => kind !== vscode.CompletionItemKind.Snippet && kind !== vscode.CompletionItemKind.Text)
      .map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(fields.includes('livenessProbe'), fields.join());
    assert.ok(!fields.includes('image'), fields.join());
  });

  test('hover says what a quantity comes to', async () => {
    const { document } = await openFile('pod.yaml');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at(document, '128974848', 2),
    );
    const texts = hovers
      .flatMap(({ contents }) => contents)
      .map((part) => (typeof part === 'string' ? part : part.value));
    assert.match(texts.join('\n'), /123Mi/);
  });

  test('the snippet of a Pod gives a Pod without a problem', async () => {
    const { document } = await openText('');
    await runningClient();
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(0, 0),
    );
    const pod = list.items.find(({ label }) => label === 'pod');
    assert.ok(pod?.insertText instanceof vscode.SnippetString, list.items.map(({ label }) => label).join());
    await vscode.window.activeTextEditor?.insertSnippet(pod.insertText);
    assert.equal(
      document.getText(),
      `apiVersion: v1
kind: Pod
metadata:
  name: my-app
  labels:
    app: my-app
spec:
  containers:
    - name: app
      image: nginx:1.29
      ports:
        - containerPort: 80`,
    );
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });
});
