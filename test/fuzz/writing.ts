/** A value as YAML text, in one of the styles that people write, and faults that only text can have. */
import { Document, isCollection, isScalar, visit } from 'yaml';
import type { Random } from './random.ts';

/** The manifest as text that means the same to kubectl, apart from strings that need quotes and lack them. */
export function write(value: unknown, random: Random): string {
  const style = random.below(6);
  if (style === 0) return JSON.stringify(value, undefined, random.pick([0, 1, 2]));
  const document = new Document(value, { version: '1.1', schema: 'yaml-1.1', aliasDuplicateObjects: style === 1 });
  if (style === 2)
    visit(document, (_, node) => {
      if (isCollection(node) && random.oneIn(4)) node.flow = true;
    });
  if (style === 3)
    visit(document, (key, node) => {
      if (key !== 'key' && isScalar(node) && typeof node.value === 'string' && random.oneIn(3))
        node.type = random.pick(['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const);
    });
  return document.toString({ indentSeq: random.oneIn(2), lineWidth: random.pick([0, 80]), directives: false });
}

/** Changes a line of the text; says how. */
export function mutateText(text: string, random: Random): { readonly text: string; readonly how: string } {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  const [how, changed] = random.pick(LINE_CHANGES)(line, random);
  if (how === 'CRLF') return { text: lines.join('\r\n'), how };
  lines[at] = changed;
  return { text: lines.join('\n'), how: `${how} in line ${at + 1}` };
}

const LINE_CHANGES: readonly ((line: string, random: Random) => readonly [how: string, line: string])[] = [
  (line) => ['repeat', `${line}\n${line}`],
  (line) => ['no quotes', line.replace(/(["'])(.*)\1/, '$2')],
  (line) => ['no value', line.replace(/:.*/, ':')],
  (line) => ['tab', line.replace(/^ {2}/, '\t')],
  (line) => ['indent', ` ${line}`],
  (line) => ['outdent', line.replace(/^ /, '')],
  (line) => ['comment', `${line} # ${'a comment'}`],
  (line) => ['comment without space', `${line}#x`],
  (line) => ['no space behind the colon', line.replace(': ', ':')],
  (line) => ['CRLF', line],
  (line, random) => [
    'tag',
    line.replace(/: /, `: ${random.pick(['!!str', '!!int', '!!bool', '!!float', '!!null', '!x', '!!binary'])} `),
  ],
  (line, random) => {
    const at = random.below(line.length + 1);
    const what = random.pick([
      ':',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ',',
      '#',
      '&a ',
      '*a',
      '|',
      '>',
      '!',
      '%',
      '@',
      '`',
      '\u0085',
      '\u2028',
      '\u00a0',
      '\ufeff',
      '\u0000',
      '\u0007',
    ]);
    return [`insert ${JSON.stringify(what)}`, line.slice(0, at) + what + line.slice(at)];
  },
  (line, random) => {
    const at = random.below(line.length);
    return ['delete a character', line.slice(0, at) + line.slice(at + 1)];
  },
  (line) => ['scalar', line.replace(/: .*/, ': yes')],
  (line) => ['document end', `${line}\n...`],
  (line) => ['merge', line.replace(/^( *)(\w+):/, '$1<<: &m {x: y}\n$1$2:')],
];
