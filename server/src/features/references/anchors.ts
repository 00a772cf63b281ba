/** Anchors and the aliases that stand for them: `&name`, `*name`. The tree has aliases followed, so the text is asked. */
import { CST, Lexer } from 'yaml';
import { LONGEST_DOCUMENT } from '../../yaml/parse.ts';
import type { Occurrence } from './occurrence.ts';

/** All of one name go together: whichever of them is given anew further down, that keeps every alias's meaning. */
const SCOPE = 'anchors';

/** The lexer's own marks, which take no characters of the text; a scalar follows the last of them. */
const MARKS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

export function anchorsIn(text: string): Occurrence[] {
  if (!text.includes('&') || text.length > LONGEST_DOCUMENT) return [];
  const found: Occurrence[] = [];
  let offset = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text.replace(/\r(?!\n)/g, '\n'))) {
    if (!isScalar && MARKS.has(token)) {
      isScalar = token === CST.SCALAR;
      continue;
    }
    const type = isScalar ? undefined : CST.tokenType(token);
    if (type === 'anchor' || type === 'alias')
      found.push({
        kind: 'anchor',
        role: type === 'anchor' ? 'definition' : 'use',
        name: token.slice(1),
        span: { start: offset + 1, end: offset + token.length },
        scope: SCOPE,
        local: true,
        within: 'text',
      });
    isScalar = false;
    offset += token.length;
  }
  return found;
}
