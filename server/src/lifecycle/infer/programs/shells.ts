/** Shells, and the scripts that they are given. */
import * as l10n from '@vscode/l10n';
import { runScript } from '../shell/script.ts';
import { DEEPEST, type Dialect, environmentOf, LAST, type Shell, subshell } from '../shell/shell.ts';
import { handlerOf } from '../shell/signals.ts';
import type { ContainerWorld } from '../world/container.ts';
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
  let failsInPipes = false;
  while (rest[0]?.startsWith('-') || rest[0]?.startsWith('+')) {
    const option = rest.shift() ?? '';
    if (option === '--') break;
    if (/^-[a-z]*c/i.test(option)) hasScript = true;
    if (/^-[a-z]*e/.test(option)) exitsOnError = true;
    if (/^-[a-z]*u/.test(option)) failsUnset = true;
    if (/^-[a-z]*o$/.test(option)) {
      const setting = rest.shift();
      if (setting === 'pipefail') failsInPipes = true;
      if (setting === 'errexit') exitsOnError = true;
      if (setting === 'nounset') failsUnset = true;
    }
  }
  const [first, ...others] = rest;
  const dialect = dialectOf(container, name);
  const inner: Shell = {
    ...subshell(outer),
    variables: environmentOf(outer),
    arrays: new Map(),
    name: hasScript ? (others[0] ?? name) : (first ?? name),
    positional: hasScript ? others.slice(1) : others,
    functions: new Map(),
    status: 0,
    exitsOnError,
    failsUnset,
    exportsAll: false,
    failsInPipes,
    expansionError: undefined,
    outside: undefined,
    dialect,
    isMain,
    pid: isMain ? 1 : container.world.processes.length + FIRST_PID,
  };
  const process = isMain ? undefined : container.world.current;
  if (process) process.onSignal = handlerOf(inner);
  if (isMain) container.main = { kind: 'shell', traps: inner.traps, pending: inner.pending };
  const script = first ?? '';
  // Of a script that it is given as an argument, bash and ash become the last command; ash reads on after a line break.
  const becomes = dialect === 'bash' || (dialect === 'ash' && !script.endsWith('\n'));
  if (hasScript) return yield* runScript(inner, script, { ...io }, { ...LAST, becomes });
  if (first === undefined) {
    if (io.input !== '') return yield* runScript(inner, io.input, { ...io, input: '' }, LAST);
    if (isMain && container.isInteractive) yield FOREVER;
    return 0;
  }
  const file = lookUp(inner.files, resolvePath(first, inner.directory));
  if (file?.content) return yield* runScript(inner, file.content, { ...io }, LAST);
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

/** Runs a file as a script of its own, by the interpreter that its first line names. */
export function* runFile(call: Call, program: string, content: string): Routine {
  const { shell, args, io } = call;
  const [, path = '', option] = /^#!\s*(\S+)(?:[ \t]+(.*\S))?/.exec(content) ?? [];
  const interpreter = path.endsWith('/env') ? (option ?? '') : path;
  const name = interpreter.split('/').at(-1) ?? '';
  if (interpreter !== '' && !isShell(name)) {
    if (shell.depth >= DEEPEST) return 126;
    const nested = { ...shell, depth: shell.depth + DEEPEST / MOST_INTERPRETERS };
    const options = option === undefined || path.endsWith('/env') ? [] : [option];
    return (yield* shell.run(nested, [interpreter, ...options, program, ...args], io, call)).status;
  }
  if (interpreter !== '' && shell.find(shell.container, interpreter) === undefined) {
    shell.container.assume(l10n.t('there is no `{0}`, which the first line of `{1}` asks for', interpreter, program));
    io.error(`${shell.name}: ${program}: not found\n`);
    return 127;
  }
  const inner: Shell = {
    ...subshell(shell),
    variables: environmentOf(shell),
    arrays: new Map(),
    name: program,
    positional: args,
    functions: new Map(),
    exitsOnError: /^-[a-z]*e/.test(option ?? ''),
    dialect: name === '' ? shell.dialect : dialectOf(shell.container, name),
    pid: shell.container.world.processes.length + FIRST_PID,
  };
  return yield* runScript(inner, content, { ...io }, LAST);
}

/** Scripts that are interpreters of scripts: Linux goes along with so many. */
const MOST_INTERPRETERS = 4;

/** Process ids that stand for shells within others. */
const FIRST_PID = 100;

function dialectOf({ sh }: ContainerWorld, name: string): Dialect {
  if (name === 'sh') return sh;
  return name === 'dash' || name === 'ash' ? name : 'bash';
}
