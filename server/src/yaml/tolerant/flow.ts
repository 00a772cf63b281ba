/** Flow collections, `{…}` and `[…]`, closed or not. */
import type { Entry, Mapping, Node, Scalar, Sequence } from '../tree.ts';
import { endOfLine, HOLE, isSpace, quoteEnd } from './lines.ts';
import { missing, scalar } from './scalars.ts';

/** Collections nested deeper than this would exhaust the stack. */
const MAX_DEPTH = 200;

/** The flow collection between two offsets, closed or not. */
export function readFlow(text: string, start: number, end: number): Node {
  let at = start;
  let depth = 0;

  function skip(): void {
    while (at < end) {
      if (text[at] === '#' && isSpace(text[at - 1])) at = Math.min(end, endOfLine(text, at));
      else if (isSpace(text[at])) at++;
      else return;
    }
  }

  function node(): Node {
    skip();
    const first = text[at];
    if (depth > MAX_DEPTH) at = end;
    if (at >= end || first === undefined || ',]}'.includes(first)) return missing(at);
    depth++;
    const read = first === '{' ? mapping() : first === '[' ? sequence() : plainOrQuoted();
    depth--;
    return read;
  }

  function plainOrQuoted(): Scalar {
    const from = at;
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      at = Math.min(end, quoteEnd(text, at, end) ?? endOfLine(text, at));
      return scalar(text, from, at, quote === '"' ? 'double' : 'single');
    }
    while (
      at < end &&
      !',[]{}\n'.includes(text[at] ?? '') &&
      !atColon() &&
      !(text[at] === '#' && isSpace(text[at - 1]))
    )
      at++;
    const to = from + text.slice(from, at).trimEnd().length;
    return scalar(text, from, to, 'plain');
  }

  const atColon = (): boolean =>
    text[at] === ':' &&
    (at + 1 >= end || isSpace(text[at + 1]) || ',]}[{'.includes(text[at + 1] ?? '') || text[at + 1] === HOLE);

  function mapping(): Mapping {
    const from = at++;
    const entries: Entry[] = [];
    const names = new Set<string>();
    for (;;) {
      skip();
      if (at >= end || text[at] === '}' || text[at] === ']') break;
      if (text[at] === ',') {
        at++;
        continue;
      }
      const before = at;
      const key = node();
      skip();
      const colon = text[at] === ':';
      if (colon) at++;
      const value = colon ? node() : missing(key.end);
      if (key.kind === 'scalar') {
        entries.push({
          name: key.text,
          key,
          value,
          start: key.start,
          end: Math.max(key.end, value.end),
          merged: false,
          duplicate: names.has(key.text),
        });
        names.add(key.text);
      }
      if (at === before) at++;
    }
    if (text[at] === '}') at++;
    return { kind: 'mapping', flow: true, entries, start: from, end: at };
  }

  function sequence(): Sequence {
    const from = at++;
    const items: Node[] = [];
    for (;;) {
      skip();
      if (at >= end || text[at] === ']' || text[at] === '}') break;
      if (text[at] === ',' || text[at] === ':') {
        at++;
        continue;
      }
      const before = at;
      items.push(node());
      if (at === before) at++;
    }
    if (text[at] === ']') at++;
    return { kind: 'sequence', flow: true, items, start: from, end: at };
  }

  return node();
}
