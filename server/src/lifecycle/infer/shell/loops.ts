/** Loops, which end, go round for ever, or need not be followed any further. */
import * as l10n from '@vscode/l10n';
import type { CompoundList, While } from 'unbash';
import { goOnGrowing, useCpu } from '../world/usage.ts';
import { FOREVER, isEverythingElseQuiet, takeStep, type Wait } from '../world/world.ts';
import { runTraps } from './script.ts';
import { FOLLOWED, type Io, type Outcome, type Running, type Shell } from './shell.ts';

type Condition = () => boolean | Generator<Wait, boolean | Outcome, void>;

/** A loop that asks for nothing, and has no way out. */
export function isEndless({ kind, clause, body }: While): boolean {
  const command = clause.commands.length === 1 ? clause.commands[0]?.command : undefined;
  const isConstant = command?.type === 'Command' && command.name?.text === (kind === 'while' ? 'true' : 'false');
  const isColon = command?.type === 'Command' && command.name?.text === ':' && kind === 'while';
  return (isConstant || isColon) && !/"(exit|break|return|exec|kill)"/.test(JSON.stringify(body));
}

/** Rounds of an endless loop that are followed: what it does to files shows by then. */
const FOLLOWED_ROUNDS = 60;

export function* loop(shell: Shell, io: Io, body: CompoundList, goesOn: Condition, endless = false): Running {
  let outcome: Outcome = { status: 0 };
  let rounds = 0;
  const begun = shell.world.now;
  let before = snapshot(shell);
  for (;;) {
    const asking = goesOn();
    const asked = typeof asking === 'boolean' ? asking : yield* asking;
    if (typeof asked === 'object') return asked;
    if (!asked) break;
    outcome = yield* shell.runList(shell, body.commands, io, FOLLOWED);
    if (outcome.jump === 'break' || outcome.jump === 'continue') {
      const levels = (outcome.levels ?? 1) - 1;
      if (levels > 0) return { ...outcome, levels };
      if (outcome.jump === 'break') {
        outcome = { status: 0 };
        break;
      }
      outcome = { status: 0 };
    } else if (outcome.jump) {
      return outcome;
    }
    if (endless && ++rounds >= FOLLOWED_ROUNDS && !shell.world.isSignalPending) {
      if (snapshot(shell).time === before.time) useCpu(shell.container, 1, Infinity);
      goOnGrowing(shell.container, begun);
      shell.world.isFrozen = true;
      yield FOREVER;
    }
    before = yield* goRound(shell, before);
    const signalled = yield* runTraps(shell, io);
    if (signalled) return signalled;
  }
  if (shell.world.current) shell.world.current.isIdle = false;
  return outcome;
}

interface Snapshot {
  readonly state: string;
  readonly time: number;
}

function snapshot({ world, variables }: Shell): Snapshot {
  return { state: `${world.version}\n${JSON.stringify([...variables])}`, time: world.now };
}

/** A round that changed nothing will be followed by others like it: such a loop need not be stepped through. */
function* goRound(shell: Shell, before: Snapshot): Generator<Wait, Snapshot, void> {
  const { world, container } = shell;
  const process = world.current;
  const after = snapshot(shell);
  if (!takeStep(world)) {
    container.assume(l10n.t('a loop is not followed to its end, and assumed to go on for ever'));
    if (after.time === before.time) useCpu(container, 1, Infinity);
    yield FOREVER;
  }
  if (after.state === before.state && process) {
    process.isIdle = !container.readsClock;
    const neverSleeps = after.time === before.time;
    if (process.isIdle && !world.isSignalPending && isEverythingElseQuiet(world, process)) {
      if (neverSleeps) useCpu(container, 1, Infinity);
      yield FOREVER;
    }
    // A loop that never sleeps would hold up the others.
    if (neverSleeps) {
      useCpu(container, 1, 1);
      yield { seconds: 1 };
    }
  } else if (process) {
    process.isIdle = false;
  }
  return { ...after, time: world.now };
}
