/** Programs that fill files with bytes of no interest: only how many there are matters. */
import * as l10n from '@vscode/l10n';
import type { ContainerWorld } from '../world/container.ts';
import { isStream, lookUp, remove, resolvePath, roomFor, writeFile } from '../world/files.ts';
import { fill, useCpu } from '../world/usage.ts';
import { FOREVER, type Routine } from '../world/world.ts';
import { parseByteSize } from './durations.ts';
import type { Call, Programs } from './program.ts';

/** Bytes that are written in a second. */
const DISK_SPEED = 2 ** 29;
/** Seconds for which a stream without an end is followed. */
const FOLLOWED = 600;

/** Writes so many bytes to where standard output goes; without an end it goes on for ever. */
export function* pour(call: Call, bytes: number, append = true): Routine {
  const { io } = call;
  if (io.pipe !== undefined) {
    io.pipe.bytes += bytes;
    return 0;
  }
  if (io.target !== undefined) return yield* pourInto(call, io.target, bytes, append);
  return yield* spin(call.shell.container, bytes);
}

/** Writes so many bytes into a file. */
export function* pourInto({ shell, io, name }: Call, path: string, bytes: number, append = false): Routine {
  const { container, files } = shell;
  if (path.startsWith('/dev/')) return yield* spin(container, bytes);
  const problem = writeFile(files, path, '', append);
  if (problem) {
    io.error(`${name}: can't open '${path}': ${problem}\n`);
    return 1;
  }
  const room = roomFor(files, path);
  const written = Math.min(bytes, room, FOLLOWED * DISK_SPEED);
  const seconds = Math.round((written / DISK_SPEED) * 1000) / 1000;
  fill(container, path, written, seconds);
  yield { seconds };
  if (written < bytes && written === room) {
    io.error(`${name}: write error: No space left on device\n`);
    return 1;
  }
  if (bytes === Infinity) yield FOREVER;
  return 0;
}

/** Nothing keeps what is written. */
function* spin(container: ContainerWorld, bytes: number): Routine {
  const seconds = bytes === Infinity ? Infinity : Math.round((bytes / DISK_SPEED) * 1000) / 1000;
  if (seconds === Infinity) useCpu(container, 1, Infinity);
  yield { seconds };
  return 0;
}

const sizeOf = (given: string | undefined): number | undefined => {
  if (given === undefined) return undefined;
  const factors = given.split('x').map((factor) => parseByteSize(factor.replace(/^\+/, '').replace(/c$/, '')));
  return factors.some((factor) => factor === undefined) ? undefined : factors.reduce((a, b) => (a ?? 0) * (b ?? 0), 1);
};

/** What comes from a file, a device, or standard input. */
function bytesIn({ shell, io }: Call, operand: string | undefined): number {
  if (operand === undefined || operand === '-') return Math.max(io.piped ?? 0, io.input.length);
  if (isStream(operand)) return Infinity;
  const node = lookUp(shell.files, resolvePath(operand, shell.directory));
  return node?.size ?? node?.content.length ?? 0;
}

function dd(call: Call): Routine {
  const option = (name: string): string | undefined =>
    call.args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
  const blocks = sizeOf(option('count'));
  const block = sizeOf(option('bs') ?? option('ibs')) ?? 512;
  const asked = blocks === undefined ? Infinity : /count_bytes/.test(option('iflag') ?? '') ? blocks : blocks * block;
  const bytes = Math.min(asked, bytesIn(call, option('if')));
  const file = option('of');
  return file === undefined
    ? pour(call, bytes)
    : pourInto(call, resolvePath(file, call.shell.directory), bytes, /append/.test(option('oflag') ?? ''));
}

function* fallocate({ shell, args, io, name }: Call): Routine {
  const at = args.findIndex((arg) => arg === '-l' || arg === '--length');
  const bytes = sizeOf(
    at >= 0 ? args[at + 1] : args.find((arg) => /^(-l|--length=)./.test(arg))?.replace(/^(-l|--length=)/, ''),
  );
  const file = args.at(-1);
  if (bytes === undefined || file === undefined) return 1;
  const path = resolvePath(file, shell.directory);
  const problem = writeFile(shell.files, path, '');
  if (problem || bytes > roomFor(shell.files, path)) {
    io.error(`${name}: fallocate failed: ${problem ?? 'No space left on device'}\n`);
    return 1;
  }
  fill(shell.container, path, bytes, 0);
  return 0;
}

/** A file with a hole: it has a size, and takes no room. */
function truncate({ shell, args }: Call): number {
  const file = args.at(-1) ?? '';
  const size = args[args.findIndex((arg) => arg === '-s' || arg === '--size') + 1];
  const path = resolvePath(file, shell.directory);
  if (/^0/.test(size ?? '')) remove(shell.files, path);
  const problem = writeFile(shell.files, path, '', true);
  if (sizeOf(size)) shell.container.assume(l10n.t('what `truncate` adds to a file takes no room on the disk'));
  return problem ? 1 : 0;
}

/** `head -c N`: undefined when it is about lines. */
export function headBytes(call: Call): Routine | undefined {
  const { args } = call;
  const at = args.findIndex((arg) => arg === '-c' || arg === '--bytes');
  const given = at >= 0 ? args[at + 1] : args.find((arg) => /^(-c|--bytes=)./.test(arg))?.replace(/^(-c|--bytes=)/, '');
  const bytes = sizeOf(given);
  const file = args.find((arg, index) => !arg.startsWith('-') && !(at >= 0 && index === at + 1));
  const found = bytesIn(call, file);
  // Short texts are read as such.
  if (bytes === undefined || (found <= 16_384 && found !== Infinity)) return undefined;
  return pour(call, Math.min(bytes, found));
}

/** Copies what has a size but no content worth reading; undefined when all of it has. */
export function copyBulk(call: Call, operands: readonly string[]): Routine | undefined {
  const bytes = (operands.length > 0 ? operands : [undefined]).reduce(
    (sum, operand) => sum + bytesIn(call, operand),
    0,
  );
  return bytes > 16_384 ? pour(call, bytes) : undefined;
}

export const DISK_PROGRAMS: Programs = {
  dd,
  fallocate,
  truncate,
  yes: (call) => pour(call, Infinity),
};
