/** What must hold of every refactoring, wherever it is offered; each breach is told in a line. */
import { getCatalog } from '../../server/src/catalog/catalog.ts';
import type { FileAction } from '../../server/src/features/code-actions.ts';
import { problemsIn } from '../../server/src/features/diagnostics.ts';
import { getRefactorings } from '../../server/src/features/refactorings.ts';
import { type Position, parseFile, type YamlFile } from '../../server/src/yaml/file.ts';
import { countSyntax, lostComments, placesIn, SAVED, strangeWhitespace } from '../support/soundness.ts';
import { applyAction } from '../unit/features/refactorings/apply.ts';
import { objectsIn, PROMISES } from './promises.ts';
import type { Tally } from './tally.ts';

const settings = { version: getCatalog().newest } as const;

/**
 * Makes each refactoring offered at the key or at the value of each line; then, where something was offered for the
 * first time, in the manifest as other editors save it.
 */
export function tryRefactorings(text: string, tally: Tally): void {
  const places = tryAt(text, placesIn(text), tally);
  for (const save of SAVED) if (save(text) !== text) tryAt(save(text), places, tally);
}

/** @returns the places at which something was offered that was not offered before them */
function tryAt(text: string, places: readonly Position[], tally: Tally): Position[] {
  const before = parseFile(text);
  const made = new Set<string>();
  return places.filter((position) => {
    const known = made.size;
    for (const action of getRefactorings(before, { start: position, end: position }, settings)) {
      const key = JSON.stringify([action.title, action.edits]);
      if (made.has(key)) continue;
      made.add(key);
      tally.tried++;
      for (const breach of breachesOf(before, action, position))
        tally.breaches.push(`refactoring "${action.title}" in line ${position.line + 1}: ${breach}`);
    }
    return made.size > known;
  });
}

function* breachesOf(before: YamlFile, action: FileAction, position: Position): Generator<string> {
  if (overlap(action)) {
    yield 'its edits overlap';
    return;
  }
  const after = parseFile(applyAction(before.text, action), before);
  if (after.text === before.text) yield 'changes nothing';
  if (countSyntax(after) > countSyntax(before)) yield 'does not parse';
  if (countErrors(after) > countErrors(before)) yield 'brings an error';
  const [lost] = lostComments(before.text, after.text);
  if (lost !== undefined) yield `loses ${lost}`;
  yield* strangeWhitespace(before.text, after.text);
  const promise = PROMISES[action.kind ?? ''];
  if (!promise) yield `nothing is known of what a ${action.kind} promises`;
  else if (!promise(objectsIn(before), objectsIn(after))) yield 'means something else than promised';
  // Lines below the first edit may be others by now.
  const start = action.edits.map(({ range }) => range.start).reduce((a, b) => (isAfter(a, b) ? b : a), position);
  const again = getRefactorings(after, { start, end: start }, settings).find(({ title }) => title === action.title);
  if (again && applyAction(after.text, again) !== after.text) yield 'does something when made again';
}

function isAfter(a: Position, b: Position): boolean {
  return a.line > b.line || (a.line === b.line && a.character > b.character);
}

function overlap({ edits }: FileAction): boolean {
  const sorted = edits.map(({ range }) => range).sort((a, b) => (isAfter(a.start, b.start) ? 1 : -1));
  return sorted.some(({ end }, i) => {
    const next = sorted[i + 1];
    return next !== undefined && isAfter(end, next.start);
  });
}

function countErrors(file: YamlFile): number {
  return problemsIn(file, settings).filter(({ problem }) => problem.severity === 'error').length;
}
