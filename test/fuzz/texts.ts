/** Texts that nobody writes on purpose. */
import type { Random } from './random.ts';

/** Bits that have a meaning in YAML, in JSON, to editors or to engines. */
const BITS: readonly string[] = [
  ...[
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ': ',
    '- ',
    ', ',
    '# ',
    '|\n',
    '>-\n',
    '? ',
    '&a ',
    '*a',
    '<<: ',
    '!!int ',
    '%',
    '@',
    '`',
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\n---\n',
    '\n...\n',
    '---',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u0000',
    '\u0007',
    '\u00a0',
  ],
  ...[
    '\ud800',
    '\udc00',
    '😀',
    '\u202e',
    'é',
    '\\',
    '\\u',
    '$(',
    '{{ .x }}',
    '0x',
    '1e999',
    '.nan',
    '~',
    '__proto__: 1',
  ],
];

/** The text with one place of it damaged: something put in, taken out, doubled or moved. */
export function damage(
  text: string,
  random: Random,
): { readonly start: number; readonly end: number; readonly newText: string } {
  const start = random.below(text.length + 1);
  const end = Math.min(text.length, start + random.pick([0, 0, 1, 1, 2, 10, 80, 1000]));
  const from = random.below(text.length + 1);
  const piece = text.slice(from, from + random.pick([1, 10, 100, 1000]));
  const newText = random.pick([random.pick(BITS), random.pick(BITS), random.pick(BITS) + random.pick(BITS), piece, '']);
  return { start, end, newText };
}

export interface Extreme {
  readonly name: string;
  readonly text: string;
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const SPEC = 'spec:\n  containers:\n    - name: web\n      image: nginx\n';

/** What is large, deep or wide beyond use. `size` 1 gives 5 MB and nesting of 10,000. */
export function extremes(size: number): Extreme[] {
  const depth = Math.round(10_000 * size);
  const bytes = Math.round(5_000_000 * size);
  const blocks = Array.from({ length: Math.min(depth, 2_000) }, (_, i) => `${' '.repeat(i)}a:\n`).join('');
  const bomb = Array.from({ length: 30 }, (_, i) => {
    const refs =
      i === 0
        ? 'x, x'
        : Array(9)
            .fill(`*a${i - 1}`)
            .join(', ');
    return `    a${i}: &a${i} [${refs}]\n`;
  }).join('');
  const merges = Array.from(
    { length: 200 },
    (_, i) => `    b${i}: &b${i} {<<: ${i === 0 ? '{k: v}' : `[*b${i - 1}, *b${Math.max(0, i - 2)}]`}, k${i}: v}\n`,
  ).join('');
  const container = (i: number) => `    - name: c${i}\n      image: nginx\n      env: [{name: A, value: "1"}]\n`;
  const many = Array.from({ length: Math.round(bytes / 90) }, (_, i) => container(i)).join('');
  const pods = `---\n${POD}${SPEC}`.repeat(Math.round(bytes / 100));
  return [
    { name: 'nested blocks', text: `${POD}${SPEC}${blocks}` },
    { name: 'nested lists in one line', text: `${POD}spec: ${'- '.repeat(depth)}x\n` },
    { name: 'nested brackets', text: `${POD}spec: ${'['.repeat(depth)}${']'.repeat(depth)}\n` },
    { name: 'nested braces, not closed', text: `${POD}spec: ${'{a: '.repeat(depth)}\n` },
    {
      name: 'nested JSON',
      text: `{"apiVersion":"v1","kind":"Pod","spec":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`,
    },
    { name: 'alias bomb', text: `${POD}  annotations:\n${bomb}${SPEC}` },
    { name: 'merged merges', text: `${POD}  annotations:\n${merges}${SPEC}` },
    { name: 'an anchor that holds itself', text: `${POD}spec: &a\n  containers: [*a]\n  initContainers: *a\n` },
    { name: 'one long line', text: `${POD}  annotations: {a: ${'x'.repeat(bytes)}}\n${SPEC}` },
    { name: 'one long line of items', text: `${POD}spec: {containers: [${'{name: a}, '.repeat(bytes / 50)}]}\n` },
    { name: 'one long word', text: 'kind'.repeat(bytes / 4) },
    {
      name: 'one long script',
      text: `${POD}${SPEC}      command: [sh, -c]\n      args:\n        - |\n${'          sleep 1; echo $((1+2))\n'.repeat(bytes / 500)}`,
    },
    { name: 'many containers', text: `${POD}spec:\n  containers:\n${many}` },
    { name: 'many Pods', text: pods },
    { name: 'many lines without meaning', text: `kind: x\n${'\n'.repeat(bytes)}` },
    { name: 'many separators', text: `kind: x\n${'---\n'.repeat(bytes / 50)}` },
    { name: 'many problems', text: `${POD}${SPEC}${'  x: [\n'.repeat(bytes / 1000)}` },
    { name: 'many quotes', text: `${POD}${'"'.repeat(bytes / 50)}\n${SPEC}` },
    {
      name: 'many comments that silence',
      text: `${'# podwright-disable-next-line latest-image, x\n'.repeat(bytes / 1000)}${POD}${SPEC}`,
    },
  ];
}
