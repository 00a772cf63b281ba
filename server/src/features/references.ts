/** Go to definition, find references, highlight: all ask which names mean the same (`references/`). */
import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import { type Position, rangeOf } from '../yaml/file.ts';
import {
  type Located,
  neighborsOf,
  occurrenceAt,
  resolveAll,
  type Source,
  type Workspace,
} from './references/workspace.ts';

/** Where the name at a position is given; the place itself when that is it. */
export function getDefinition(source: Source, position: Position, workspace: Workspace): Location[] {
  const start = occurrenceAt(source, position);
  if (!start) return [];
  if (start.occurrence.role === 'definition') return [toLocation(start)];
  const direct = [...neighborsOf(start, source, workspace)].filter(isDefinition);
  // A probe's port leads to the container's, even where a Service means another container's too.
  const definitions = start.occurrence.local ? direct.filter(({ occurrence }) => occurrence.local) : direct;
  return distinct(definitions).map(toLocation);
}

/** Everything that means the same as the name at a position, in any file. */
export function getReferences(
  source: Source,
  position: Position,
  workspace: Workspace,
  { includeDeclaration }: { readonly includeDeclaration: boolean },
): Location[] {
  const start = occurrenceAt(source, position);
  const found = start ? distinct(resolveAll(start, source, workspace)) : [];
  return found.filter((located) => includeDeclaration || !isDefinition(located)).map(toLocation);
}

/** Everything in the same file that means the same as the name at a position. */
export function getHighlights(source: Source, position: Position): DocumentHighlight[] {
  const start = occurrenceAt(source, position);
  const found = start ? distinct(resolveAll(start, source, { files: () => [] })) : [];
  return found.map((located) => ({
    range: rangeOf(located.placed, located.occurrence.span),
    kind: isDefinition(located) ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

export function toLocation({ uri, placed, occurrence }: Located): Location {
  return { uri, range: rangeOf(placed, occurrence.span) };
}

/** One for each place in the text, in the order of the text: an alias brings the same place twice. */
export function distinct(found: readonly Located[]): Located[] {
  const byPlace = new Map<string, Located>();
  for (const located of found) {
    const key = `${located.uri} ${offsetIn(located)}`;
    if (!byPlace.has(key) || isDefinition(located)) byPlace.set(key, located);
  }
  return [...byPlace.values()].sort((a, b) => (a.uri === b.uri ? offsetIn(a) - offsetIn(b) : a.uri < b.uri ? -1 : 1));
}

function offsetIn({ placed, occurrence }: Located): number {
  return placed.offset + occurrence.span.start;
}

function isDefinition({ occurrence }: Located): boolean {
  return occurrence.role === 'definition';
}
