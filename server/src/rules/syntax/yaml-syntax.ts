/** What keeps a text from being YAML. It concerns the document, not an object: there may be none yet. */
import * as l10n from '@vscode/l10n';
import type { Version } from '../../catalog/catalog.ts';
import { isTemplate, itemsOf } from '../../model/object.ts';
import { createDocument } from '../../yaml/document.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import { LONGEST_DOCUMENT, parseYaml } from '../../yaml/parse.ts';
import { type Node, stringAt, type YamlProblem } from '../../yaml/tree.ts';
import { applyEdits } from '../edits/apply.ts';
import { newline } from '../edits/lines.ts';
import type { Edit, Fix, Problem } from '../rule.ts';
import { getSubjects } from '../subjects.ts';
import { findGoyamlProblems, type GoyamlProblem } from './goyaml.ts';

export const YAML_SYNTAX = 'yaml-syntax';

/** Whether the text, broken as it may be, seems meant for Kubernetes. */
export function isMeantForKubernetes({ text }: YamlDocument): boolean {
  return /(?:^|[{,])[-[\s"']*(?:apiVersion|kind)["']?[ \t]*:/m.test(text) && !isTemplate(text);
}

export function findSyntaxProblems(document: YamlDocument, version: Version): Problem[] {
  if (!isMeantForKubernetes(document)) return [];
  if (document.text.length > LONGEST_DOCUMENT) return [tooLong(document)];
  const [first] = document.problems;
  if (!first)
    return [...misplacedObjects(document), ...findGoyamlProblems(document)].map(({ fix: cure, ...problem }) => {
      return { code: YAML_SYNTAX, severity: 'error', path: '', ...problem, ...(cure && { fixes: [cure] }) };
    });
  // A parser that gives up on a document stumbles over each word of the rest.
  const causes = document.problems.filter((problem) => problem === first || !isFollowing(problem));
  return causes.map((problem) => {
    const told: Problem = {
      code: YAML_SYNTAX,
      severity: 'error',
      start: problem.start,
      end: problem.end,
      path: '',
      message: problem.message.replace(/ at line \d+, column \d+:?/, ''),
    };
    return problem === first ? withFixes(told, () => syntaxFixes(document, problem, version)) : told;
  });
}

function isFollowing({ message }: YamlProblem): boolean {
  return /^Unexpected .* token in YAML stream/.test(message);
}

/** Each attempt at a fix reads the document anew, and a key is no YAML until its colon: it waits until it is asked for. */
function withFixes(problem: Problem, find: () => readonly Fix[]): Problem {
  let found: readonly Fix[] | undefined;
  return {
    ...problem,
    get fixes() {
      found ??= find();
      return found;
    },
  };
}

/** What stands behind a line of three dots is no part of the document: what says which object it is must not be there. */
function objectBehindEnd(root: Node, text: string): Told | undefined {
  const missing = ['apiVersion', 'kind'].filter((name) => stringAt(root, name) === undefined);
  const end = missing.length > 0 ? /^\.\.\./m.exec(text.slice(root.end)) : undefined;
  const start = root.end + (end?.index ?? 0);
  const name = end && missing.find((one) => new RegExp(`^["']?${one}["']?[ \\t]*:`, 'm').test(text.slice(start)));
  if (!name) return undefined;
  const message = l10n.t('The document ends here: {0}, which stands behind, is not read', name);
  return { start, end: start + 3, message };
}

function tooLong({ text }: YamlDocument): Problem {
  const start = text.search(/[^\s]/);
  const message = l10n.t('This document is not checked: it has more than {0} characters', LONGEST_DOCUMENT);
  return { code: YAML_SYNTAX, severity: 'information', path: '', message, start, end: start + 1 };
}

type Told = GoyamlProblem & { readonly severity?: 'warning' };

/** What is good YAML and not one object. */
function misplacedObjects({ root, text }: YamlDocument): Told[] {
  if (!root || root.kind === 'scalar') return [];
  const [first] = root.kind === 'sequence' ? root.items : [];
  if (stringAt(first, 'apiVersion') !== undefined && stringAt(first, 'kind') !== undefined) {
    const message = l10n.t(
      'kubectl reads objects, not a list of them: put --- between them, or write kind: List with items',
    );
    const fix = apart(root, text);
    return [{ start: root.start, end: root.start + 1, message, ...(fix && { fix }) }];
  }
  const ended = objectBehindEnd(root, text);
  if (ended) return [ended];
  const strays = itemsOf(root)?.filter(({ kind }) => kind !== 'mapping') ?? [];
  if (strays.length > 0)
    return strays.map(({ start, end }) => ({ start, end, message: l10n.t('What a List holds must be objects') }));
  const rest = root.flow ? /^\s*(?:#.*\n\s*)*(?!\.\.\.)[^\s#]/.exec(text.slice(root.end)) : undefined;
  if (!rest) return [];
  const start = root.end + rest[0].length - 1;
  // Of YAML that is no JSON, the next character is looked at still.
  if (/[@`]/.test(text[start] ?? '') && !isJson(text.slice(0, root.end))) {
    const message = l10n.t('Nothing that begins with {0} may follow the closing bracket', text[start] ?? '');
    return [{ start, end: start + 1, message }];
  }
  const message = l10n.t('The API server reads no further than the closing bracket: put --- between objects');
  return [{ start, end: start + 1, message, severity: 'warning' }];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Objects instead of the items of a list: each keeps its column. */
function apart(root: Node, text: string): Fix | undefined {
  if (root.kind !== 'sequence' || root.flow) return undefined;
  const edits = root.items.flatMap((item, index) => {
    const dash = /-(?=[ \t]+$)/.exec(text.slice(0, item.start))?.index;
    if (dash === undefined) return [];
    return { start: dash, end: dash + 1, newText: index === 0 ? ' ' : `---${newline(text)} ` };
  });
  return edits.length === root.items.length
    ? { title: l10n.t('Make it separate objects'), preferred: true, edits }
    : undefined;
}

/** Texts beyond this are not parsed again to try a fix. */
const LONGEST = 20_000;
/** Characters that may be parsed to find a fix. */
const MOST_PARSED = 500_000;

interface Attempt {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/**
 * The change near the problem after which there are the fewest problems, and of several the one after which most is
 * where Kubernetes has it; none when none helps.
 */
function syntaxFixes({ text, problems }: YamlDocument, problem: YamlProblem, version: Version): Fix[] {
  if (text.length > LONGEST) return [];
  let best: Fix | undefined;
  let least = problems.length;
  let left = MOST_PARSED / text.length;
  for (const { title, edits } of attempts(text, problem)) {
    const changed = applyEdits(text, edits);
    const remaining = parseYaml(changed).problems.length || oddity(changed, version);
    if (remaining < least) [best, least] = [{ title, preferred: true, edits }, remaining];
    if (least === 0 || --left < 0) break;
  }
  return best ? [best] : [];
}

/** From 0 to less than 1: the more of the objects' fields nobody knows or can read, the more. */
function oddity(text: string, version: Version): number {
  const odd = getSubjects(createDocument(text), version).flatMap(({ unknown, wrong }) => [...unknown, ...wrong]).length;
  return odd / (odd + 1);
}

function* attempts(text: string, problem: YamlProblem): Generator<Attempt> {
  const blanks = [...text.matchAll(/^[ \t\u00a0\u2000-\u200b\u202f\u3000]+/gm)].filter(([indent]) =>
    /[^ ]/.test(indent),
  );
  if (blanks.length > 0)
    yield {
      title: l10n.t('Indent with spaces'),
      edits: blanks.map(({ 0: indent, index }) => ({
        start: index,
        end: index + indent.length,
        newText: indent.replaceAll('\t', '  ').replaceAll(/[^ ]/g, ' '),
      })),
    };
  const at = Math.min(problem.start, text.length);
  for (const line of linesNear(text, at)) {
    yield* narrowing(text, line);
    yield* quoting(text, line);
    yield* bracketing(text, line);
    yield* spacing(text, line);
    yield* closing(text, line);
    yield* indenting(text, line);
  }
  // What is not closed is only noticed where the text, or the block around it, ends.
  if (/clos|end with/i.test(problem.message))
    for (const { index, 0: line } of [...text.matchAll(/^.*["'[{].*$/gm)].slice(0, 50))
      yield* closing(text, { start: index, end: index + line.length });
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** The line of an offset, the one before it and the one behind it that have something written. */
function linesNear(text: string, at: number): Line[] {
  const lineAt = (offset: number): Line => {
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    const end = text.indexOf('\n', start);
    return { start, end: end < 0 ? text.length : end };
  };
  const own = lineAt(at);
  const before = own.start > 0 ? lineAt(own.start - 1) : own;
  const after = own.end < text.length ? lineAt(own.end + 1) : own;
  return [...new Map([own, before, after].map((line) => [line.start, line])).values()];
}

/** Chinese keyboards have a wide colon, which YAML does not take for one. */
function* narrowing(text: string, { start, end }: Line): Generator<Attempt> {
  const [head, key = ''] = /^( *(?:- +)*[\w./-]+)\uff1a[ \u3000]*/.exec(text.slice(start, end)) ?? [];
  if (head === undefined) return;
  const title = l10n.t('Write the colon as YAML knows it');
  yield { title, edits: [{ start: start + key.length, end: start + head.length, newText: ': ' }] };
}

/** A value with `: ` or ` #` in it wants quotes. */
function* quoting(text: string, { start, end }: Line): Generator<Attempt> {
  const match = /^([ \t]*(?:- +)*(?:[\w./-]+|"[^"]*"|'[^']*'):[ \t]+)(\S.*?)[ \t]*\r?$/.exec(text.slice(start, end));
  const [, head = '', value = ''] = match ?? [];
  // The fields of a schedule are no alias.
  const isStars = /^\*[ /]/.test(value);
  if (!isStars && (!/: | #|:$|^[@`%]/.test(value) || /^["'|>&*[{]/.test(value))) return;
  const from = start + head.length;
  const quoted = /["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`;
  yield {
    title: l10n.t('Put the value in quotes'),
    edits: [{ start: from, end: from + value.length, newText: quoted }],
  };
}

/** A dash or a key's colon wants a space behind it, and a key its colon. */
function* spacing(text: string, { start, end }: Line): Generator<Attempt> {
  const line = text.slice(start, end);
  const insert = (title: string, length: number, newText: string) => ({
    title,
    edits: [{ start: start + length, end: start + length, newText }],
  });
  const dash = /^ *-(?=[A-Za-z]\w*:)/.exec(line);
  if (dash) yield insert(l10n.t('Put a space behind the dash'), dash[0].length, ' ');
  const colon = /^ *(?:- *)*[A-Za-z]\w*:(?=[^\s/])/.exec(line);
  if (colon) yield insert(l10n.t('Put a space behind the colon'), colon[0].length, ' ');
  const equals = /^( *(?:- +)*[a-z][A-Za-z]*) *= */.exec(line);
  if (equals) {
    const edit = { start: start + (equals[1] ?? '').length, end: start + equals[0].length, newText: ': ' };
    yield { title: l10n.t('Put a colon behind the key'), edits: [edit] };
  }
  const key = /^ *(?:- +)*[a-z][A-Za-z]*(?=(?: +[^\s:#].*)?\s*$)/.exec(line);
  if (key) yield insert(l10n.t('Put a colon behind the key'), key[0].length, ':');
}

const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['[', ']'],
  ['{', '}'],
];

/** Several words in quotes are a list, and want brackets around them. */
function* bracketing(text: string, { start, end }: Line): Generator<Attempt> {
  const words = /(?<=:[ \t]+)(?:"[^"]*"|'[^']*')(?:[ \t]*,[ \t]*(?:"[^"]*"|'[^']*'))+(?=[ \t]*\r?$)/.exec(
    text.slice(start, end),
  );
  if (!words) return;
  const from = start + words.index;
  const newText = `[${words[0]}]`;
  yield { title: l10n.t('Make it a list'), edits: [{ start: from, end: from + words[0].length, newText }] };
}

/** What is opened on a line wants to be closed on it, or was not to be opened: what follows may be a block. */
function* closing(text: string, { start, end }: Line): Generator<Attempt> {
  const line = text.slice(start, end).trimEnd();
  const opened = /(?<=:)[ \t]*[[{]$/.exec(line);
  if (opened) {
    const edit = { start: start + opened.index, end: start + line.length, newText: '' };
    yield { title: l10n.t('Remove {0}', line.slice(-1)), edits: [edit] };
  }
  const count = (character: string) => line.split(character).length - 1;
  for (const [open, close] of PAIRS) {
    const isOpen = open === close ? count(open) % 2 === 1 : count(open) > count(close);
    const at = start + line.length;
    if (isOpen) yield { title: l10n.t('Close with {0}', close), edits: [{ start: at, end: at, newText: close }] };
  }
}

/** A line that stands between two columns wants the column of a line above it. */
function* indenting(text: string, { start, end }: Line): Generator<Attempt> {
  const line = text.slice(start, end);
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  if (line.trim() === '') return;
  const above = text.slice(0, start).split('\n').slice(-6).reverse();
  const columns = above.flatMap((one) => {
    const match = /^( *)((?:- +)*)\S/.exec(one);
    if (!match) return [];
    const column = (match[1] as string).length;
    return match[2] ? [column + match[2].length, column] : [column];
  });
  const nearest = [...new Set(columns)]
    .filter((column) => column !== indent)
    .sort((a, b) => Math.abs(a - indent) - Math.abs(b - indent));
  for (const column of nearest.slice(0, 4))
    yield {
      title: l10n.t('Indent by {0}', column),
      edits: [{ start, end: start + indent, newText: ' '.repeat(column) }],
    };
}
