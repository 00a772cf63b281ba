/** Shells, and the scripts that they are given. */
import * as l10n from '@vscode/l10n';
import { parse } from 'unbash';
import { runScript } from '../shell/script.ts';
import { type Shell, subshell } from '../shell/shell.ts';
import { lookUp, resolvePath } from '../world/files.ts';
import { FOREVER, type Routine } from '../world/world.ts';
import type { Call } from './program.ts';

export const isShell = (name: string): boolean => /^(sh|ash|dash|bash|zsh|ksh)$/.test(name);

/** `sh -c SCRIPT`, `sh FILE`, and an interactive `sh`. */
export function* runShell({ shell: outer, name, args, io }: Call, isMain: boolean): Routine {
  const { container } = outer;
  const rest = [...args];
  let hasScript = false;
  let exitsOnError = false;
  let failsUnset = false;
  while (rest[0]?.startsWith('-') || rest[0]?.startsWith('+')) {
    const option = rest.shift() ?? '';
    if (option === '--') break;
    if (/^-[a-z]*c/i.test(option)) hasScript = true;
    if (/^-[a-z]*e/.test(option)) exitsOnError = true;
    if (/^-[a-z]*u/.test(option)) failsUnset = true;
    if (/^-[a-z]*o$/.test(option)) rest.shift();
  }
  const [first, ...others] = rest;
  const inner: Shell = {
    ...subshell(outer),
    name: hasScript ? (others[0] ?? name) : (first ?? name),
    positional: hasScript ? others.slice(1) : others,
    functions: new Map(),
    status: 0,
    exitsOnError,
    failsUnset,
    expansionError: undefined,
    outside: undefined,
    isBash: name === 'bash' || name === 'zsh' || name === 'ksh',
    isMain,
    becomesProgram: hasScript && isSingleCommand(first ?? ''),
  };
  if (isMain) container.main = { kind: 'shell', traps: inner.traps, pending: inner.pending };
  if (hasScript) return yield* runScript(inner, first ?? '', io, true);
  if (first === undefined) {
    if (io.input !== '') return yield* runScript(inner, io.input, io, true);
    if (isMain && container.isInteractive) yield FOREVER;
    return 0;
  }
  const file = lookUp(inner.files, resolvePath(first, inner.directory));
  if (file?.content) return yield* runScript(inner, file.content, io, true);
  if (!file) {
    io.error(`${name}: can't open '${first}': No such file or directory\n`);
    return 2;
  }
  if (isMain && !outer.isBrief) {
    container.assume(l10n.t('assumed to run for ever: the script `{0}` is not in the manifest', first));
    container.becomeOpaque();
    yield FOREVER;
  }
  container.assume(l10n.t('the script `{0}` is not in the manifest, and assumed to succeed at once', first));
  return 0;
}

/** A shell that has one command to run does not wait for it, but becomes it. */
function isSingleCommand(script: string): boolean {
  const { commands } = parse(script);
  return commands.length === 1 && commands[0]?.command.type === 'Command' && !commands[0].background;
}

/** Runs a file as a script of its own. */
export function* runFile({ shell, args, io, isLast }: Call, program: string, content: string): Routine {
  const inner: Shell = { ...subshell(shell), name: program, positional: args, functions: new Map() };
  return yield* runScript(inner, content, io, isLast);
}
