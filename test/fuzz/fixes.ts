/** What must hold of every quick fix, wherever it is offered; each breach is told in a line. */
import { getCatalog } from '../../server/src/catalog/catalog.ts';
import { problemsIn } from '../../server/src/features/diagnostics.ts';
import type { Edit, Problem } from '../../server/src/rules/rule.ts';
import { silenceFix } from '../../server/src/rules/silence.ts';
import { parseFile, type YamlFile } from '../../server/src/yaml/file.ts';
import { countSyntax, lostComments, SAVED, strangeWhitespace } from '../support/soundness.ts';
import type { Tally } from './tally.ts';

const settings = { version: getCatalog().newest } as const;

/** Before these are mended, the API server does not look at the rest. */
const VEILS = new Set([
  'yaml-syntax',
  'missing-type',
  'unknown-kind',
  'wrong-type',
  'bad-quantity',
  'invalid-selector',
  'selector-matches',
  'invalid-label',
]);
/** Beside these the API server looks at nothing either: what is wrong there was so before, and is only seen then. */
const SHADES = new Set(['handler-count', 'missing-field', 'unknown-field', 'volume-sources']);

/**
 * Makes each fix of each problem on its own; those of a kind that is new to the tally, in the manifest as other editors
 * save it, too.
 */
export function tryFixes(text: string, tally: Tally): void {
  const kinds = tryEach(text, tally, () => true);
  const isNew = (kind: string) => kinds.has(kind) && !tally.kinds.has(kind);
  for (const save of SAVED) if (save(text) !== text) tryEach(save(text), tally, isNew);
  for (const kind of kinds) tally.kinds.add(kind);
}

/** @returns the kinds of fixes that are offered: their rules and titles */
function tryEach(text: string, tally: Tally, isWanted: (kind: string) => boolean): Set<string> {
  const before = parseFile(text);
  const found = problemsIn(before, settings);
  const problems = found.map(({ problem }) => problem);
  const kinds = new Set<string>();
  for (const { placed, problem } of found)
    for (const { title, edits } of [...(problem.fixes ?? []), silenceFix(placed.document, problem)]) {
      const kind = `${problem.code}: ${title}`;
      kinds.add(kind);
      if (!isWanted(kind)) continue;
      tally.tried++;
      const shifted = edits.map((edit) => ({
        ...edit,
        start: edit.start + placed.offset,
        end: edit.end + placed.offset,
      }));
      const changed = applyEdits(text, shifted);
      const breaches =
        changed === undefined
          ? ['its edits overlap, or lie outside the document']
          : breachesOf({ before, after: parseFile(changed, before), problems, problem, title, edits: shifted });
      for (const breach of breaches)
        tally.breaches.push(`fix "${title}" of ${problem.code} at ${problem.path}: ${breach}`);
    }
  return kinds;
}

interface Made {
  readonly before: YamlFile;
  readonly after: YamlFile;
  /** All of the manifest. */
  readonly problems: readonly Problem[];
  /** The one that was to be mended. */
  readonly problem: Problem;
  readonly title: string;
  /** In the file's own offsets. */
  readonly edits: readonly Edit[];
}

function* breachesOf({ before, after, problems, problem, title, edits }: Made): Generator<string> {
  if (after.text === before.text) yield 'changes nothing';
  if (countSyntax(after) > countSyntax(before)) yield 'does not parse';
  yield* strangeWhitespace(before.text, after.text);
  const lost = lostComments(before.text, after.text).filter((comment) => !isTakenOut(comment, before, edits));
  if (lost.length > 0 && problem.code !== 'unknown-code') yield `loses ${lost[0]}`;
  const left = problemsIn(after, settings).map((one) => one.problem);
  const isSame = (other: Problem) =>
    other.code === problem.code && kindOf(other) === kindOf(problem) && other.message === problem.message;
  const isVeiled = problems.some(({ code }) => VEILS.has(code));
  const stays = left.filter(isSame);
  if (stays.length >= problems.filter(isSame).length) {
    if (!isVeiled) yield 'the problem is still there';
    if (stays.some(({ fixes = [] }) => fixes.some((one) => one.title === title))) yield 'is offered again';
  }
  if (isVeiled) return;
  const isWritten = (path: string) => problem.code === 'missing-field' && path === problem.path;
  const isBeside = (path: string) => SHADES.has(problem.code) && path.startsWith(holderOf(problem.path));
  const isShaded = ({ path }: Problem) => isBelow(path, problem.path) || (isBeside(path) && !isWritten(path));
  const known = countBy(problems);
  for (const [key, { count, one }] of countBy(left))
    if (one.severity === 'error' && count > (known.get(key)?.count ?? 0) && !isShaded(one))
      yield `brings ${one.code} at ${one.path}: ${one.message}`;
}

/** Who takes a field out takes out what is said about it. */
function isTakenOut(comment: string, { text }: YamlFile, edits: readonly Edit[]): boolean {
  return edits.some(({ start, end, newText }) => newText === '' && text.slice(start, end).includes(comment));
}

function countBy(problems: readonly Problem[]): Map<string, { count: number; one: Problem }> {
  const counts = new Map<string, { count: number; one: Problem }>();
  for (const one of problems) {
    const key = `${one.code} ${kindOf(one)}`;
    counts.set(key, { count: (counts.get(key)?.count ?? 0) + 1, one });
  }
  return counts;
}

/** The place without indexes, which shift when an item goes. */
function kindOf({ path }: Problem): string {
  return path.replace(/\[\d+\]/g, '');
}

/** What a faulty holder has in it, the API server looks at only when the holder is right. */
function isBelow(path: string, holder: string): boolean {
  return path.startsWith(holder) && /^[.[]/.test(path.slice(holder.length));
}

function holderOf(path: string): string {
  return path.replace(/(?:\.[^.[\]]+|\[[^\]]*\])$/, '');
}

/** The text with the edits made; undefined when they cannot be. */
function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const sorted = edits.map((edit, i) => ({ ...edit, i })).sort((a, b) => b.start - a.start || b.i - a.i);
  let changed = text;
  let last = text.length;
  for (const { start, end, newText } of sorted) {
    if (start < 0 || start > end || end > last) return undefined;
    changed = changed.slice(0, start) + newText + changed.slice(end);
    last = start;
  }
  return changed;
}
