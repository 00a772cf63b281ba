/** From an argument list to what runs: a builtin, a shell, a known program, a script, or one that is not known. */
import { BUILTINS } from '../shell/builtins.ts';
import type { Io, Outcome, Shell } from '../shell/shell.ts';
import { lookUp, resolvePath } from '../world/files.ts';
import type { Routine, Wait } from '../world/world.ts';
import { whyMissing } from './missing.ts';
import type { Call } from './program.ts';
import { programOf } from './programs.ts';
import { isShell, runFile, runShell } from './shells.ts';
import { runUnknown } from './unknown.ts';

/** Runs a builtin or a program in a shell. */
export function* runProgram(
  shell: Shell,
  argv: readonly string[],
  io: Io,
  isLast: boolean,
): Generator<Wait, Outcome, void> {
  const [name = '', ...args] = argv;
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (builtin) {
    const result = builtin({ shell, name, args, io, isLast });
    return 'status' in result ? result : yield* result;
  }
  if (shell.isMain && shell.becomesProgram) return { status: yield* becomeProgram(shell, argv, io) };
  return { status: yield* execute(shell, argv, io, isLast) };
}

/** Runs an argument list as the container's main process, the way `exec` and the runtime do. */
export function* becomeProgram(shell: Shell, argv: readonly string[], io: Io): Routine {
  const name = programName(argv);
  const args = argv.slice(1);
  // These become what they are given.
  const given = /^(gosu|su-exec)$/.test(name) ? argv.slice(2) : /^(nohup|setsid|exec)$/.test(name) ? args : [];
  if (given.length > 0) return yield* becomeProgram(shell, given, io);
  shell.isMain = false;
  if (isShell(name) && whyMissing(shell.container, argv) === undefined)
    return yield* runShell({ shell, name, args, io, isLast: true }, true);
  const term = programOf(shell.container, name)?.term(args) ?? { kind: 'unknown' };
  shell.container.main = { kind: 'program', term };
  return yield* execute(shell, argv, io, true);
}

function* execute(shell: Shell, argv: readonly string[], io: Io, isLast: boolean): Routine {
  const [program = '', ...args] = argv;
  const name = programName(argv);
  const missing = whyMissing(shell.container, argv);
  if (missing !== undefined) {
    shell.container.assume(missing);
    io.error(`${shell.name}: ${name}: not found\n`);
    return 127;
  }
  const call: Call = { shell, name, args, io, isLast };
  if (isShell(name)) return yield* runShell(call, false);
  const known = programOf(shell.container, name);
  if (known) {
    const result = known.run(call);
    return typeof result === 'number' ? result : yield* result;
  }
  const file = program.includes('/') ? lookUp(shell.files, resolvePath(program, shell.directory)) : undefined;
  if (file?.content) return yield* runFile(call, program, file.content);
  return yield* runUnknown(call);
}

function programName([program = '']: readonly string[]): string {
  return program.split('/').at(-1) ?? '';
}
