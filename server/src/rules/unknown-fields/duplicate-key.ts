import * as l10n from '@vscode/l10n';
import type { YamlDocument } from '../../yaml/file.ts';
import { resolvePlain } from '../../yaml/scalars.ts';
import { type Entry, isNull, type Mapping, type Node } from '../../yaml/tree.ts';
import { mergeEntries } from '../edits/move.ts';
import { removeEntry } from '../edits/remove.ts';
import { fix } from '../report.ts';
import type { Finding, Rule } from '../rule.ts';
import { mergedTwice } from './merged-twice.ts';

export const duplicateKey: Rule = {
  code: 'duplicate-key',
  stage: 'strict',
  severity: 'error',
  summary: 'A key stands twice in the same mapping; kubectl would silently take the last one.',
  check: ({ object, document }) =>
    hasDuplicates(object.node, new Set()) ? duplicates(document, object.node, new Set()) : [],
};

/** Most objects have none, which this tells in a fraction of the time that generators within each other take. */
function hasDuplicates(node: Node, seen: Set<Node>): boolean {
  if (node.kind === 'scalar' || seen.has(node)) return false;
  seen.add(node);
  return node.kind === 'sequence'
    ? node.items.some((item) => hasDuplicates(item, seen))
    : node.entries.some(({ duplicate, value }) => duplicate || hasDuplicates(value, seen));
}

/** Merge keys of merge keys can bring in the same key many thousand times. */
const MOST_DUPLICATES = 100;

function* duplicates(document: YamlDocument, node: Node, seen: Set<Node>): Generator<Finding> {
  if (node.kind === 'scalar' || seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'sequence') {
    for (const item of node.items) yield* duplicates(document, item, seen);
    return;
  }
  let told = 0;
  for (const entry of node.entries) {
    if (entry.duplicate && told < MOST_DUPLICATES && !differsInType(document, node, entry)) {
      yield duplicate(document, node, entry);
      told++;
    }
    yield* duplicates(document, entry.value, seen);
  }
}

/** `1` and `"1"` are two keys, though one field. */
function differsInType({ text }: YamlDocument, mapping: Mapping, { name, key }: Entry): boolean {
  const typeOf = (one: Entry['key']) => {
    const written = text.slice(one.start, one.end);
    return /^["']/.test(written) ? 'string' : typeof resolvePlain(written);
  };
  const same = mapping.entries.filter((entry) => entry.name === name && entry.key.start < key.start && !entry.merged);
  return same.length > 0 && same.every((entry) => typeOf(entry.key) !== typeOf(key));
}

function duplicate(document: YamlDocument, mapping: Mapping, entry: Entry): Finding {
  const index = mapping.entries.indexOf(entry);
  const earlier = mapping.entries.slice(0, index).findLast(({ name }) => name === entry.name) as Entry;
  if (earlier.merged || entry.merged) return mergedTwice(document, mapping, earlier, entry);
  const textOf = ({ key, end }: Entry) => document.text.slice(key.end, end).trim();
  const laterIsVoid = isVoid(entry.value) || textOf(entry) === textOf(earlier);
  const merge = laterIsVoid ? [] : fix(l10n.t('Merge both'), true, mergeEntries(document, mapping, earlier, entry));
  // kubectl takes the later one; but a scrap of a value is not what was meant to replace a long one.
  const laterIsScrap = textOf(entry).length * 3 < textOf(earlier).length;
  const keepsEarlier = laterIsVoid || (merge.length === 0 && laterIsScrap);
  const keepsLater = !keepsEarlier && merge.length === 0;
  const fixes = [
    ...merge,
    ...(isVoid(earlier.value) && !laterIsVoid
      ? []
      : fix(l10n.t('Remove this one'), keepsEarlier, removeEntry(document, mapping, entry, undefined))),
    ...fix(l10n.t('Remove the earlier one'), keepsLater, removeEntry(document, mapping, earlier, undefined)),
  ];
  const line = document.text.slice(0, earlier.start).split('\n').length;
  return {
    ...entry.key,
    // The API server names the key alone.
    path: entry.name,
    message: alreadySet(entry.name, linesAbove(document, line, entry)),
    ...(fixes.length > 0 && { fixes: fixes.toSorted((a, b) => Number(b.preferred) - Number(a.preferred)) }),
  };
}

/** Said relatively: the document may stand anywhere in its file. */
function linesAbove(document: YamlDocument, line: number, entry: Entry): number {
  return document.text.slice(0, entry.start).split('\n').length - line;
}

function alreadySet(name: string, linesAbove: number): string {
  if (linesAbove === 0) return l10n.t('Key "{0}" is already set in this mapping, on the same line', name);
  return linesAbove === 1
    ? l10n.t('Key "{0}" is already set in this mapping, one line above', name)
    : l10n.t('Key "{0}" is already set in this mapping, {1} lines above', name, linesAbove);
}

function isVoid(node: Node): boolean {
  if (node.kind === 'scalar') return isNull(node);
  return node.kind === 'sequence' ? node.items.length === 0 : node.entries.length === 0;
}
