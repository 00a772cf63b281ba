/** The words of a command line, as a shell hands them to the program. */
import { type CommandNode, parse, type Statement } from 'unbash';

/**
 * The commands of a line, or of several joined by `\`; a prompt in front and `sudo` are left out. Variables stay as
 * they are written, since nobody knows their values here. Empty when it is no shell.
 */
export function readCommands(text: string): readonly (readonly string[])[] {
  const line = text.replace(/^\s*(?:[$%>#]\s+)?(?:sudo\s+(?:-E\s+)?)?/, '').trim();
  try {
    const { commands, errors } = parse(line);
    return errors?.length ? [] : commands.flatMap(wordsOf);
  } catch {
    return [];
  }
}

function wordsOf({ command }: Statement): (readonly string[])[] {
  const node = command as CommandNode | typeof command;
  if (node.type !== 'Command' || !node.name) return [];
  return [
    [
      node.name.value,
      ...node.args.map((arg) => ('value' in arg && typeof arg.value === 'string' ? arg.value : arg.text)),
    ],
  ];
}
