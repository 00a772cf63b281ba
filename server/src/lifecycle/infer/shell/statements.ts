/** Lists of commands: one after the other, depending on each other, in pipelines, and in the background. */
import * as l10n from '@vscode/l10n';
import type { AndOr, Pipeline, PipelineNode, Statement } from 'unbash';
import { type Routine, spawn } from '../world/world.ts';
import { runCommand } from './commands.ts';
import { runText, runTraps } from './script.ts';
import {
  DEEPEST,
  FOLLOWED,
  type Io,
  LAST,
  type Outcome,
  type Place,
  type Running,
  type Shell,
  subshell,
} from './shell.ts';
import { handlerOf } from './signals.ts';

export function* runStatements(shell: Shell, statements: readonly Statement[], io: Io, place: Place): Running {
  if (shell.depth >= DEEPEST) {
    shell.container.assume(l10n.t('commands are nested too deeply to be followed, and assumed to fail'));
    return { status: 2, jump: 'exit' };
  }
  shell.depth++;
  const outcome = yield* runList(shell, statements, io, place);
  shell.depth--;
  return outcome;
}

function* runList(shell: Shell, statements: readonly Statement[], io: Io, place: Place): Running {
  let outcome: Outcome = { status: 0 };
  for (const [index, statement] of statements.entries()) {
    const isFinal = index === statements.length - 1;
    outcome = yield* runStatement(shell, statement, io, isFinal ? place : { ...place, isLast: false, becomes: false });
    shell.status = outcome.status;
    if (outcome.jump) return outcome;
    const signalled = yield* runTraps(shell, io);
    if (signalled) return signalled;
  }
  return outcome;
}

function* runStatement(shell: Shell, { command, background }: Statement, io: Io, place: Place): Running {
  if (!background) return yield* runNode(shell, command, io, place);
  const inner = subshell(shell);
  const job = spawn(shell.world, shell.container.name, jobRoutine(inner, command, { ...io }));
  job.onSignal = handlerOf(inner);
  shell.jobs.push(job);
  shell.variables.set('!', `${job.id}`);
  return { status: 0 };
}

function* jobRoutine(shell: Shell, command: Statement['command'], io: Io): Routine {
  const { status } =
    command.type === 'Subshell'
      ? yield* runStatements(shell, command.body.commands, io, LAST)
      : yield* runNode(shell, command, io, LAST);
  const signalled = yield* runTraps(shell, io);
  return signalled?.status ?? status;
}

function* runNode(shell: Shell, node: PipelineNode | AndOr, io: Io, place: Place): Running {
  if (node.type === 'AndOr') return yield* runAndOr(shell, node, io, place);
  const isNegated = node.type === 'Pipeline' && node.prefixes.some(({ type }) => type === 'Negation');
  const outcome =
    node.type === 'Pipeline' ? yield* runPipeline(shell, node, io, place) : yield* runCommand(shell, node, io, place);
  const fails = !place.isCondition && !isNegated && !outcome.jump && outcome.status !== 0;
  const atError = fails && shell.dialect === 'bash' ? shell.traps.get('ERR') : undefined;
  if (atError !== undefined) {
    shell.status = outcome.status;
    const trapped = yield* runText(shell, atError, io, FOLLOWED);
    if (trapped.jump === 'exit') return trapped;
  }
  return fails && shell.exitsOnError ? { status: outcome.status, jump: 'exit' } : outcome;
}

function* runAndOr(shell: Shell, { commands, operators }: AndOr, io: Io, place: Place): Running {
  let outcome: Outcome = { status: 0 };
  const lastAnd = operators.lastIndexOf('&&');
  for (const [index, command] of commands.entries()) {
    const operator = operators[index - 1];
    if (operator !== undefined && (outcome.status === 0) !== (operator === '&&')) continue;
    const isFinal = index === commands.length - 1;
    outcome = yield* runNode(shell, command, io, {
      isLast: place.isLast && lastAnd < index,
      becomes: place.becomes && isFinal,
      isCondition: place.isCondition || !isFinal,
    });
    shell.status = outcome.status;
    if (outcome.jump) return outcome;
  }
  return outcome;
}

/** The stages run one after the other, each on what the one before it wrote. */
function* runPipeline(shell: Shell, { prefixes, commands }: Pipeline, io: Io, place: Place): Running {
  const isNegated = prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1;
  let input = io.input;
  let piped = io.piped ?? 0;
  let failure = 0;
  let outcome: Outcome = { status: 0 };
  for (const [index, command] of commands.entries()) {
    const counted = { bytes: 0 };
    const isFinal = index === commands.length - 1;
    let written = '';
    const stageIo: Io = isFinal
      ? { ...io, input, taken: { characters: 0 }, piped }
      : {
          input,
          taken: { characters: 0 },
          piped,
          pipe: counted,
          error: io.error,
          out: (text) => {
            written = (written + text).slice(-LONGEST_OUTPUT);
          },
        };
    const stageShell = commands.length > 1 ? subshell(shell) : shell;
    const isAlone = commands.length === 1 && !isNegated;
    const stagePlace = {
      isLast: place.isLast,
      becomes: place.becomes && isAlone,
      isCondition: place.isCondition || isNegated || !isFinal,
    };
    outcome = yield* runNode(stageShell, command, stageIo, stagePlace);
    if (commands.length > 1) outcome = { status: outcome.status };
    if (outcome.status !== 0) failure = outcome.status;
    input = written;
    piped = counted.bytes;
  }
  if (shell.failsInPipes && !outcome.jump) outcome = { ...outcome, status: failure };
  return isNegated && !outcome.jump ? { status: outcome.status === 0 ? 1 : 0 } : outcome;
}

const LONGEST_OUTPUT = 65_536;
