/** A POSIX shell over virtual time: runs the syntax tree of a script as `sh` in a container would. */
import * as l10n from '@vscode/l10n';
import {
  type AndOr,
  type Assignment,
  type Command,
  type CommandNode,
  type CompoundList,
  type Pipeline,
  type PipelineNode,
  parse,
  type Redirection,
  type Statement,
  type TestExpression,
  type While,
} from 'unbash';
import { isStream } from '../programs/disk.ts';
import { type ContainerWorld, goOnGrowing, useCpu } from '../world/container.ts';
import { type FileSystem, lookUp, resolvePath, writeFile } from '../world/files.ts';
import { isLocal, listenerOn } from '../world/ports.ts';
import {
  endProcess,
  FOREVER,
  isEverythingElseQuiet,
  noteChange,
  type Process,
  type Routine,
  spawn,
  takeStep,
  type Wait,
  type World,
} from '../world/world.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { compareWith, isTrueOf } from './conditions.ts';
import { globPattern } from './patterns.ts';
import { expandText, expandWords } from './words.ts';

export interface Shell {
  readonly world: World;
  readonly container: ContainerWorld;
  readonly files: FileSystem;
  readonly variables: Map<string, string>;
  readonly functions: Map<string, CommandNode | CompoundList>;
  /** Actions by signal name, without `SIG`. */
  readonly traps: Map<string, string>;
  readonly jobs: Process[];
  /** Signals that came and have not been acted upon. */
  readonly pending: string[];
  positional: readonly string[];
  readonly name: string;
  directory: string;
  status: number;
  exitsOnError: boolean;
  /** `set -o pipefail`. */
  failsInPipes: boolean;
  /** Whether it is bash, which knows more than POSIX. */
  readonly isBash: boolean;
  /** Whether it is the container's main process. */
  isMain: boolean;
  /** Whether it has but one command, and so becomes that program instead of waiting for it. */
  readonly becomesProgram: boolean;
  /** Whether programs that are not known are taken to end at once, wherever they stand: in probes and init containers. */
  readonly isBrief: boolean;
  /** How many lists of commands are being run, one within the other. */
  depth: number;
}

/** Standard input, and where output goes. */
export interface Io {
  readonly input: string;
  /** How much of the input `read` has taken. */
  readonly taken?: { characters: number };
  /** Bytes of no interest that come from standard input besides. */
  readonly piped?: number;
  /** Counts such bytes where standard output goes to another program. */
  readonly pipe?: { bytes: number } | undefined;
  /** The file that standard output goes to. */
  readonly target?: string | undefined;
  out(text: string): void;
  error(text: string): void;
}

/** What a command left behind: its status, and whether the shell jumps. */
export interface Outcome {
  readonly status: number;
  readonly jump?: 'exit' | 'return' | 'break' | 'continue';
  /** Loops still to leave. */
  readonly levels?: number;
}

/** Where a command stands. */
interface Place {
  /** Nothing of the script comes after it. */
  readonly isLast: boolean;
  /** Its failure is asked for, so that `set -e` does not apply. */
  readonly isCondition: boolean;
}

/** Runs a builtin or a program. */
export type Runner = (shell: Shell, argv: readonly string[], io: Io, isLast: boolean) => Generator<Wait, Outcome, void>;

type Running = Generator<Wait, Outcome, void>;

/** A copy for a subshell or a background job: what it sets is not seen outside. */
export function subshell(shell: Shell): Shell {
  return {
    ...shell,
    variables: new Map(shell.variables),
    functions: new Map(shell.functions),
    traps: new Map(),
    jobs: [],
    pending: [],
    isMain: false,
  };
}

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
  return yield* runStatements(shell, script.commands, io, { isLast, isCondition: false });
}

/** Deepest nesting of functions, groups and subshells. */
const DEEPEST = 100;

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
    const isLast = place.isLast && index === statements.length - 1;
    outcome = yield* runStatement(shell, statement, io, { ...place, isLast });
    shell.status = outcome.status;
    if (outcome.jump) return outcome;
    const signalled = yield* runTraps(shell, io);
    if (signalled) return signalled;
  }
  return outcome;
}

/** Acts upon signals that came while a command ran in the foreground. */
function* runTraps(shell: Shell, io: Io): Generator<Wait, Outcome | undefined, void> {
  for (let signal = shell.pending.shift(); signal !== undefined; signal = shell.pending.shift()) {
    const { status } = shell;
    const outcome = yield* runText(shell, shell.traps.get(signal) ?? '', io, false);
    if (outcome.jump === 'exit') return outcome;
    shell.status = status;
  }
  return undefined;
}

function* runStatement(shell: Shell, { command, background }: Statement, io: Io, place: Place): Running {
  if (!background) return yield* runNode(shell, command, io, place);
  const inner = subshell(shell);
  const job = spawn(shell.world, shell.container.name, jobRoutine(inner, command, io));
  shell.jobs.push(job);
  shell.variables.set('!', `${job.id}`);
  return { status: 0 };
}

function* jobRoutine(shell: Shell, command: Statement['command'], io: Io): Routine {
  const { status } = yield* runNode(shell, command, io, { isLast: true, isCondition: false });
  return status;
}

function* runNode(shell: Shell, node: PipelineNode | AndOr, io: Io, place: Place): Running {
  if (node.type === 'AndOr') return yield* runAndOr(shell, node, io, place);
  const isNegated = node.type === 'Pipeline' && node.prefixes.some(({ type }) => type === 'Negation');
  const outcome =
    node.type === 'Pipeline' ? yield* runPipeline(shell, node, io, place) : yield* runCommand(shell, node, io, place);
  const fails = shell.exitsOnError && !place.isCondition && !isNegated && !outcome.jump && outcome.status !== 0;
  return fails ? { status: outcome.status, jump: 'exit' } : outcome;
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
    const stagePlace = { isLast: place.isLast, isCondition: place.isCondition || isNegated || !isFinal };
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

function* runCommand(shell: Shell, node: CommandNode | CompoundList, io: Io, place: Place): Running {
  switch (node.type) {
    case 'Command':
      return yield* runSimple(shell, node, io, place);
    case 'Redirected': {
      const redirected = yield* redirect(shell, node.redirects, io);
      return redirected ? yield* runCommand(shell, node.command, redirected, place) : { status: 1 };
    }
    case 'CompoundList':
      return yield* runStatements(shell, node.commands, io, place);
    case 'BraceGroup':
      return yield* runStatements(shell, node.body.commands, io, place);
    case 'Subshell': {
      const { status } = yield* runStatements(subshell(shell), node.body.commands, io, place);
      return { status };
    }
    case 'If':
      for (const { clause, then } of [node, ...node.elif]) {
        const asked = yield* runStatements(shell, clause.commands, io, CONDITION);
        if (asked.jump) return asked;
        if (asked.status === 0) return yield* runStatements(shell, then.commands, io, place);
      }
      return node.else ? yield* runStatements(shell, node.else.commands, io, place) : { status: 0 };
    case 'While': {
      const goesOn = (status: number) => (status === 0) === (node.kind === 'while');
      return yield* loop(
        shell,
        io,
        node.body,
        function* () {
          const asked = yield* runStatements(shell, node.clause.commands, io, CONDITION);
          return asked.jump ? asked : goesOn(asked.status);
        },
        isEndless(node),
      );
    }
    case 'For': {
      const words = node.wordlist ? yield* expandWords(shell, node.wordlist, io) : [...shell.positional];
      return yield* loop(shell, io, node.body, () => {
        const word = words.shift();
        if (word !== undefined) shell.variables.set(node.name.value, word);
        return word !== undefined;
      });
    }
    case 'ArithmeticFor': {
      if (node.initialize) yield* evaluateArithmetic(shell, node.initialize, io);
      let isFirst = true;
      return yield* loop(shell, io, node.body, function* () {
        if (!isFirst && node.update) yield* evaluateArithmetic(shell, node.update, io);
        isFirst = false;
        return node.test ? (yield* evaluateArithmetic(shell, node.test, io)) !== 0 : true;
      });
    }
    case 'Case': {
      const value = yield* expandText(shell, node.word, io);
      for (const { pattern, body } of node.items) {
        for (const word of pattern) {
          if (globPattern(yield* expandText(shell, word, io)).test(value))
            return yield* runStatements(shell, body.commands, io, place);
        }
      }
      return { status: 0 };
    }
    case 'TestCommand':
      return { status: (yield* runTest(shell, node.expression, io)) ? 0 : 1 };
    case 'ArithmeticCommand': {
      const value = node.expression ? yield* evaluateArithmetic(shell, node.expression, io) : 0;
      return { status: value !== 0 ? 0 : 1 };
    }
    case 'Function':
      shell.functions.set(node.name.value, node.body);
      return { status: 0 };
    case 'Select':
    case 'Coproc':
      shell.container.assume(
        l10n.t('`{0}` is not followed and assumed to do nothing', node.type === 'Select' ? 'select' : 'coproc'),
      );
      return { status: 0 };
  }
}

const CONDITION: Place = { isLast: false, isCondition: true };

type Condition = () => boolean | Generator<Wait, boolean | Outcome, void>;

/** A loop that asks for nothing, and has no way out. */
function isEndless({ kind, clause, body }: While): boolean {
  const command = clause.commands.length === 1 ? clause.commands[0]?.command : undefined;
  const isConstant = command?.type === 'Command' && command.name?.text === (kind === 'while' ? 'true' : 'false');
  const isColon = command?.type === 'Command' && command.name?.text === ':' && kind === 'while';
  return (isConstant || isColon) && !/"(exit|break|return|exec|kill)"/.test(JSON.stringify(body));
}

/** Rounds of an endless loop that are followed: what it does to files shows by then. */
const FOLLOWED_ROUNDS = 60;

function* loop(shell: Shell, io: Io, body: CompoundList, goesOn: Condition, endless = false): Running {
  let outcome: Outcome = { status: 0 };
  let rounds = 0;
  const begun = shell.world.now;
  let before = snapshot(shell);
  for (;;) {
    const asking = goesOn();
    const asked = typeof asking === 'boolean' ? asking : yield* asking;
    if (typeof asked === 'object') return asked;
    if (!asked) break;
    outcome = yield* runStatements(shell, body.commands, io, { isLast: false, isCondition: false });
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

function* runSimple(shell: Shell, command: Command, io: Io, place: Place): Running {
  if (!takeStep(shell.world)) {
    shell.container.assume(l10n.t('the script is not followed to its end, and assumed to go on for ever'));
    yield FOREVER;
  }
  const { name, prefix, args, redirects } = command;
  const argv = name ? yield* expandWords(shell, [name], io) : [];
  for (const arg of args) {
    if (arg.type === 'Word') argv.push(...(yield* expandWords(shell, [arg], io)));
    else if (arg.value.type === 'Word') argv.push(`${arg.name}=${yield* expandText(shell, arg.value, io)}`);
  }
  const redirected = redirects.length > 0 ? yield* redirect(shell, redirects, io) : io;
  if (!redirected) return { status: 1 };
  const assignments = prefix.filter((part) => part.type === 'Assignment');
  if (argv.length === 0) {
    for (const assignment of assignments) yield* assign(shell, assignment, io);
    return { status: assignments.length > 0 ? shell.status : 0 };
  }
  const scope = assignments.length > 0 ? { ...shell, variables: new Map(shell.variables) } : shell;
  for (const assignment of assignments) yield* assign(scope, assignment, io);

  const body = shell.functions.get(argv[0] ?? '');
  if (!body) return yield* shell.container.run(scope, argv, redirected, place.isLast);
  const outer = scope.positional;
  scope.positional = argv.slice(1);
  const outcome = yield* runCommand(scope, body, redirected, place);
  scope.positional = outer;
  return outcome.jump === 'return' ? { status: outcome.status } : outcome;
}

export function* assign(shell: Shell, { name, value, append }: Assignment, io: Io): Generator<Wait, void, void> {
  if (value.type === 'ArrayValue') {
    shell.container.assume(l10n.t('bash arrays are not followed'));
    return;
  }
  shell.status = 0;
  const text = yield* expandText(shell, value, io);
  shell.variables.set(name, append ? (shell.variables.get(name) ?? '') + text : text);
}

/** The input and output that redirections make; undefined when one fails. */
function* redirect(shell: Shell, redirections: readonly Redirection[], io: Io): Generator<Wait, Io | undefined, void> {
  let { input, out, error, piped = 0, pipe, target: outputFile } = io;
  for (const redirection of redirections) {
    if (redirection.type === 'HereDoc') {
      const { body, delimiter } = redirection;
      input =
        delimiter?.quoted || !body.parts
          ? body.text
          : yield* expandText(shell, { ...body, type: 'Word', value: body.text, parts: body.parts }, io);
      continue;
    }
    if (!redirection.target) continue;
    const target = yield* expandText(shell, redirection.target, io);
    if (redirection.type === 'HereString') {
      input = `${target}\n`;
      continue;
    }
    const fd = redirection.descriptor?.type === 'FileDescriptor' ? redirection.descriptor.value : undefined;
    if (redirection.operator === '>&' && /^[12-]$/.test(target)) {
      const sink = target === '1' ? out : target === '2' ? error : () => {};
      if ((fd ?? 1) === 1) out = sink;
      else if (fd === 2) error = sink;
      continue;
    }
    const path = resolvePath(target, shell.directory);
    const [, host, port] = (shell.isBash && /^\/dev\/tcp\/([^/]+)\/(\d+)$/.exec(path)) || [];
    if (host !== undefined) {
      if (!isLocal(host) || listenerOn(shell.container, Number(port))) continue;
      io.error(`${shell.name}: connect: Connection refused\n`);
      return undefined;
    }
    if (redirection.operator.startsWith('<')) {
      const file = lookUp(shell.files, path);
      if (!file) {
        io.error(`${shell.name}: can't open ${target}: no such file\n`);
        return undefined;
      }
      input = file.content;
      piped = isStream(path) ? Infinity : (file.size ?? 0);
      continue;
    }
    const isAppending = redirection.operator.endsWith('>>');
    const problem = writeFile(shell.files, path, '', isAppending);
    if (problem) {
      io.error(
        `${shell.name}: can't create ${target}: ${problem === 'No such file or directory' ? 'nonexistent directory' : problem}\n`,
      );
      return undefined;
    }
    const sink =
      path === '/dev/stderr'
        ? io.error
        : path === '/dev/stdout' || path === '/proc/1/fd/1'
          ? io.out
          : (text: string) => void writeFile(shell.files, path, text, true);
    const isBoth = redirection.operator.startsWith('&') || (redirection.operator === '>&' && fd === undefined);
    if (isBoth || (fd ?? 1) === 1) {
      out = sink;
      pipe = undefined;
      outputFile = path;
    }
    if (isBoth || fd === 2) error = sink;
  }
  const taken = input === io.input ? io.taken : { characters: 0 };
  return { input, ...(taken && { taken }), out, error, piped, pipe, target: outputFile };
}

function* runTest(shell: Shell, expression: TestExpression, io: Io): Generator<Wait, boolean, void> {
  switch (expression.type) {
    case 'TestLogical': {
      const isAnd = expression.operator === '&&';
      for (const operand of expression.operands) if ((yield* runTest(shell, operand, io)) !== isAnd) return !isAnd;
      return isAnd;
    }
    case 'TestNot':
      return (yield* runTest(shell, expression.operand, io)) !== (expression.negations.length % 2 === 1);
    case 'TestGroup':
      return yield* runTest(shell, expression.expression, io);
    case 'TestUnary':
      return isTrueOf(shell, expression.operator, yield* expandText(shell, expression.operand, io));
    case 'TestBinary': {
      const left = yield* expandText(shell, expression.left, io);
      const right = yield* expandText(shell, expression.right, io);
      if (expression.operator === '=' || expression.operator === '==') return globPattern(right).test(left);
      if (expression.operator === '!=') return !globPattern(right).test(left);
      return compareWith(expression.operator, left, right) ?? false;
    }
  }
}

/** What `kill` does to a job of this shell. */
export function signalJob(shell: Shell, id: number, status: number): boolean {
  const process = shell.world.processes.find((other) => other.id === id && other.owner === shell.container.name);
  if (!process || process.status !== undefined) return false;
  endProcess(shell.world, process, status);
  noteChange(shell.world);
  return true;
}
