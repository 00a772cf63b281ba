/** The little of Python that decides which way a one-liner goes: `if` over variables of the environment. */

type Value = number | string | readonly (number | string)[];

/**
 * The lines of a program that are run, without the branches that are not taken and what comes after its exit; the whole
 * program where a condition asks for something else than the environment.
 */
export function takenLines(code: string, environment: ReadonlyMap<string, string>): string {
  const variables = new Map<string, Value>();
  const taken: string[] = [];
  let isPlain = true;
  /** Of each block that the line stands in: how far its head is indented, and whether it is run. */
  const blocks: { readonly indent: number; isTaken: boolean; isDone: boolean }[] = [];
  for (const line of code.split('\n')) {
    if (line.trim() === '') continue;
    const indent = line.length - line.trimStart().length;
    const [, word, condition = ''] = /^\s*(if|elif|else)\b\s*(.*?)\s*:\s*$/.exec(line) ?? [];
    const isBranch = word === 'elif' || word === 'else';
    while (
      blocks.length > 0 &&
      indent <= (blocks.at(-1)?.indent ?? 0) &&
      !(isBranch && indent === blocks.at(-1)?.indent)
    )
      blocks.pop();
    const open = blocks.at(-1);
    if (word === undefined) {
      if (!blocks.every(({ isTaken }) => isTaken)) continue;
      taken.push(line);
      // Loops, functions and the like are not followed.
      isPlain &&= !/:\s*$/.test(line);
      if (isPlain && /^\s*(sys\.exit|exit|quit|os\._exit|raise)\b/.test(line)) break;
      const [, name, expression = ''] = /^\s*(\w+)\s*=\s*([^=].*)$/.exec(line) ?? [];
      const value = name === undefined ? undefined : evaluate(expression, variables, environment);
      if (name !== undefined && value !== undefined) variables.set(name, value);
      continue;
    }
    const holds = word === 'else' ? true : isTrue(condition, variables, environment);
    if (holds === undefined || (isBranch && open === undefined)) return code;
    if (!isBranch || open === undefined) blocks.push({ indent, isTaken: holds, isDone: holds });
    else {
      open.isTaken = holds && !open.isDone;
      open.isDone ||= holds;
    }
  }
  return taken.join('\n');
}

type Environment = ReadonlyMap<string, string>;

function isTrue(text: string, variables: ReadonlyMap<string, Value>, environment: Environment): boolean | undefined {
  const [, left = '', operator = '', right = ''] =
    /^(.+?)\s*(==|!=|<=|>=|<|>|\bnot in\b|\bin\b)\s*(.+)$/.exec(text) ?? [];
  const a = evaluate(left, variables, environment);
  const b = evaluate(right, variables, environment);
  if (a === undefined || b === undefined || typeof a === 'object') return undefined;
  if (typeof b === 'object')
    return operator === 'in' ? b.includes(a) : operator === 'not in' ? !b.includes(a) : undefined;
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    default:
      return undefined;
  }
}

function evaluate(given: string, variables: ReadonlyMap<string, Value>, environment: Environment): Value | undefined {
  const text = given.trim();
  const inner = (part: string): Value | undefined => evaluate(part, variables, environment);
  const [, dividend, divisor] = /^(.+)%\s*(\d+)$/.exec(text) ?? [];
  if (dividend !== undefined) {
    const value = inner(dividend);
    return typeof value === 'number' ? value % Number(divisor) : undefined;
  }
  if (/^-?\d+$/.test(text)) return Number(text);
  const quoted = /^(["'])([^"'\\]*)\1$/.exec(text)?.[2];
  if (quoted !== undefined) return quoted;
  const items = /^[([](.*)[)\]]$/.exec(text)?.[1];
  if (items !== undefined) {
    const values = items.split(',').map((item) => inner(item));
    const known = values.filter((value) => typeof value === 'number' || typeof value === 'string');
    return known.length === values.length ? known : undefined;
  }
  const [, name = '', fallback] =
    /^os\.(?:environ\.get|getenv)\(\s*["'](\w+)["']\s*(?:,\s*["'](\w*)["']\s*)?\)$/.exec(text) ??
    /^os\.environ\[\s*["'](\w+)["']\s*\]$/.exec(text) ??
    [];
  if (name !== '') return environment.get(name) ?? fallback;
  const [, converted, argument = ''] = /^(int|str)\((.*)\)$/.exec(text) ?? [];
  if (converted === undefined) return variables.get(text);
  const value = inner(argument);
  if (value === undefined || typeof value === 'object') return undefined;
  return converted === 'int' ? Number(value) : String(value);
}
