/** Names across files: who means the same. */
import { memoize } from '../../memoize.ts';
import {
  documentAt,
  offsetAt,
  type PlacedDocument,
  type Position,
  type YamlDocument,
  type YamlFile,
} from '../../yaml/file.ts';
import { contains } from '../../yaml/tree.ts';
import type { GroupKind, KEY_FIELDS, KindId } from './kinds.ts';
import type { Occurrence, Party } from './occurrence.ts';
import { areLinked } from './parties.ts';
import { dataKeyScope, objectScope } from './scopes.ts';
import { getSymbols } from './symbols.ts';

/** A file and its name. */
export interface Source {
  readonly uri: string;
  readonly file: YamlFile;
}

/** The manifests that are known beside the one in question. Whoever runs the service fills it. */
export interface Workspace {
  files(): Iterable<Source>;
}

/** An occurrence and where it stands. */
export interface Located {
  readonly uri: string;
  readonly placed: PlacedDocument;
  readonly occurrence: Occurrence;
}

/** The file in question first, as it is now, then all others. */
export function* sourcesOf(source: Source, workspace: Workspace): Generator<Source> {
  yield source;
  for (const other of workspace.files()) if (other.uri !== source.uri) yield other;
}

/** The name at a position; where a cursor is at its end, too. */
export function occurrenceAt(source: Source, position: Position): Located | undefined {
  const placed = documentAt(source.file, position);
  if (!placed) return undefined;
  const offset = offsetAt(placed, position);
  const occurrence = getSymbols(placed.document).occurrences.find(({ span }) => contains(span, offset));
  return occurrence && { uri: source.uri, placed, occurrence };
}

/** Everything that has to have another name when the one at `start` gets one; `start` itself is among it. */
export function resolveAll(start: Located, source: Source, workspace: Workspace): Located[] {
  const found = new Map<Occurrence, Located>([[start.occurrence, start]]);
  const asked = new Set<string>();
  // A Map grows while one walks over it: what is found gets its turn.
  for (const located of found.values())
    for (const next of neighborsOf(located, source, workspace, asked))
      if (!found.has(next.occurrence)) found.set(next.occurrence, next);
  return [...found.values()];
}

/**
 * Those that mean the same as an occurrence without regard to what else they mean.
 *
 * @param asked shared names that were looked for already: whoever has the same one would find the same again
 */
export function* neighborsOf(
  located: Located,
  source: Source,
  workspace: Workspace,
  asked = new Set<string>(),
): Generator<Located> {
  const { occurrence, placed, uri } = located;
  for (const other of getSymbols(placed.document).occurrences)
    if (other.span.start === occurrence.span.start || (occurrence.local && isSame(occurrence, other)))
      yield { uri, placed, occurrence: other };
  const key = `${occurrence.kind} ${occurrence.scope} ${occurrence.name}`;
  const isShared = !occurrence.local && occurrence.scope !== undefined && !asked.has(key);
  if (!isShared && !occurrence.party) return;
  if (isShared) asked.add(key);
  for (const other of sourcesOf(source, workspace))
    for (const document of other.file.documents) {
      // Most documents have nothing to do with it, and need not even be parsed.
      if (!document.document.text.includes(occurrence.name)) continue;
      const symbols = getSymbols(document.document);
      const at = (found: Occurrence): Located => ({ uri: other.uri, placed: document, occurrence: found });
      if (isShared) for (const found of symbols.occurrences) if (isSame(occurrence, found)) yield at(found);
      if (occurrence.party)
        for (const party of symbols.parties)
          for (const found of partsMeant(occurrence, occurrence.party, party)) yield at(found);
    }
}

function isSame(a: Occurrence, b: Occurrence): boolean {
  return a.scope !== undefined && a.kind === b.kind && a.scope === b.scope && a.name === b.name;
}

/** The labels or ports of a party that an occurrence of another one, or of the same, stands for. */
function partsMeant(occurrence: Occurrence, own: Party, other: Party): readonly Occurrence[] {
  const isMeant = own === other ? occurrence.kind !== 'port' : areLinked(own, other);
  if (!isMeant) return [];
  const { kind, name, label } = occurrence;
  return other.parts.filter((part) => part.kind === kind && part.name === name && part.label === label);
}

/** An object of the workspace, for whoever offers names. */
export interface KnownObject {
  readonly uri: string;
  readonly name: string;
}

/**
 * The objects of a kind in a namespace.
 *
 * @param kind as kubectl names it: `ConfigMap`, `PersistentVolumeClaim`, `PriorityClass.scheduling.k8s.io`
 * @param namespace `default` for an object that names none
 */
export function objectsNamed(workspace: Workspace, kind: GroupKind, namespace: string): KnownObject[] {
  return namesIn(workspace, 'object', objectScope(kind, namespace), kind);
}

/** The keys of a ConfigMap or a Secret. */
export function keysOf(workspace: Workspace, kind: keyof typeof KEY_FIELDS, namespace: string, name: string): string[] {
  const keys = namesIn(workspace, 'dataKey', dataKeyScope(kind, namespace, name), kind).map((key) => key.name);
  return [...new Set(keys)];
}

function namesIn(workspace: Workspace, kind: KindId, scope: string, of: GroupKind): KnownObject[] {
  const found: KnownObject[] = [];
  for (const { uri, file } of workspace.files())
    for (const document of documentsWith(file, of.replace(/\..*/, '')))
      for (const occurrence of getSymbols(document).occurrences)
        if (occurrence.kind === kind && occurrence.scope === scope && occurrence.role === 'definition')
          found.push({ uri, name: occurrence.name });
  return found;
}

/** The documents of a file that speak of a kind, told from their text: most are of others, and need not be parsed. */
export function documentsWith(file: YamlFile, kind: string): readonly YamlDocument[] {
  return documentsByKind(file).get(kind) ?? [];
}

const documentsByKind = memoize((file: YamlFile): ReadonlyMap<string, readonly YamlDocument[]> => {
  const byKind = new Map<string, YamlDocument[]>();
  for (const { document } of file.documents)
    for (const kind of kindsIn(document)) {
      const others = byKind.get(kind);
      if (others) others.push(document);
      else byKind.set(kind, [document]);
    }
  return byKind;
});

const kindsIn = memoize(({ text }: YamlDocument): readonly string[] => {
  const written = text.matchAll(/\bkind["']?[ \t]*:[ \t]*["']?(\w+)/g);
  return [...new Set(Array.from(written, ([, kind = '']) => kind))];
});
