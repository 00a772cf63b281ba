/** One YAML document: text to tree, by the `yaml` package, with whatever can be known of a broken one. */
import { type Document, isMap, isSeq } from 'yaml';
import { buildTree } from './build-tree.ts';
import { readAsGoyaml } from './read.ts';
import type { Node, YamlProblem } from './tree.ts';

export interface ParsedYaml {
  /** Absent: nothing but comments and blank lines. */
  readonly root: Node | undefined;
  readonly problems: readonly YamlProblem[];
}

/**
 * Characters of a document beyond which it is not read: that would take longer than anybody waits for an answer. An
 * object of a cluster may have 1.5 MiB at most (etcd's limit), and one with a Pod in it never comes near this.
 */
export const LONGEST_DOCUMENT = 500_000;
/** Behind so many problems, more say nothing new. */
const MOST_PROBLEMS = 1000;

/** Parses one document; `text` may begin with comments, directives and the `---` line. A document that is too long has no root and no problems. Never throws. */
export function parseYaml(text: string): ParsedYaml {
  if (text.length > LONGEST_DOCUMENT) return { root: undefined, problems: [] };
  try {
    const document = readAsGoyaml(text);
    const errors = isReadToTheEnd(document) ? document.errors : [];
    const problems = errors
      .slice(0, MOST_PROBLEMS)
      .filter(({ message, pos: [start] }) => !(ALLOWED.test(message) && text[start - 1] !== ':'))
      .map(({ pos: [start, end], message }): YamlProblem => ({ start, end, message }));
    const root = document.contents ? buildTree(text, document, problems) : undefined;
    return { root, problems };
  } catch (error) {
    // Nesting beyond the stack is the one way to make the parser throw.
    return { root: undefined, problems: [{ start: 0, end: text.length, message: `cannot be read: ${String(error)}` }] };
  }
}

/** What goyaml does not mind behind quotes and brackets. */
const ALLOWED = /^Comments must be separated from other tokens/;

/** goyaml reads no further than the bracket that closes the whole document. */
function isReadToTheEnd({ contents, errors: [first] }: Document.Parsed): boolean {
  const isBracketed = (isMap(contents) || isSeq(contents)) && contents.flow === true;
  const isBehind = /^Unexpected .*(?:at node end|in YAML stream)/.test(first?.message ?? '');
  return !isBracketed || !isBehind || (first?.pos[0] ?? 0) < contents.range[1];
}
