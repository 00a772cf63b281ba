/** Hover: what a field or a value is, short first, then what Kubernetes itself says of it. */
import { type Hover, MarkupKind } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import type { Docs } from '../catalog/docs.ts';
import { getObjects } from '../model/object.ts';
import { definitionOf, type Place, placesAt, rootOf } from '../model/walk.ts';
import {
  documentAt,
  offsetAt,
  type PlacedDocument,
  type Position,
  rangeOf,
  type YamlDocument,
  type YamlFile,
} from '../yaml/file.ts';
import { contains, type Span } from '../yaml/tree.ts';
import { readOutline } from './completion/outline.ts';
import { fileVersion } from './diagnostics.ts';
import { describeFacts } from './hover/facts.ts';
import { describeQuantity } from './hover/quantity.ts';
import { referenceLink, splitSentence } from './hover/reference.ts';

export interface HoverSettings {
  readonly version: Version;
}

export function hover(file: YamlFile, position: Position, settings: HoverSettings, docs: Docs): Hover | undefined {
  const placed = documentAt(file, position);
  if (!placed) return undefined;
  const version = fileVersion(file, settings.version);
  const found = findPlace(placed, offsetAt(placed, position), version);
  if (!found) return undefined;
  const value = describe(found.place, version, docs);
  return value ? { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(placed, found.span) } : undefined;
}

/** The place whose key or scalar is at the offset, and the span of that key or scalar. */
function findPlace(
  { document }: PlacedDocument,
  offset: number,
  version: Version,
): { place: Place; span: Span } | undefined {
  for (const object of getObjects(readable(document))) {
    if (!contains(object.node, offset)) continue;
    const place = placesAt(rootOf(object), offset, version).at(-1);
    if (!place) continue;
    const key = place.entry && !place.entry.merged ? place.entry.key : undefined;
    if (key && contains(key, offset)) return { place, span: key };
    const { node } = place;
    if (node.kind === 'scalar' && node.style !== 'missing' && contains(node, offset)) return { place, span: node };
  }
  return undefined;
}

/** A document that does not parse is read by its indentation: better a hover of what is likely meant than none. */
function readable(document: YamlDocument): YamlDocument {
  if (document.problems.length === 0) return document;
  const { root } = readOutline(document.text);
  return root ? { ...document, root } : document;
}

function describe(place: Place, version: Version, docs: Docs): string | undefined {
  let owner: Place | undefined = place;
  while (owner && !owner.field) owner = owner.parent;
  const definition = owner?.parent && definitionOf(owner.parent)?.name;
  if (!owner?.field || !definition) return undefined;
  const { field } = owner;
  const [summary, more] = splitSentence(docs.field(definition, field.name) ?? '');
  const value = place.node.kind === 'scalar' ? place.node.text : '';
  const meaning = value && docs.value(definition, field.name, value);
  const sections = [
    ...describeFacts(definition, field, version),
    summary,
    meaning && `\`${value}\`: ${meaning}`,
    describeQuantity(place),
    more && `---\n\n${more}`,
    referenceLink(definition, version),
  ];
  return sections.filter(Boolean).join('\n\n');
}
