import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { root } from '../../scripts/process.ts';
import { installedProgram } from '../../scripts/programs.ts';
import { BROKEN_POD, type Seen, seenIn } from './editor.ts';

const own = (file: string) => path.join(root, file);

async function seenInNeovim(): Promise<Seen> {
  const program = await installedProgram({
    title: 'Neovim',
    names: ['nvim'],
    variable: 'NEOVIM',
    packages: ['neovim'],
  });
  const configuration = own('editors/neovim/podwright.lua');
  const script = own('test/editors/neovim.lua');
  return seenIn(program, [
    '--headless',
    '-u',
    configuration,
    '-i',
    'NONE',
    '-n',
    'pod.yaml',
    '-c',
    `luafile ${script}`,
  ]);
}

async function seenInEmacs(): Promise<Seen> {
  const program = await installedProgram({
    title: 'Emacs with eglot and yaml-mode',
    names: ['emacs'],
    variable: 'EMACS',
    packages: ['emacs-nox', 'elpa-eglot', 'elpa-yaml-mode'],
  });
  return seenIn(program, ['--batch', '-l', own('editors/emacs/podwright.el'), '-l', own('test/editors/emacs.el')]);
}

for (const [editor, look] of [
  ['Neovim', seenInNeovim],
  ['Emacs', seenInEmacs],
] as const) {
  describe(`${editor}, with the configuration in editors/`, () => {
    let seen: Seen;
    before(async () => {
      seen = await look();
    });

    test('shows what is wrong', () => {
      assert.equal(seen.diagnostics.length, 1, seen.diagnostics.join());
      assert.match(seen.diagnostics[0] ?? '', /imagePullPolcy/);
    });

    test('mends it', () => {
      assert.equal(seen.fixed, BROKEN_POD.replace('imagePullPolcy', 'imagePullPolicy'));
    });

    test('has the documentation of a field', () => {
      assert.match(seen.hover, /Container image name/);
    });

    test('completes', () => {
      assert.ok(
        seen.completion.some((label) => label.trim() === 'livenessProbe'),
        seen.completion.join(),
      );
    });
  });
}
