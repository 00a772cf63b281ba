/** Text that is run: scripts with what they do at their end, and the actions of traps. */
import { parse } from 'unbash';
import type { Routine, Wait } from '../world/world.ts';
import type { Io, Outcome, Running, Shell } from './shell.ts';

/** Runs a whole script to its exit status. */
export function* runScript(shell: Shell, text: string, io: Io, isLast = true): Routine {
  const outcome = yield* runText(shell, text, io, isLast);
  const atExit = shell.traps.get('EXIT');
  if (atExit === undefined) return outcome.status;
  shell.traps.delete('EXIT');
  const last = yield* runText(shell, atExit, io, false);
  return last.jump === 'exit' ? last.status : outcome.status;
}

/** Runs text in the shell itself, as `eval` and `.` do. */
export function* runText(shell: Shell, text: string, io: Io, isLast: boolean): Running {
  const script = parse(text);
  const [error] = script.errors ?? [];
  if (error) {
    io.error(`${shell.name}: syntax error: ${error.message}\n`);
    return { status: 2, jump: 'exit' };
  }
  return yield* shell.runList(shell, script.commands, io, { isLast, isCondition: false });
}

/** Acts upon signals that came while a command ran in the foreground. */
export function* runTraps(shell: Shell, io: Io): Generator<Wait, Outcome | undefined, void> {
  for (let signal = shell.pending.shift(); signal !== undefined; signal = shell.pending.shift()) {
    const { status } = shell;
    const outcome = yield* runText(shell, shell.traps.get(signal) ?? '', io, false);
    if (outcome.jump === 'exit') return outcome;
    shell.status = status;
  }
  return undefined;
}
