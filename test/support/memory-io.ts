/** A command's input and output in memory: files by path, and what was printed. */
import type { CommandIo } from '../../server/src/cli/command.ts';

export interface MemoryIo extends CommandIo {
  stdout(): string;
  stderr(): string;
}

/** Reading what is not there rejects, as does standard input unless it is given. */
export function memoryIo(files: Readonly<Record<string, string | Uint8Array>> = {}, stdin?: string): MemoryIo {
  const printed = { out: '', err: '' };
  const bytes = (content: string | Uint8Array | undefined, name: string) => {
    if (content === undefined) throw new Error(`${name}: there is no such file`);
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  return {
    read: async (path) => bytes(files[path], path),
    readStdin: async () => bytes(stdin, 'standard input'),
    list: async (path) => {
      const inside = Object.keys(files).filter((file) => file.startsWith(`${path}/`));
      return inside.length > 0 ? inside : undefined;
    },
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    stdout: () => printed.out,
    stderr: () => printed.err,
  };
}
