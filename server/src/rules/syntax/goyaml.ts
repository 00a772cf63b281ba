/**
 * What kubectl's YAML library refuses and ours reads without a word: unknown anchors, tags that do not fit, merges of
 * what is no mapping, escapes and characters that it does not know.
 */
import * as l10n from '@vscode/l10n';
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { YamlDocument } from '../../yaml/file.ts';
import { readAsGoyaml } from '../../yaml/read.ts';
import { fitsTag } from '../../yaml/scalars.ts';
import type { YamlProblem } from '../../yaml/tree.ts';
import { lineAfter, newline } from '../edits/lines.ts';
import type { Fix } from '../rule.ts';
import { findTabs } from './goyaml-tabs.ts';

export interface GoyamlProblem extends YamlProblem {
  readonly fix?: Fix;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;
const ESCAPE = /\\(?:\r?\n|[0abt\tnvfre "'\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|)/y;
/** JSON's two halves of one character. */
const PAIR = /^\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}/;
/** Few documents have any of these, and only they are worth a closer look. */
const SUSPECT = /(?:^|[\s,[{-])(?:[*&]\S|!!|<<\s*:|(?:~|null|Null|NULL)?[ \t]*:[ \t\r\n])|\\|^ *\t[ \t]*(?:#|\r?$)/m;
/** What goyaml takes for a sign of its own inside brackets. */
const SIGN = /\?|[\s,[{]:\S|:[[{]/;
/** At the start of a line: JSON often has such lines, and may have them everywhere. */
const TAB = /^ *\t/m;
/** kubectl cuts at every line that begins so, and wants nothing else on it. */
const SEPARATOR = /^---(?=[ \t]*[^\s#]).*/m;

/** None where the text is broken anyway. */
export function findGoyamlProblems({ text, problems }: YamlDocument): GoyamlProblem[] {
  if (problems.length > 0) return [];
  const control = CONTROL.exec(text);
  if (control) {
    const code = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    const span = { start: control.index, end: control.index + 1 };
    return [
      {
        ...span,
        message: l10n.t('Control characters are not allowed: {0}', code),
        fix: replacing(span, '', l10n.t('Remove it')),
      },
    ];
  }
  const directive = /^(?:\uFEFF?[ \t]*(?:#[^\n]*)?\n)*(%[^\n]*)/.exec(text);
  if (directive) {
    const [{ length }, line = ''] = directive;
    const words = l10n.t('kubectl takes what stands before --- as a document of its own: leave directives out');
    const span = { start: length - line.length, end: length };
    const wholeLine = { ...span, end: lineAfter(text, length) };
    return [{ ...span, message: words, fix: replacing(wholeLine, '', l10n.t('Remove the directive')) }];
  }
  const isJson = /^\s*\{/.test(text);
  const separator = text.includes('---') && !isJson ? SEPARATOR.exec(text) : null;
  if (separator) {
    const [{ length }] = separator;
    const span = { start: separator.index, end: separator.index + length };
    const dashes = /^-{3}(?=[ \t])/.test(separator[0]) ? { start: span.start + 3, end: span.start + 4 } : undefined;
    return [
      {
        ...span,
        message: l10n.t('A line that begins with --- separates documents: nothing may follow on it'),
        ...(dashes && { fix: replacing(dashes, newline(text), l10n.t('Break the line')) }),
      },
    ];
  }
  const isSuspect = SUSPECT.test(text) || (/[[{]/.test(text) && (SIGN.test(text) || (TAB.test(text) && !isJson)));
  return isSuspect ? inTree(text) : [];
}

function inTree(text: string): GoyamlProblem[] {
  const document = readAsGoyaml(text);
  const { contents } = document as { contents: Node | null };
  const found = [...look(text, contents, { document, known: new Set(), open: new Set(), inBrackets: false })];
  return [...found, ...findTabs(text, contents)];
}

interface Scope {
  readonly document: Document.Parsed;
  /** Anchors of nodes that are complete, and of those that are not yet. */
  readonly known: Set<string>;
  readonly open: Set<string>;
  readonly inBrackets: boolean;
}

function* look(text: string, node: unknown, scope: Scope): Generator<GoyamlProblem> {
  if (isAlias(node)) {
    const name = node.source;
    if (scope.open.has(name)) yield at(node, l10n.t('Anchor "{0}" contains itself', name));
    else if (!scope.known.has(name)) yield at(node, l10n.t('There is no anchor "{0}" above', name));
    return;
  }
  const { anchor } = (node ?? {}) as { anchor?: string };
  if (anchor && !/^[\w-]+$/.test(anchor) && node)
    yield at(node, l10n.t("The anchor \"{0}\" may only have letters, digits, '-' and '_'", anchor));
  if (anchor) scope.open.add(anchor);
  const inside = isCollection(node) && node.flow ? { ...scope, inBrackets: true } : scope;
  if (isScalar(node)) yield* scalar(text, node, scope);
  else if (isSeq(node)) for (const item of node.items) yield* look(text, item, inside);
  else if (isMap(node)) yield* mapping(text, node, inside);
  if (anchor) {
    scope.open.delete(anchor);
    scope.known.add(anchor);
  }
}

function* mapping(text: string, map: YAMLMap, scope: Scope): Generator<GoyamlProblem> {
  for (const pair of map.items) {
    if (!isPair(pair)) continue;
    const { key, value } = pair as Pair<unknown, unknown>;
    yield* look(text, key, scope);
    yield* look(text, value, scope);
    if (isScalar(key) && key.type === 'PLAIN' && !key.tag) {
      if (key.value === '<<' && !isMergeable(value, scope))
        yield at(key, l10n.t('A merge key brings in a mapping, or a list of them'));
      if (/^(?:|~|null|Null|NULL)$/.test(String(key.value))) yield at(key, l10n.t('A key must not be null'));
      const end = key.range?.[1] ?? 0;
      if (scope.inBrackets && /:[[{]/y.test(text.slice(end, end + 2))) {
        const span = { start: end + 1, end: end + 1 };
        yield {
          start: end,
          end: end + 2,
          message: l10n.t('A colon wants a space behind it'),
          fix: replacing(span, ' ', l10n.t('Put a space behind the colon')),
        };
      }
    }
  }
}

function isMergeable(value: unknown, { document }: Scope): boolean {
  const target = isAlias(value) ? value.resolve(document) : value;
  if (isSeq(target)) return target.items.every((item) => isMap(isAlias(item) ? item.resolve(document) : item));
  return isMap(target) || target === undefined;
}

function* scalar(text: string, node: Scalar, { inBrackets }: Scope): Generator<GoyamlProblem> {
  const value = String(node.value ?? '');
  if (node.tag && !fitsTag(value, node.tag)) {
    const name = node.tag.slice(node.tag.lastIndexOf(':') + 1);
    const start = node.range?.[0] ?? 0;
    const [tag = ''] = new RegExp(`!!${name}[ \\t]+$`).exec(text.slice(0, start)) ?? [];
    const fix = replacing({ start: start - tag.length, end: start }, '', l10n.t('Remove the tag'));
    yield { ...at(node, l10n.t('"{0}" does not fit its tag !!{1}', value, name)), ...(tag && { fix }) };
  }
  if (node.type === 'QUOTE_DOUBLE') yield* escapes(text, node);
  if (node.type !== 'PLAIN' || !inBrackets || !/^:|\?/.test(value)) return;
  const [start = 0, end = 0] = node.range ?? [];
  const message = l10n.t("Inside brackets, a value that begins with ':' or holds '?' must be in quotes");
  yield { start, end, message, fix: replacing({ start, end }, JSON.stringify(value), l10n.t('Put it in quotes')) };
}

/** JSON's `\/` and halves of characters are not among goyaml's escapes. */
function* escapes(text: string, { range }: Scalar): Generator<GoyamlProblem> {
  const [start = 0, end = 0] = range ?? [];
  for (let index = text.indexOf('\\', start); index >= 0 && index < end; ) {
    ESCAPE.lastIndex = index;
    let [sequence = '\\'] = ESCAPE.exec(text) ?? [];
    const code = /^\\[uU]/.test(sequence) ? Number.parseInt(sequence.slice(2), 16) : 0;
    if (sequence === '\\') {
      const span = { start: index, end: index + 2 };
      const fix = replacing(span, text.slice(index + 1, index + 2), l10n.t('Leave out the backslash'));
      yield { ...span, message: l10n.t('There is no escape {0}', text.slice(index, index + 2)), fix };
    } else if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
      const [pair = sequence] = PAIR.exec(text.slice(index, index + 12)) ?? [];
      const span = { start: index, end: index + pair.length };
      const message = l10n.t('{0} is no character: write the character itself', sequence);
      const [character] = pair === sequence ? [] : [String.fromCharCode(code, Number.parseInt(pair.slice(8), 16))];
      yield { ...span, message, ...(character && { fix: replacing(span, character, l10n.t('Write {0}', character)) }) };
      if (character) sequence = pair;
    }
    index = text.indexOf('\\', index + Math.max(sequence.length, 2));
  }
}

function replacing(span: { readonly start: number; readonly end: number }, newText: string, title: string): Fix {
  return { title, preferred: true, edits: [{ ...span, newText }] };
}

function at(node: { readonly range?: readonly [number, number, number] | null }, message: string): YamlProblem {
  const [start, end] = node.range ?? [0, 0];
  return problem(start, end, message);
}

function problem(start: number, end: number, message: string): YamlProblem {
  return { start, end, message };
}
