import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TimelineResult } from '../../server/src/protocol/messages.ts';
import { TIMELINE_REQUEST } from '../../server/src/protocol/messages.ts';
import { ask, at, closeAll, openFile, until } from './editor.ts';

suite('preview', () => {
  teardown(closeAll);

  test('the command opens it beside the YAML, which keeps the focus', async () => {
    const { document } = await openFile('pod.yaml');
    await vscode.commands.executeCommand('podwright.openPreview');
    const tab = await until('the tab of the preview', () =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .find(({ input }) => input instanceof vscode.TabInputWebview && /podwright/i.test(input.viewType)),
    );
    assert.notEqual(tab.group.viewColumn, vscode.ViewColumn.One);
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });

  test('there is a timeline to draw', async () => {
    const { document } = await openFile('pod.yaml');
    const result = await ask<TimelineResult>(TIMELINE_REQUEST, document, at(document, 'image'));
    assert.equal(result.kind, 'timeline');
    assert.ok(result.timeline.steps.some((step) => step.kind === 'start' && step.container === 'shop'));
  });
});
