/** Text that is run: scripts with what they do at their end, and the actions of traps. */
import * as l10n from '@vscode/l10n';
import { parse } from 'unbash';
import { FOREVER, type Routine, takeStep, type Wait } from '../world/world.ts';
import { syntaxProblem } from './dialects.ts';
import { FOLLOWED, type Io, type Outcome, type Running, type Shell, type Standing } from './shell.ts';

/** Runs a whole script to its exit status. */
export function* runScript(shell: Shell, text: string, io: Io, where: Standing): Routine {
  const outcome = yield* runText(shell, text, io, where);
  const atExit = shell.traps.get('EXIT');
  if (atExit === undefined) return outcome.status;
  shell.traps.delete('EXIT');
  const last = yield* runText(shell, atExit, io, FOLLOWED);
  return last.jump === 'exit' ? last.status : outcome.status;
}

/** Runs text in the shell itself, as `eval` and `.` do. */
export function* runText(shell: Shell, text: string, io: Io, where: Standing): Running {
  const script = parse(text);
  const dialect = shell.container.isKnown ? shell.dialect : 'bash';
  const problem = syntaxProblem(script, text, dialect);
  const place = problem === undefined ? { isLast: where.isLast, becomes: where.becomes, isCondition: false } : FOLLOWED;
  if (problem === undefined) return yield* shell.runList(shell, script.commands, io, place);
  // A shell reads line by line: what stands on the lines before has been run by then.
  const line = text.lastIndexOf('\n', problem.pos - 1);
  const before = script.commands.filter(({ end }) => end <= line);
  const outcome = yield* shell.runList(shell, before, io, place);
  if (outcome.jump) return outcome;
  io.error(`${shell.name}: syntax error: ${problem.message}\n`);
  shell.container.assume(l10n.t('`{0}` ends at a syntax error: {1}', shell.name, problem.message));
  return { status: 2, jump: 'exit' };
}

/** Acts upon signals that came while a command ran in the foreground. */
export function* runTraps(shell: Shell, io: Io): Generator<Wait, Outcome | undefined, void> {
  for (let signal = shell.pending.shift(); signal !== undefined; signal = shell.pending.shift()) {
    // An action may send its own signal again.
    if (!takeStep(shell.world)) yield FOREVER;
    const { status } = shell;
    const outcome = yield* runText(shell, shell.traps.get(signal) ?? '', io, FOLLOWED);
    if (outcome.jump === 'exit') return outcome;
    shell.status = status;
  }
  return undefined;
}
