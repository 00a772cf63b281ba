/**
 * `npm run keystrokes`: the fewest keys with which each of `examples/` can be typed from nothing, top down, by whoever
 * knows what it should say. Option: --against yls.
 *
 * Counted are characters, Enter and Backspace, Ctrl+Space where no list is open, arrows down to an item of the list and
 * the Enter that takes it, and in a snippet's tab stops what is typed there and Tab. Comments are left out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { root } from '../../scripts/process.ts';
import { type Asking, type Offered, startAsking } from './asking.ts';
import { type BenchServer, PODWRIGHT, yamlLanguageServer } from './servers.ts';

const { values } = parseArgs({ options: { against: { type: 'string' } } });

/** Nobody goes further down a list than a screen of it. */
const SHOWN = 12;

interface TabStop {
  readonly choices: readonly string[];
  readonly usual: string | undefined;
}

/** A snippet as what it can come to: each tab stop is a group. */
function toPattern(snippet: string): { readonly pattern: RegExp; readonly stops: readonly TabStop[] } {
  const parts = /\\([\\$}])|\$\{(\d+)\|((?:\\.|[^|])*)\|\}|\$\{(\d+):((?:\\.|[^}])*)\}|\$\{?(\d+)\}?|[^\\$]+|./gs;
  const stops: TabStop[] = [];
  const groups = new Map<string, number>();
  let source = '';
  for (const [whole, escaped, chosen, choices, named, usual, bare] of snippet.matchAll(parts)) {
    const number = chosen ?? named ?? bare;
    if (number === undefined) {
      source += escapePattern(escaped ?? whole);
    } else if (groups.has(number)) {
      source += `\\${groups.get(number)}`;
    } else {
      stops.push({ choices: choices?.split(',').map((one) => one.replace(/\\(.)/g, '$1')) ?? [], usual });
      groups.set(number, stops.length);
      source += '([^\\n]*?)';
    }
  }
  return { pattern: new RegExp(`${source}(?=\\n|$)`, 'y'), stops };
}

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The keys for one tab stop; the list of choices stands at its first. */
function keysAt({ choices, usual }: TabStop, wanted: string): number {
  const choice = choices.indexOf(wanted);
  if (choice >= 0) return choice + 1 + 1;
  return (usual === wanted ? 0 : wanted.length) + 1;
}

function isSubsequence(typed: string, text: string): boolean {
  let at = 0;
  for (const character of text) if (character === typed[at]) at++;
  return at === typed.length;
}

/** The list once `typed` has been typed: what begins so comes first. */
function filtered(offered: readonly Offered[], typed: string): Offered[] {
  const word = typed.toLowerCase();
  const fits = offered.filter(({ filter }) => isSubsequence(word, filter.toLowerCase()));
  const begins = ({ filter }: Offered) => filter.toLowerCase().startsWith(word);
  return [...fits.filter(begins), ...fits.filter((one) => !begins(one))];
}

/** Two states at each offset: no list is open, or the last item has opened one. */
async function fewestKeys({ complete, triggerCharacters }: Asking, text: string): Promise<number> {
  const best = Array.from({ length: text.length + 1 }, () => [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  const reach = (offset: number, keys: number, state: 0 | 1) => {
    const known = best[offset];
    if (known) known[state] = Math.min(known[state] ?? keys, keys);
  };
  reach(0, 0, 0);
  for (let offset = 0; offset < text.length; offset++) {
    const [closed = 0, open = 0] = best[offset] ?? [];
    const here = Math.min(closed, open);
    if (here === Number.POSITIVE_INFINITY) continue;
    const before = text.slice(0, offset);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    if (text[offset] === '\n') {
      const { end, keys } = newLine(text, offset, line);
      reach(end, here + keys, 0);
    } else reach(offset + 1, here + 1, 0);

    const position = { line: before.split('\n').length - 1, character: line.length };
    const offered = await complete(before, position);
    const isTriggered = line.trim() !== '' && triggerCharacters.includes(line.at(-1) ?? '');
    for (const [index, item] of filtered(offered, line.slice(offered[0]?.start ?? line.length))
      .slice(0, SHOWN)
      .entries()) {
      const start = offset - line.length + item.start;
      const isTyping = /\w$/.test(text.slice(start, offset));
      const { pattern, stops } = toPattern(item.snippet);
      pattern.lastIndex = start;
      const match = pattern.exec(text);
      if (!match || start + match[0].length <= offset) continue;
      const end = start + match[0].length;
      const keys = Math.min(open, closed + (isTyping || isTriggered ? 0 : 1)) + index + 1;
      const [only] = stops;
      // What ends in a single place to fill leaves the cursor there, where completion goes on.
      const isAtEnd = /\$(?:1|\{1(?::[^}]*)?\})$/.test(item.snippet);
      if (stops.length === 1 && only && only.choices.length === 0 && isAtEnd)
        reach(end - (match[1] ?? '').length, keys, item.reopens ? 1 : 0);
      else reach(end, keys + stops.reduce((sum, stop, i) => sum + keysAt(stop, match[i + 1] ?? ''), 0), 0);
    }
  }
  return Math.min(...(best[text.length] ?? []));
}

/** Enter, and what it takes to get from the editor's own indentation to the wanted one. */
function newLine(text: string, offset: number, line: string): { readonly end: number; readonly keys: number } {
  const [breaks = '', spaces = ''] = /^(\n+)( *)/.exec(text.slice(offset))?.slice(1) ?? [];
  const indent = line.search(/[^ ]|$/);
  const given = /:\s*$/.test(line) ? [indent + 2] : [indent, ...(/^\s*- /.test(line) ? [indent + 2] : [])];
  const steps = Math.min(...given.map((one) => Math.ceil(Math.abs(spaces.length - one) / 2)));
  return { end: offset + breaks.length + spaces.length, keys: breaks.length + steps };
}

function withoutComments(text: string): string {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line));
  return lines
    .map((line) => line.replace(/\s+#.*$/, ''))
    .join('\n')
    .trim();
}

await build({ production: true });
const servers: BenchServer[] = [PODWRIGHT, ...(values.against === 'yls' ? [await yamlLanguageServer()] : [])];
const askings = await Promise.all(servers.map(async (server) => ({ server, asking: await startAsking(server) })));
const folder = path.join(root, 'examples');
const rows: Record<string, Record<string, number>> = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
  const text = withoutComments(readFileSync(path.join(folder, file), 'utf8'));
  const row: Record<string, number> = { characters: text.length };
  for (const { server, asking } of askings) row[server.name] = await fewestKeys(asking, text);
  rows[file] = row;
}
const columns = ['characters', ...servers.map(({ name }) => name)];
const sums = columns.map((column) => [column, Object.values(rows).reduce((sum, row) => sum + (row[column] ?? 0), 0)]);
rows.all = Object.fromEntries(sums);
console.table(rows);
await Promise.all(askings.map(({ asking }) => asking.stop()));
