/** Where the input of a command comes from, and where its output goes. */
import type { Redirection } from 'unbash';
import { isStream, lookUp, resolvePath, writeFile } from '../world/files.ts';
import { isLocal, listenerOn } from '../world/ports.ts';
import type { Wait } from '../world/world.ts';
import type { Io, Shell } from './shell.ts';
import { expandText } from './words.ts';

/** The input and output that redirections make; undefined when one fails. */
export function* redirect(
  shell: Shell,
  redirections: readonly Redirection[],
  io: Io,
): Generator<Wait, Io | undefined, void> {
  let { input, out, error, piped = 0, pipe, target: outputFile } = io;
  const others = new Map(io.others);
  for (const redirection of redirections) {
    if (redirection.type === 'HereDoc') {
      const { body, delimiter } = redirection;
      const text =
        delimiter?.quoted || !body.parts
          ? body.text
          : yield* expandText(shell, { ...body, type: 'Word', value: body.text, parts: body.parts }, io);
      input = redirection.operator === '<<-' ? text.replace(/^\t+/gm, '') : text;
      continue;
    }
    if (!redirection.target) continue;
    const target = yield* expandText(shell, redirection.target, io);
    if (redirection.type === 'HereString') {
      input = `${target}\n`;
      continue;
    }
    const fd = redirection.descriptor?.type === 'FileDescriptor' ? redirection.descriptor.value : undefined;
    if (redirection.operator === '>&' && /^([0-9]+|-)$/.test(target)) {
      const sink = target === '1' ? out : target === '2' ? error : (others.get(Number(target)) ?? (() => {}));
      if ((fd ?? 1) === 1) out = sink;
      else if (fd === 2) error = sink;
      else if (fd !== undefined) others.set(fd, sink);
      continue;
    }
    if (redirection.operator === '<&') continue;
    const path = resolvePath(target, shell.directory);
    const [, host, port] = (shell.dialect === 'bash' && /^\/dev\/tcp\/([^/]+)\/(\d+)$/.exec(path)) || [];
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
    if (fd !== undefined && fd > 2) others.set(fd, sink);
  }
  const taken = input === io.input ? io.taken : { characters: 0 };
  const more = others.size > 0 && { others };
  return { input, ...(taken && { taken }), ...more, out, error, piped, pipe, target: outputFile };
}
