/** Single commands and compound ones, as the syntax tree of a script has them. */
import * as l10n from '@vscode/l10n';
import type { Assignment, Command, CommandNode, CompoundList, TestExpression } from 'unbash';
import { FOREVER, takeStep, type Wait } from '../world/world.ts';
import { compareWith, isTrueOf } from './conditions.ts';
import { isEndless, loop } from './loops.ts';
import { globPattern, textPattern } from './patterns.ts';
import { redirect } from './redirections.ts';
import {
  FOLLOWED,
  type Io,
  type Outcome,
  type Place,
  type Running,
  type Shell,
  setVariable,
  subshell,
} from './shell.ts';
import { expandArithmetic, expandText, expandWords } from './words.ts';

export function* runCommand(shell: Shell, node: CommandNode | CompoundList, io: Io, given: Place): Running {
  // Bash becomes a simple command only, ash whatever stands last.
  const isPlain = node.type === 'Command' && node.redirects.length === 0;
  const place = { ...given, becomes: given.becomes && (isPlain || shell.dialect === 'ash') };
  switch (node.type) {
    case 'Command':
      return yield* runSimple(shell, node, io, place);
    case 'Redirected': {
      const redirected = yield* redirect(shell, node.redirects, io);
      return redirected ? yield* runCommand(shell, node.command, redirected, place) : { status: 1 };
    }
    case 'CompoundList':
      return yield* shell.runList(shell, node.commands, io, place);
    case 'BraceGroup':
      return yield* shell.runList(shell, node.body.commands, io, place);
    case 'Subshell': {
      const { status } = yield* shell.runList(subshell(shell), node.body.commands, { ...io }, place);
      return { status };
    }
    case 'If':
      for (const { clause, then } of [node, ...node.elif]) {
        const asked = yield* shell.runList(shell, clause.commands, io, CONDITION);
        if (asked.jump) return asked;
        if (asked.status === 0) return yield* shell.runList(shell, then.commands, io, place);
      }
      return node.else ? yield* shell.runList(shell, node.else.commands, io, place) : { status: 0 };
    case 'While': {
      const goesOn = (status: number) => (status === 0) === (node.kind === 'while');
      return yield* loop(
        shell,
        io,
        node.body,
        function* () {
          const asked = yield* shell.runList(shell, node.clause.commands, io, CONDITION);
          return asked.jump ? asked : goesOn(asked.status);
        },
        isEndless(node),
      );
    }
    case 'For': {
      const words = node.wordlist ? yield* expandWords(shell, node.wordlist, io) : [...shell.positional];
      return yield* loop(shell, io, node.body, () => {
        const word = words.shift();
        if (word !== undefined) setVariable(shell, node.name.value, word);
        return word !== undefined;
      });
    }
    case 'ArithmeticFor': {
      if (node.initialize) yield* expandArithmetic(shell, node.initialize, io);
      let isFirst = true;
      return yield* loop(shell, io, node.body, function* () {
        if (!isFirst && node.update) yield* expandArithmetic(shell, node.update, io);
        isFirst = false;
        return node.test ? (yield* expandArithmetic(shell, node.test, io)) !== 0 : true;
      });
    }
    case 'Case': {
      const value = yield* expandText(shell, node.word, io);
      for (const { pattern, body } of node.items) {
        for (const word of pattern) {
          if (globPattern(yield* expandText(shell, word, io)).test(value))
            return yield* shell.runList(shell, body.commands, io, place);
        }
      }
      return { status: 0 };
    }
    case 'TestCommand':
      if (shell.dialect === 'dash') return notFound(shell, '[[', io);
      return { status: (yield* runTest(shell, node.expression, io)) ? 0 : 1 };
    case 'ArithmeticCommand': {
      // To others it is a subshell in a subshell.
      if (shell.dialect !== 'bash' && shell.container.isKnown) return notFound(shell, node.body.trim(), io);
      const value = node.expression ? yield* expandArithmetic(shell, node.expression, io) : 0;
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

const CONDITION: Place = { ...FOLLOWED, isCondition: true };

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
  const before = failure(shell, io);
  if (before) return before;
  const redirected = redirects.length > 0 ? yield* redirect(shell, redirects, io) : io;
  const after = failure(shell, io);
  if (after) return after;
  if (!redirected) return { status: shell.dialect === 'dash' ? 2 : 1 };
  // Redirections of nothing else are those of the shell from now on.
  if (argv.length === 1 && argv[0] === 'exec') Object.assign(io, redirected);
  const assignments = prefix.filter((part) => part.type === 'Assignment');
  if (argv.length === 0) {
    for (const assignment of assignments) yield* assign(shell, assignment, io);
    const failed = failure(shell, io);
    if (failed) return failed;
    return { status: assignments.length > 0 ? shell.status : 0 };
  }
  const scope =
    assignments.length > 0
      ? { ...shell, variables: new Map(shell.variables), exported: new Set(shell.exported) }
      : shell;
  for (const assignment of assignments) {
    yield* assign(scope, assignment, io);
    scope.exported.add(assignment.name);
  }

  const body = shell.functions.get(argv[0] ?? '');
  if (!body) {
    const outcome = yield* shell.run(scope, argv, redirected, place);
    // What is put before a builtin holds for it alone, what it sets holds on: `IFS=: read user`.
    const names = new Set(assignments.map((assignment) => assignment.name));
    if (scope !== shell)
      for (const [variable, value] of scope.variables) if (!names.has(variable)) shell.variables.set(variable, value);
    return outcome;
  }
  const { positional, outside } = scope;
  const locals = new Map<string, string | undefined>();
  scope.positional = argv.slice(1);
  scope.outside = locals;
  const outcome = yield* runCommand(scope, body, redirected, { ...place, becomes: false });
  scope.positional = positional;
  scope.outside = outside;
  for (const [local, value] of locals) {
    if (value === undefined) scope.variables.delete(local);
    else scope.variables.set(local, value);
  }
  return outcome.jump === 'return' ? { status: outcome.status } : outcome;
}

/** The end of a script that has a word which cannot be expanded. */
function failure({ name, expansionError }: Shell, io: Io): Outcome | undefined {
  if (expansionError === undefined) return undefined;
  io.error(`${name}: ${expansionError.message}\n`);
  return { status: expansionError.status, jump: 'exit' };
}

export function* assign(shell: Shell, { name, value, append, index }: Assignment, io: Io): Generator<Wait, void, void> {
  if (value.type === 'ArrayValue') {
    const kept = append ? [...(shell.arrays.get(name)?.values() ?? [])] : [];
    const values = [...kept, ...(yield* expandWords(shell, value.elements, io))];
    shell.arrays.set(name, new Map(values.map((each, at) => [`${at}`, each])));
    return;
  }
  shell.status = 0;
  const text = yield* expandText(shell, value, io);
  const array = shell.arrays.get(name);
  if (index !== undefined || array !== undefined) {
    const key = index === undefined ? '0' : yield* expandText(shell, index, io);
    const before = append ? (array?.get(key) ?? '') : '';
    shell.arrays.set(name, new Map(array).set(key, before + text));
    return;
  }
  setVariable(shell, name, append ? (shell.variables.get(name) ?? '') + text : text);
}

/** Of `[[ TEXT =~ PATTERN ]]`, bash keeps what the groups matched. */
function matchText(shell: Shell, text: string, pattern: string): boolean {
  const found = textPattern(pattern, 'E').exec(text);
  if (shell.dialect === 'bash')
    shell.arrays.set('BASH_REMATCH', new Map([...(found ?? [])].map((group = '', at) => [`${at}`, group])));
  return found !== null;
}

function notFound(shell: Shell, name: string, io: Io): Outcome {
  io.error(`${shell.name}: ${name}: not found\n`);
  return { status: 127 };
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
      if (expression.operator === '=~') return matchText(shell, left, right);
      return compareWith(expression.operator, left, right) ?? false;
    }
  }
}
