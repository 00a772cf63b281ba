/** The outline of a file, and the names of a workspace. */
import { type DocumentSymbol, SymbolKind, SymbolTag, type WorkspaceSymbol } from 'vscode-languageserver-types';
import { getCatalog } from '../catalog/catalog.ts';
import { knowledge } from '../catalog/knowledge.ts';
import { generateNameOf, nameOf } from '../model/names.ts';
import { getObjects, type KubernetesObject } from '../model/object.ts';
import { childrenOf, definitionOf, type Place, rootOf } from '../model/walk.ts';
import { type PlacedDocument, rangeOf, type YamlFile } from '../yaml/file.ts';
import type { Span } from '../yaml/tree.ts';
import type { KindId } from './references/kinds.ts';
import { getSymbols } from './references/symbols.ts';
import type { Workspace } from './references/workspace.ts';
import { moveRange, remember } from './structure/remember.ts';
import { fromDash, isInPlace, trimmed } from './structure/spans.ts';
import { describe, itemName } from './symbols/details.ts';

/** Each object with everything in it that has parts: what has none is its holder's detail. */
export function getDocumentSymbols(file: YamlFile): DocumentSymbol[] {
  return file.documents.flatMap((placed) => objectSymbols(placed, undefined));
}

/** The outline of a document. */
export const objectSymbols = remember<DocumentSymbol>(
  (placed) => getObjects(placed.document).map((object) => objectSymbol(placed, object)),
  moveSymbol,
);

function moveSymbol(symbol: DocumentSymbol, lines: number): DocumentSymbol {
  return {
    ...symbol,
    range: moveRange(symbol.range, lines),
    selectionRange: moveRange(symbol.selectionRange, lines),
    children: (symbol.children ?? []).map((child) => moveSymbol(child, lines)),
  };
}

function objectSymbol(placed: PlacedDocument, object: KubernetesObject): DocumentSymbol {
  const root = rootOf(object);
  const name = nameOf(object) ?? generateNameOf(object);
  const children = symbolsBelow(placed, root);
  const range = rangeOf(placed, trimmed(placed.document, object.node));
  return {
    name: name || object.kind || 'object',
    detail: object.kind ?? '',
    kind: SymbolKind.Class,
    range,
    selectionRange: { start: range.start, end: range.start },
    children,
  };
}

function symbolsBelow(placed: PlacedDocument, place: Place): DocumentSymbol[] {
  return [...childrenOf(place, getCatalog().newest)].flatMap((child) => symbolOf(placed, child) ?? []);
}

function symbolOf(placed: PlacedDocument, place: Place): DocumentSymbol | undefined {
  const { entry, node, parent } = place;
  const { document } = placed;
  if (entry?.merged) return undefined;
  const isNamedValue = parent?.type?.kind === 'map' || isData(place);
  if (node.kind === 'scalar' && !(entry && isNamedValue)) return undefined;
  const index = parent?.node.kind === 'sequence' ? parent.node.items.indexOf(node) : 0;
  const span: Span = entry ?? (parent?.node.kind === 'sequence' && !parent.node.flow ? fromDash(document, node) : node);
  if (!entry && parent && !isWithin(span, parent.node)) return undefined;
  const name = entry ? entry.name : itemName(node, index);
  const detail =
    describe(place) ?? (entry && node.kind === 'scalar' ? (node.text.split('\n')[0] as string) : undefined);
  const range = rangeOf(placed, trimmed(document, span));
  const isWhole = !entry || isInPlace(entry);
  return {
    name: name || '""',
    ...(detail && { detail }),
    kind: kindOf(place),
    ...(isDeprecated(place) && { tags: [SymbolTag.Deprecated] }),
    range,
    selectionRange: entry ? rangeOf(placed, entry.key) : { start: range.start, end: range.start },
    children: isWhole ? symbolsBelow(placed, place) : [],
  };
}

/** A key of a ConfigMap or the like, which the catalog knows no type of. */
function isData({ parent }: Place): boolean {
  return parent?.entry !== undefined && /^(?:data|stringData|binaryData)$/.test(parent.entry.name) && !parent.field;
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function isDeprecated({ field, parent }: Place): boolean {
  const definition = parent && definitionOf(parent)?.name;
  if (!field || definition === undefined) return false;
  return knowledge(definition, field.name, getCatalog().newest).deprecated !== undefined;
}

const KINDS: Readonly<Record<string, SymbolKind>> = {
  Container: SymbolKind.Module,
  EphemeralContainer: SymbolKind.Module,
  ContainerPort: SymbolKind.Interface,
  EnvVar: SymbolKind.Variable,
  EnvFromSource: SymbolKind.Variable,
  Volume: SymbolKind.Package,
  VolumeMount: SymbolKind.File,
  VolumeDevice: SymbolKind.File,
  Probe: SymbolKind.Event,
  LifecycleHandler: SymbolKind.Event,
  PodSpec: SymbolKind.Struct,
};

function kindOf(place: Place): SymbolKind {
  const definition = definitionOf(place)?.name;
  const known = definition === undefined ? undefined : KINDS[definition];
  if (known) return known;
  if (place.node.kind === 'scalar') return SymbolKind.Key;
  return place.node.kind === 'sequence' ? SymbolKind.Array : SymbolKind.Object;
}

/** What one looks for by name across files. */
const SOUGHT: Readonly<Partial<Record<KindId, SymbolKind>>> = {
  object: SymbolKind.Class,
  container: SymbolKind.Module,
  dataKey: SymbolKind.Key,
};

/** More than these nobody reads. */
const MOST_SYMBOLS = 500;

/** The objects, containers and keys of all known files whose name has the query in it; case does not matter. */
export function getWorkspaceSymbols(query: string, workspace: Workspace): WorkspaceSymbol[] {
  const sought = query.toLowerCase();
  const found: WorkspaceSymbol[] = [];
  for (const { uri, file } of workspace.files())
    for (const placed of file.documents) {
      if (!placed.document.text.toLowerCase().includes(sought)) continue;
      for (const { kind, role, name, span, scope } of getSymbols(placed.document).occurrences) {
        const symbolKind = SOUGHT[kind];
        if (symbolKind === undefined || role !== 'definition' || !name.toLowerCase().includes(sought)) continue;
        const containerName = kind === 'container' ? ownerOf(placed) : scope;
        found.push({
          name,
          kind: symbolKind,
          location: { uri, range: rangeOf(placed, span) },
          ...(containerName && { containerName }),
        });
        if (found.length === MOST_SYMBOLS) return found;
      }
    }
  return found;
}

/** The object of a document that has one only. */
function ownerOf({ document }: PlacedDocument): string | undefined {
  const objects = getObjects(document);
  const object = objects.length === 1 ? objects[0] : undefined;
  return object && `${object.kind} ${nameOf(object) ?? ''}`.trim();
}
