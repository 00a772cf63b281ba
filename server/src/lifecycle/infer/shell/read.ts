/** `read`: a line of standard input into variables. */
import type { Call } from '../programs/program.ts';
import { setVariable } from './shell.ts';
import { splitFields } from './words.ts';

/** Options of `read` that take a value. */
const VALUED = /^-[a-zA-Z]*[tpndNiu]$/;

export function readInto({ shell, args, io }: Call): number {
  const names = args.filter((arg, index) => !arg.startsWith('-') && !VALUED.test(args[index - 1] ?? ''));
  const taken = io.taken ?? { characters: 0 };
  const rest = io.input.slice(taken.characters);
  const [line = ''] = rest.split('\n');
  taken.characters += line.length + 1;
  const separators = shell.variables.get('IFS');
  const words = splitFields(shell, separators === '' ? line : line.trim());
  const joint = separators?.[0] ?? ' ';
  if (names.length === 0) setVariable(shell, 'REPLY', line);
  for (const [index, name] of names.entries())
    setVariable(shell, name, index === names.length - 1 ? words.slice(index).join(joint) : (words[index] ?? ''));
  return rest.includes('\n') ? 0 : 1;
}
