/** Shell patterns and regular expressions, as JavaScript's. */

/** A shell pattern as a regular expression over the whole text. */
export function globPattern(pattern: string): RegExp {
  const source = pattern
    .replace(/(?<!\\)\*+/g, '*')
    .replace(/\\(.)|\[!?[^\]]+\]|[*?]|[\s\S]/g, (token, escaped?: string) => {
      if (token === '*') return '[\\s\\S]*';
      if (token === '?') return '[\\s\\S]';
      if (token.length > 2 && token.startsWith('[')) return token.replace('[!', '[^').replaceAll('\\', '\\\\');
      return (escaped ?? token).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return NOTHING;
  }
}

/** Matches nothing. */
const NOTHING = /^(?!)/;

/** A repetition of a repetition, or of alternatives: JavaScript may take for ever to find that it does not match. */
const NESTED_REPETITION = /[*+}|][^()]*\)[*+{]/;

/** In a basic regular expression, what needs a backslash to be an operator, and is itself without one. */
const basicToExtended = (pattern: string): string =>
  pattern.replace(/\[\^?\]?[^\]]*\]|\\?[(){}+?|]/g, (token) => {
    if (token.startsWith('[')) return token;
    return token.startsWith('\\') ? token.slice(1) : `\\${token}`;
  });

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

/** A basic regular expression, or an extended one, as JavaScript's; `flags` are those of grep. */
export function textPattern(pattern: string, flags = ''): RegExp {
  const extended = flags.includes('F')
    ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    : /[EP]/.test(flags)
      ? pattern
      : basicToExtended(pattern);
  const source = extended.replace(/\[:([a-z]+):\]/g, (whole, name: string) => CLASSES[name] ?? whole);
  if (NESTED_REPETITION.test(source)) return NOTHING;
  try {
    return new RegExp(flags.includes('x') ? `^(?:${source})$` : source, flags.includes('i') ? 'i' : '');
  } catch {
    return NOTHING;
  }
}
