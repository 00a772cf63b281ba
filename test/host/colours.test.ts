import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openFile } from './editor.ts';

interface Token {
  readonly c: string;
  readonly t: string;
}

suite('colours', () => {
  teardown(closeAll);

  test('quantities, images and references stand out', async () => {
    const { document } = await openFile('pod.yaml');
    const tokens = await vscode.commands.executeCommand<Token[]>('_workbench.captureSyntaxTokens', document.uri);
    const ours = tokens.filter(({ t }) => t.includes('podwright')).map(({ c, t }) => [c, t.split(' ').at(-1)]);
    assert.deepEqual(ours, [
      ['registry.example.com', 'support.type.registry.podwright'],
      ['/team/shop', 'string.unquoted.repository.podwright'],
      [':', 'punctuation.separator.tag.podwright'],
      ['1.2', 'constant.other.tag.podwright'],
      ['$(', 'punctuation.definition.variable.begin.podwright'],
      ['PORT', 'variable.other.env.podwright'],
      [')', 'punctuation.definition.variable.end.podwright'],
      ['0.5', 'constant.numeric.quantity.podwright'],
      ['128974848', 'constant.numeric.quantity.podwright'],
    ]);
  });
});
