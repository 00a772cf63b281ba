/** From an argument list to what runs: a builtin, a shell, a known program, a script, or one that is not known. */
import { builtinOf } from '../shell/builtins.ts';
import { type Io, LAST, type Outcome, type Shell, type Standing } from '../shell/shell.ts';
import { lookUp, resolvePath } from '../world/files.ts';
import type { Routine, Wait } from '../world/world.ts';
import { obstacleTo } from './missing.ts';
import type { Call } from './program.ts';
import { programOf } from './programs.ts';
import { isShell, runFile, runShell } from './shells.ts';
import { runUnknown } from './unknown.ts';

/** Runs a builtin or a program in a shell. */
export function* runProgram(
  shell: Shell,
  argv: readonly string[],
  io: Io,
  standing: Standing,
): Generator<Wait, Outcome, void> {
  const [name = '', ...args] = argv;
  const builtin = builtinOf(shell, name);
  if (builtin) {
    const result = builtin({ shell, name, args, io, isLast: standing.isLast, becomes: standing.becomes });
    return 'status' in result ? result : yield* result;
  }
  // A shell with traps stays, so as to act upon them.
  if (shell.isMain && standing.becomes && shell.traps.size === 0)
    return { status: yield* becomeProgram(shell, argv, io) };
  return { status: yield* execute(shell, argv, io, standing) };
}

/** Runs an argument list as the container's main process, the way `exec` and the runtime do. */
export function* becomeProgram(shell: Shell, argv: readonly string[], io: Io): Routine {
  const name = programName(argv);
  const args = argv.slice(1);
  // These become what they are given.
  const given = /^(gosu|su-exec)$/.test(name) ? argv.slice(2) : /^(nohup|setsid|exec)$/.test(name) ? args : [];
  if (given.length > 0) return yield* becomeProgram(shell, given, io);
  shell.isMain = false;
  if (isShell(name) && obstacleTo(shell.container, argv, shell.directory) === undefined)
    return yield* runShell({ shell, name, args, io, ...LAST }, true);
  const term = programOf(shell.container, name)?.term(args) ?? { kind: 'unknown' };
  shell.container.main = { kind: 'program', term };
  return yield* execute(shell, argv, io, LAST);
}

function* execute(shell: Shell, argv: readonly string[], io: Io, standing: Standing): Routine {
  const [program = '', ...args] = argv;
  const name = programName(argv);
  const obstacle = obstacleTo(shell.container, argv, shell.directory);
  if (obstacle !== undefined) {
    shell.container.assume(obstacle.why);
    io.error(`${shell.name}: ${program}: ${obstacle.status === 126 ? 'Permission denied' : 'not found'}\n`);
    return obstacle.status;
  }
  const call: Call = { shell, name, args, io, isLast: standing.isLast, becomes: standing.becomes };
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
