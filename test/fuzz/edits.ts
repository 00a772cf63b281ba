/** What must hold of every quick fix, wherever it is offered; each breach is told in a line. */
import { getCatalog } from '../../server/src/catalog/catalog.ts';
import { problemsIn } from '../../server/src/features/diagnostics.ts';
import type { Edit, Problem } from '../../server/src/rules/rule.ts';
import { silenceFix } from '../../server/src/rules/silence.ts';
import { parseFile, type YamlFile } from '../../server/src/yaml/file.ts';

export interface Tally {
  /** How many changes were tried. */
  tried: number;
  readonly breaches: string[];
}

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

/** Applies each fix of each problem on its own. */
export function tryFixes(text: string, tally: Tally): void {
  const file = parseFile(text);
  const before = problemsIn(file, settings);
  for (const { placed, problem } of before) {
    for (const fix of [...(problem.fixes ?? []), silenceFix(placed.document, problem)]) {
      tally.tried++;
      const shifted = fix.edits.map(({ start, end, newText }) => ({
        start: start + placed.offset,
        end: end + placed.offset,
        newText,
      }));
      const after = applyEdits(text, shifted);
      const say = (what: string) =>
        tally.breaches.push(`fix "${fix.title}" of ${problem.code} at ${problem.path}: ${what}`);
      if (after === undefined) say('edits overlap or lie outside the document');
      else
        judgeFix(
          problem,
          before.map((one) => one.problem),
          parseFile(after, file),
          after !== text,
          say,
        );
    }
  }
}

function judgeFix(
  problem: Problem,
  before: readonly Problem[],
  file: YamlFile,
  hasChanged: boolean,
  say: (what: string) => void,
): void {
  if (!hasChanged) say('changes nothing');
  const after = problemsIn(file, settings).map((one) => one.problem);
  const isSame = (other: Problem) =>
    other.code === problem.code && kindOf(other) === kindOf(problem) && other.message === problem.message;
  const isVeiled = before.some(({ code }) => VEILS.has(code));
  if (!isVeiled && after.filter(isSame).length >= before.filter(isSame).length) say('the problem is still there');
  if (isVeiled || VEILS.has(problem.code)) return;
  const known = countBy(before);
  for (const [key, { count, one }] of countBy(after))
    if (one.severity === 'error' && count > (known.get(key)?.count ?? 0))
      say(`brings ${one.code} at ${one.path}: ${one.message}`);
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

/** The text with the edits made; undefined when they cannot be. */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
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
