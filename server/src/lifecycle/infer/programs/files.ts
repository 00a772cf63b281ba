/** Tools that make files, take them away, and look at them. */

import { globPattern } from '../shell/patterns.ts';
import { readClock } from '../world/container.ts';
import {
  growFile,
  listDirectory,
  lookUp,
  makeDirectory,
  makeExecutable,
  remove,
  resolvePath,
  writeFile,
} from '../world/files.ts';
import { copyBulk, pourInto } from './disk.ts';
import { type Call, complain, hasFlag, operandsOf, type Programs, pathOf, print, runForever } from './program.ts';
import { EPOCH } from './system.ts';

export const FILE_PROGRAMS: Programs = {
  touch: (call) => {
    let status = 0;
    for (const operand of operandsOf(call.args)) {
      const problem = writeFile(call.shell.files, pathOf(call, operand), '', true);
      if (!problem || problem === 'Is a directory') continue;
      status = 1;
      const isGnu = call.shell.container.family === 'gnu';
      call.io.error(isGnu ? `touch: cannot touch '${operand}': ${problem}\n` : `touch: ${operand}: ${problem}\n`);
    }
    return status;
  },
  rm: (call) => {
    let status = 0;
    const isForced = hasFlag(call.args, 'f');
    for (const operand of operandsOf(call.args)) {
      const path = pathOf(call, operand);
      const node = lookUp(call.shell.files, path);
      if (!node) {
        if (!isForced) status = complain(call, operand, 'No such file or directory', "can't remove");
      } else if (node.kind === 'directory' && !hasFlag(call.args, 'r') && !hasFlag(call.args, 'R')) {
        status = complain(call, operand, 'Is a directory', "can't remove");
      } else {
        const problem = remove(call.shell.files, path);
        if (problem) status = complain(call, operand, problem, "can't remove");
      }
    }
    return status;
  },
  rmdir: (call) => {
    for (const operand of operandsOf(call.args)) remove(call.shell.files, pathOf(call, operand));
    return 0;
  },
  mkdir: (call) => {
    let status = 0;
    for (const operand of operandsOf(call.args)) {
      const problem = makeDirectory(call.shell.files, pathOf(call, operand), hasFlag(call.args, 'p'));
      if (problem) status = complain(call, operand, problem, "can't create directory");
    }
    return status;
  },
  cat: (call) => {
    const operands = operandsOf(call.args);
    const bulk = copyBulk(call, operands);
    if (bulk) return bulk;
    if (operands.length === 0 && call.io.input === '' && call.shell.container.isInteractive) return runForever();
    let status = 0;
    for (const operand of operands.length > 0 ? operands : ['-']) {
      const node = operand === '-' ? undefined : lookUp(call.shell.files, pathOf(call, operand));
      if (operand === '-') call.io.out(call.io.input);
      else if (!node) status = complain(call, operand, 'No such file or directory');
      else if (node.kind === 'directory') {
        call.io.error(
          call.shell.container.family === 'gnu'
            ? `cat: ${operand}: Is a directory\n`
            : 'cat: read error: Is a directory\n',
        );
        status = 1;
      } else call.io.out(node.content);
    }
    return status;
  },
  chmod,
  mktemp,
  cp: (call) => move(call, false),
  mv: (call) => move(call, true),
  ln,
  readlink: ({ args, io, shell }) => print(io, resolvePath(operandsOf(args).at(-1) ?? '', shell.directory)),
  realpath: ({ args, io, shell }) => print(io, resolvePath(operandsOf(args).at(-1) ?? '', shell.directory)),
  ls: (call) => {
    let status = 0;
    const operands = operandsOf(call.args);
    for (const operand of operands.length > 0 ? operands : ['.']) {
      const node = lookUp(call.shell.files, pathOf(call, operand));
      if (!node) {
        call.io.error(
          call.shell.container.family === 'gnu'
            ? `ls: cannot access '${operand}': No such file or directory\n`
            : `ls: ${operand}: No such file or directory\n`,
        );
        status = call.shell.container.family === 'gnu' ? 2 : 1;
      } else if (node.kind === 'file') call.io.out(`${operand}\n`);
      else for (const name of listDirectory(call.shell.files, pathOf(call, operand))) call.io.out(`${name}\n`);
    }
    return status;
  },
  stat: (call) => {
    const operands = operandsOf(call.args).filter((arg) => !arg.startsWith('%'));
    const node = lookUp(call.shell.files, pathOf(call, operands.at(-1) ?? ''));
    if (!node) return complain(call, operands.at(-1) ?? '', 'No such file or directory', "can't stat");
    call.io.out(
      call.args.some((arg) => arg.includes('%Y')) ? `${EPOCH + Math.floor(node.modified)}\n` : `${operands.at(-1)}\n`,
    );
    return 0;
  },
  find: (call) => {
    const [start = '.'] = operandsOf(call.args);
    const age = call.args[call.args.indexOf('-mmin') + 1] ?? '';
    const node = lookUp(call.shell.files, pathOf(call, start));
    if (!node) return complain(call, start, 'No such file or directory', 'cannot access');
    const minutes = call.args.includes('-mmin') ? (readClock(call.shell.container) - node.modified) / 60 : 0;
    const isMeant = age.startsWith('-')
      ? minutes < Number(age.slice(1))
      : age.startsWith('+')
        ? minutes > Number(age.slice(1))
        : true;
    const name = call.args.includes('-name')
      ? globPattern(call.args[call.args.indexOf('-name') + 1] ?? '*')
      : undefined;
    const found =
      node.kind === 'file'
        ? [start]
        : listDirectory(call.shell.files, pathOf(call, start))
            .filter((each) => !name || name.test(each))
            .map((each) => `${start}/${each}`);
    if (isMeant) call.io.out(found.map((path) => `${path}\n`).join(''));
    return 0;
  },
  *tee(call) {
    for (const operand of operandsOf(call.args))
      writeFile(call.shell.files, pathOf(call, operand), call.io.input, hasFlag(call.args, 'a'));
    call.io.out(call.io.input);
    const [file = '/dev/stdout'] = operandsOf(call.args);
    return call.io.piped ? yield* pourInto(call, pathOf(call, file), call.io.piped, true) : 0;
  },
};

/** Symbolic links are copies here: of what is there, or of nothing as long as nothing is. */
function ln(call: Call): number {
  const [target = ''] = operandsOf(call.args);
  if (lookUp(call.shell.files, pathOf(call, target))) return move({ ...call, args: operandsOf(call.args) }, false);
  return hasFlag(call.args, 's') ? 0 : complain(call, target, 'No such file or directory', "can't stat");
}

/** Only whether a file can be run matters here. */
function chmod(call: Call): number {
  const [mode = '', ...operands] = call.args.filter((arg) => !/^-[a-zA-Z]*[Rcfv]/.test(arg) && !arg.startsWith('--'));
  const isNumber = /^[0-7]+$/.test(mode);
  const runs = isNumber ? (Number.parseInt(mode, 8) & 0o111) !== 0 : /\+[rwst]*x|=[rwst]*x/.test(mode);
  if (!isNumber && !/x|=/.test(mode)) return 0;
  let status = 0;
  for (const operand of operands) {
    const path = pathOf(call, operand);
    if (!lookUp(call.shell.files, path)) status = complain(call, operand, 'No such file or directory', 'cannot access');
    else makeExecutable(call.shell.files, path, runs);
  }
  return status;
}

/** What is made has a name that no other has. */
function mktemp(call: Call): number {
  const { files } = call.shell;
  const [template = '/tmp/tmp.XXXXXX'] = operandsOf(call.args);
  const names = Array.from({ length: 1000 }, (_, i) =>
    template.replace(/X{3,}/, (xs) => `${i}`.padStart(xs.length, '0')),
  );
  const path = names.map((name) => pathOf(call, name)).find((name) => !lookUp(files, name));
  if (path === undefined) return complain(call, template, 'File exists', "can't create");
  const problem = hasFlag(call.args, 'd') ? makeDirectory(files, path, false) : writeFile(files, path, '');
  return problem ? complain(call, template, problem, "can't create") : print(call.io, path);
}

function move(call: Call, isMoving: boolean): number {
  const operands = operandsOf(call.args);
  const target = operands.pop() ?? '';
  const { files } = call.shell;
  let status = 0;
  for (const operand of operands) {
    const source = pathOf(call, operand);
    const node = lookUp(files, source);
    if (!node) {
      status = complain(call, operand, 'No such file or directory', isMoving ? "can't rename" : "can't stat");
      continue;
    }
    const into = pathOf(call, target);
    const isDirectory = target.endsWith('/') || lookUp(files, into)?.kind === 'directory';
    const destination = isDirectory ? `${into}/${source.split('/').at(-1)}` : into;
    const problem =
      node.kind === 'directory' ? makeDirectory(files, destination, true) : writeFile(files, destination, node.content);
    if (!problem && node.size !== undefined) growFile(files, destination, node.size, 0);
    if (!problem && node.isExecutable) makeExecutable(files, destination, true);
    if (problem) status = complain(call, target, problem, "can't create");
    else if (isMoving) remove(files, source);
  }
  return status;
}
