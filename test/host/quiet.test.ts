import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { append, ask, at, closeAll, openFile, problems } from './editor.ts';

suite('no noise', () => {
  teardown(closeAll);

  for (const name of ['not-kubernetes.yaml', 'helm.yaml']) {
    test(`${name} gets no problem, no completion, no hover`, async () => {
      const { document } = await openFile(name);
      // Problems of a file that is opened later are there: then those of this one would be too.
      await problems((await openFile('typo.yaml')).document);
      assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);

      const end = await append(document, '    ');
      const completion = await ask<{ items: unknown[] } | null>('textDocument/completion', document, end);
      assert.deepEqual(completion?.items ?? [], []);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        end,
      );
      assert.deepEqual(
        items.filter(({ kind }) => kind === vscode.CompletionItemKind.Snippet),
        [],
        'no snippet from elsewhere in the extension either',
      );
      const hover = await ask('textDocument/hover', document, at(document, 'containers', 2));
      assert.equal(hover, null);
    });
  }
});
