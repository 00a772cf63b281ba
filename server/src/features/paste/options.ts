/** Options of a command line, as Go's `pflag` (kubectl) and docker read them. */

/** What an option is called in full, and whether a value follows it. */
export interface Option {
  readonly name: string;
  /** The one-letter form. */
  readonly letter?: string;
  readonly takesValue: boolean;
}

export interface Given {
  /** By full name, in the order given; an option without a value has an empty one. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** Options that are not in the table, as they were written. */
  readonly unknown: readonly string[];
  /** What is no option. */
  readonly words: readonly string[];
  /** What follows `--`. */
  readonly rest: readonly string[] | undefined;
}

/** `n name=` for options with a value, `n name` for those without; the letter is left out where there is none. */
export function optionTable(...lines: readonly string[]): readonly Option[] {
  return lines.map((line) => {
    const [, letter, name = '', value] = /^(?:(\w) )?([\w-]+)(=?)$/.exec(line) ?? [];
    return { name, takesValue: value === '=', ...(letter && { letter }) };
  });
}

/** @param stopsAtWord whether all that follows the first word belongs to another program, as for `docker run` */
export function readOptions(args: readonly string[], table: readonly Option[], stopsAtWord = false): Given {
  const options = new Map<string, string[]>();
  const unknown: string[] = [];
  const words: string[] = [];
  let rest: readonly string[] | undefined;
  const give = (name: string, value: string) => options.set(name, [...(options.get(name) ?? []), value]);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--') {
      rest = args.slice(i + 1);
      break;
    }
    if (arg.startsWith('--')) {
      const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
      const option = table.find((known) => known.name === name);
      if (!option) unknown.push(arg);
      else give(name, value ?? (option.takesValue ? (args[++i] ?? '') : ''));
    } else if (/^-[A-Za-z]/.test(arg)) {
      // Letters may stand together, the last of them with its value: -itp 80:80, -p80:80.
      for (let at = 1; at < arg.length; at++) {
        const option = table.find(({ letter }) => letter === arg[at]);
        if (!option) {
          unknown.push(`-${arg[at]}`);
          continue;
        }
        if (!option.takesValue) {
          give(option.name, '');
          continue;
        }
        const joined = arg.slice(at + 1).replace(/^=/, '');
        give(option.name, joined || (args[++i] ?? ''));
        break;
      }
    } else if (stopsAtWord) {
      words.push(...args.slice(i));
      break;
    } else words.push(arg);
  }
  return { options, unknown, words, rest };
}

export function last({ options }: Given, name: string): string | undefined {
  return options.get(name)?.at(-1);
}

export function all({ options }: Given, name: string): readonly string[] {
  return options.get(name) ?? [];
}

/** The options of a table as they were given, such as `--link db`. */
export function written({ options }: Given, table: readonly Option[]): string[] {
  return table.flatMap(({ name, takesValue }) =>
    (options.get(name) ?? []).map((value) => `--${name}${takesValue ? ` ${value}` : ''}`),
  );
}

/** Whether a switch is on: `--rm` and `--rm=true`, but not `--rm=false`. */
export function isOn(given: Given, name: string): boolean {
  const value = last(given, name);
  return value !== undefined && value !== 'false';
}
