/** Text to the `yaml` package's own tree, and what goyaml minds less than the package. */
import { type Document, parseDocument, visit } from 'yaml';
import { endOfFlow, joinFlowLines } from './flow-lines.ts';

/** The `yaml` package's own tree; scalars are left as they are written. */
export function readAsGoyaml(text: string): Document.Parsed {
  // These end lines for goyaml, but not for the parser; what stands behind the document's end, nobody reads.
  const lines = text.replace(/\r(?!\n)|[\u0085\u2028\u2029]/g, '\n').replace(/^\.\.\.(?![^ \t\r\n])[\s\S]*/m, '');
  const document = read(lines);
  if (document.errors.length === 0) return document;
  const rewritten = markDashes(joinFlowLines(withoutRest(lines)));
  const lenient = rewritten === lines ? document : withDashes(read(rewritten));
  return lenient.errors.length === 0 ? lenient : document;
}

/** goyaml reads no further than the bracket that closes the whole document, unless what it closes is a key. */
function withoutRest(text: string): string {
  const [opening] = /^\s*[{[]/.exec(text) ?? [];
  if (opening === undefined) return text;
  const start = opening.length - 1;
  const end = endOfFlow(text, start) ?? text.length;
  const isKey = /^[^\n]*:(?:\s|$)/.test(text.slice(end)) && !text.slice(start, end).includes('\n');
  return isKey ? text : text.slice(0, end);
}

/** Stands for a dash; of Unicode's private use. */
const MARK = '\ue000';

/** In brackets, goyaml takes a dash that a comma or the closing bracket follows for text: `[cat, -]`. */
function markDashes(text: string): string {
  return text.replace(/(?<=[\s[{,])-(?=[,\]}])/g, MARK);
}

function withDashes(document: Document.Parsed): Document.Parsed {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string') node.value = node.value.replaceAll(MARK, '-');
    },
  });
  return document;
}

function read(text: string): Document.Parsed {
  return parseDocument(text, {
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    strict: true,
    logLevel: 'silent',
  });
}
