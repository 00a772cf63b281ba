import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { getVerdicts } from '../../../server/src/features/cluster/verdict.ts';
import { RECORDED, type Recorded, readRecordings } from './recordings.ts';

const manifest = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../../package.json'), 'utf8'));
const { contributes, capabilities } = manifest;

suite('what asks a cluster', () => {
  const commands = ['validateAgainstCluster', 'overlayCluster', 'clearClusterVerdicts'].map(
    (name) => `podwright.${name}`,
  );

  test('is offered only where there is kubectl and the workspace is trusted', () => {
    const when = 'podwright.hasKubectl && isWorkspaceTrusted';
    for (const name of commands) {
      const command = contributes.commands.find((one: { command: string }) => one.command === name);
      assert.equal(command?.enablement, when, name);
      const item = contributes.menus.commandPalette.find((one: { command: string }) => one.command === name);
      assert.equal(item?.when, when, name);
    }
  });

  test('is not chosen by a workspace that is not trusted', () => {
    assert.equal(contributes.configuration.properties['podwright.kubectl.path'].scope, 'machine-overridable');
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(capabilities.untrustedWorkspaces.restrictedConfigurations, ['podwright.kubectl.path']);
  });
});

test('whatever is printed has a place within the text', () => {
  const recorded: Recorded = JSON.parse(readFileSync(RECORDED, 'utf8'));
  const said = Object.values(recorded).flatMap((answers) => answers.map(({ stderr }) => stderr));
  for (const { file } of readRecordings()) {
    const lines = file.text.split('\n').length;
    for (const stderr of said)
      for (const text of [
        stderr,
        stderr.slice(0, stderr.length / 2),
        stderr.slice(stderr.length / 3),
        `${stderr}${stderr}`,
      ]) {
        const verdicts = getVerdicts(file, [{ manifest: 0, exitCode: 1, stderr: text }], { version: '1.34' });
        for (const { range } of verdicts.flatMap(({ diagnostics }) => diagnostics))
          assert.ok(
            range.start.line <= range.end.line && range.end.line < lines,
            `${text} at ${JSON.stringify(range)}`,
          );
      }
  }
});
