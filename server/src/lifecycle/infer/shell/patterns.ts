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

/** A repetition of a repetition: JavaScript may take for ever to find that it does not match. */
const NESTED_REPETITION = /[*+}][^()]*\)[*+{]/;

/** A basic or extended regular expression, as far as the two agree with JavaScript's; `flags` are those of grep. */
export function textPattern(pattern: string, flags = ''): RegExp {
  const source = flags.includes('F') ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : pattern;
  if (NESTED_REPETITION.test(source)) return NOTHING;
  try {
    return new RegExp(flags.includes('x') ? `^(?:${source})$` : source, flags.includes('i') ? 'i' : '');
  } catch {
    return NOTHING;
  }
}
