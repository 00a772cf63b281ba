/** Variables in the scripts that a shell is given with `-c`: `$NAME`, `${NAME}`, `${NAME:-else}`. */
import type { Node, Span } from '../../yaml/tree.ts';

const SHELL = /^(?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:ba|da|a|k|z)?sh$/;

/** The script among the words of a command line that starts a shell. */
export function scriptIn(words: readonly Node[]): Node | undefined {
  const texts = words.map((word) => (word.kind === 'scalar' ? word.text : ''));
  if (!SHELL.test(texts[0] ?? '')) return undefined;
  const option = texts.findIndex((text, index) => index > 0 && /^-[a-z]*c$/.test(text));
  return option < 0 ? undefined : words[option + 1];
}

/**
 * Where a script reads variables that it does not set itself.
 *
 * @param script as it is written, quotes and escapes of YAML included; spans count from its start
 * @param isKnown which names are variables of the container; others are not looked for
 */
export function* variablesOf(
  script: string,
  isKnown: (name: string) => boolean,
): Generator<{ readonly name: string; readonly span: Span }> {
  const isRead = new Map<string, boolean>();
  for (const match of script.matchAll(/\$(\{?)([A-Za-z_]\w*)/g)) {
    const [, brace = '', name = ''] = match;
    if (!isRead.has(name)) isRead.set(name, isKnown(name) && !setsVariable(script, name));
    if (!isRead.get(name)) continue;
    const start = match.index + 1 + brace.length;
    yield { name, span: { start, end: start + name.length } };
  }
}

/** `NAME=…`, `for NAME in`, `read NAME`. */
function setsVariable(script: string, name: string): boolean {
  const before = '(?:for|read|export|local|readonly|unset)\\s+(?:-\\w+\\s+)*';
  return new RegExp(`(?:^|[^\\w$])${name}\\+?=|\\b${before}${name}\\b`).test(script);
}
