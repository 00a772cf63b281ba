/** `podwright check` over files in memory. */
import { checkCommand } from '../../../server/src/cli/check.ts';
import type { CommandIo } from '../../../server/src/cli/command.ts';
import { memoryIo } from '../../support/memory-io.ts';

export const GOOD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: good\nspec:\n  containers:\n    - name: a\n      image: b\n';
/** Refused, with one obvious cure: `imagePullPolicy`. */
export const BAD = GOOD.replace('good', 'bad').replace('image: b\n', 'image: b\n      imagepullPolicy: Always\n');

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** What stands at `-` is standard input. */
export async function check(files: Files, args: readonly string[], more: Partial<CommandIo> = {}) {
  const stdin = files['-'];
  const io = memoryIo(files, typeof stdin === 'string' ? stdin : undefined);
  const code = await checkCommand(args, { ...io, ...more });
  return { code, out: io.stdout(), err: io.stderr(), file: io.file };
}

/** The files that have been checked, in their order. */
export async function checked(files: Files, ...args: string[]): Promise<string[]> {
  const { out } = await check(files, ['--format', 'jsonl', ...args]);
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).file);
}
