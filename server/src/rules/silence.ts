/**
 * Comments that silence rules by name: `# podwright-disable-line CODE, CODE`, `# podwright-disable-next-line CODE`, and
 * `# podwright-disable CODE` for the whole file. They silence what they name and nothing else.
 */
import * as l10n from '@vscode/l10n';
import type { YamlDocument } from '../yaml/file.ts';
import type { Node } from '../yaml/tree.ts';
import { columnOf, lineAfter, lineEnd, newline } from './edits/lines.ts';
import type { Fix, Problem } from './rule.ts';

const COMMENT = /#[ \t]*podwright-disable(-line|-next-line)?[ \t]+([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)/g;

/** The codes that comments silence in the whole text, as a rule a file with all its documents. */
export function silencedEverywhere(text: string): ReadonlySet<string> {
  return new Set(commentsIn(text).flatMap(({ scope, codes }) => (scope === undefined ? codes : [])));
}

/** The problems that no comment of the document silences. */
export function withoutSilenced(problems: readonly Problem[], { text }: YamlDocument): readonly Problem[] {
  const comments = commentsIn(text);
  if (comments.length === 0) return problems;
  return problems.filter(({ start, code }) => {
    const line = startOfLine(text, start);
    return !comments.some(({ codes, scope, at }) => {
      if (!codes.includes(code)) return false;
      const own = startOfLine(text, at);
      return scope === undefined || line === (scope === '-line' ? own : lineAfter(text, own));
    });
  });
}

/** Silences one rule on the problem's line: behind it, or above it where another comment stands behind it. */
export function silenceFix({ text, root }: YamlDocument, { start, code }: Problem): Fix {
  const line = startOfLine(text, start);
  const end = lineEnd(text, line);
  const title = l10n.t('Silence {0} on this line', code);
  // A comment behind the first line of a scalar of several lines would be a part of it.
  if (!/[#|>]/.test(text.slice(line, end)) && !(root && isInScalar(root, end)))
    return { title, preferred: false, edits: [{ start: end, end, newText: ` # podwright-disable-line ${code}` }] };
  const indent = ' '.repeat(columnOf(text, line + text.slice(line, end).search(/\S|$/)));
  const newText = `${indent}# podwright-disable-next-line ${code}${newline(text)}`;
  return { title, preferred: false, edits: [{ start: line, end: line, newText }] };
}

/** Whether a scalar goes on behind that offset. */
function isInScalar(node: Node, at: number): boolean {
  if (node.end <= at || node.start > at) return false;
  if (node.kind === 'scalar') return node.start < at;
  const children = node.kind === 'sequence' ? node.items : node.entries.map(({ value }) => value);
  return children.some((child) => isInScalar(child, at));
}

/** A comment that silences. */
export interface Comment {
  readonly scope: string | undefined;
  readonly codes: readonly string[];
  /** Offset of the comment. */
  readonly at: number;
  readonly text: string;
}

export function commentsIn(text: string): Comment[] {
  if (!text.includes('podwright-disable')) return [];
  return [...text.matchAll(COMMENT)].map(({ index, 0: comment, 1: scope, 2: codes = '' }) => ({
    scope,
    codes: codes.split(/[ \t]*,[ \t]*/),
    at: index,
    text: comment,
  }));
}

function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}
