/** Programs that print what they are told to. */
import type { Call, Programs } from './program.ts';

/** Takes as many values as the format asks for. */
function formatted(format: string, values: string[]): string {
  return format.replace(
    /%([-0]*)(\d*)(?:\.(\d+))?([sdifxXocbq%])/g,
    (_, flags: string, width: string, digits, kind: string) => {
      if (kind === '%') return '%';
      const value = values.shift() ?? (/[sbcq]/.test(kind) ? '' : '0');
      const number = Number(value) || 0;
      const text =
        kind === 'f'
          ? number.toFixed(Number(digits ?? 6))
          : /[di]/.test(kind)
            ? `${Math.trunc(number)}`
            : /[xX]/.test(kind)
              ? number.toString(16)
              : kind === 'o'
                ? number.toString(8)
                : kind === 'b'
                  ? withEscapes(value)
                  : value;
      const length = Math.min(Number(width), LONGEST_FIELD);
      return flags.includes('-') ? text.padEnd(length) : text.padStart(length, flags.includes('0') ? '0' : ' ');
    },
  );
}

const LONGEST_FIELD = 1000;

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' },
};

/** `\\n`, `\\033`, `\\x1b`; what cannot be read stays. */
function withEscapes(given: string): string {
  return given.replace(/\\(?:x([0-9a-fA-F]{1,2})|(0?[0-7]{1,3})|(.))/g, (whole, hex, octal, kind) =>
    hex !== undefined
      ? String.fromCharCode(Number.parseInt(hex, 16))
      : octal !== undefined
        ? String.fromCharCode(Number.parseInt(octal, 8))
        : (ESCAPES[kind] ?? whole),
  );
}

/** Dash knows no option but `-n`, and follows escapes without being asked. */
function echo({ args, io, shell }: Call): number {
  const options = shell.dialect === 'dash' ? /^-n$/ : /^-[neE]+$/;
  const words = [...args];
  let newline = '\n';
  let hasEscapes = shell.dialect === 'dash';
  while (options.test(words[0] ?? '')) {
    const option = words.shift() ?? '';
    if (option.includes('n')) newline = '';
    if (option.includes('e')) hasEscapes = true;
  }
  const text = words.join(' ');
  const [shown = '', ...rest] = hasEscapes ? text.split('\\c') : [text];
  io.out((hasEscapes ? withEscapes(shown) : shown) + (rest.length > 0 ? '' : newline));
  return 0;
}

export const PRINT_PROGRAMS: Programs = {
  echo,
  printf: ({ args, io, shell }) => {
    const isAssigning = args[0] === '-v' && shell.dialect === 'bash';
    const [format = '', ...values] = isAssigning ? args.slice(2) : args[0] === '--' ? args.slice(1) : args;
    const template = withEscapes(format);
    let text = '';
    // As long as there are values, it begins anew.
    do text += formatted(template, values);
    while (values.length > 0 && /%[^%]/.test(template) && text.length < LONGEST_OUTPUT);
    if (isAssigning) shell.variables.set(args[1] ?? '', text);
    else io.out(text);
    return 0;
  },
  seq: ({ args, io }) => {
    const numbers = args.map(Number);
    const [from = 1, step = 1, to = 0] =
      numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
    const count = Math.min(Math.max(0, Math.floor((to - from) / (step || 1)) + 1), 100_000);
    io.out(Array.from({ length: count }, (_, i) => `${from + i * step}\n`).join(''));
    return 0;
  },
};

const LONGEST_OUTPUT = 65_536;
