/** Hover: what a field or a value is, short first, then what Kubernetes itself says of it. */
import { type Hover, MarkupKind } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import type { Docs } from '../catalog/docs.ts';
import { getObjects } from '../model/object.ts';
import { type Place, placesAt, rootOf } from '../model/walk.ts';
import { documentAt, offsetAt, type Position, rangeOf, type YamlDocument, type YamlFile } from '../yaml/file.ts';
import { contains, type Span } from '../yaml/tree.ts';
import { readOutline } from './completion/outline.ts';
import { fileVersion } from './diagnostics.ts';
import { describeFacts } from './hover/facts.ts';
import { code, type Describe, type Hovered, hoveredAt } from './hover/hovered.ts';
import { describeIdentity } from './hover/identity.ts';
import { describeImage } from './hover/image.ts';
import { describePort } from './hover/ports.ts';
import { describeProbe } from './hover/probe.ts';
import { describeQuantity } from './hover/quantity.ts';
import { referenceLink, splitSentence } from './hover/reference.ts';
import { describeResources } from './hover/resources.ts';
import { describeRestarts } from './hover/restart.ts';
import { describeRollout } from './hover/rollout.ts';
import { describeSchedule } from './hover/schedule.ts';
import { describeScheduling } from './hover/scheduling.ts';
import { describeVariables } from './hover/variables.ts';
import { describeVolume } from './hover/volumes.ts';

export interface HoverSettings {
  readonly version: Version;
  /** Whether quantities are told in other words, as they are unless somebody minds. */
  readonly quantities?: boolean;
}

export function hover(file: YamlFile, position: Position, settings: HoverSettings, docs: Docs): Hover | undefined {
  const placed = documentAt(file, position);
  if (!placed) return undefined;
  const version = fileVersion(file, settings.version);
  const found = find(placed.document, offsetAt(placed, position), version);
  if (!found) return undefined;
  const value = describe(found.hovered, docs, settings.quantities);
  return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(placed, found.span) };
}

/** What has its key or scalar at the offset, and the span of that key or scalar. */
function find(document: YamlDocument, offset: number, version: Version): { hovered: Hovered; span: Span } | undefined {
  for (const object of getObjects(readable(document))) {
    if (!contains(object.node, offset)) continue;
    const place = placesAt(rootOf(object), offset, version).at(-1);
    const span = place && spanAt(place, offset);
    const hovered = span && hoveredAt(place, object, version);
    if (hovered) return { hovered, span };
  }
  return undefined;
}

function spanAt({ entry, node }: Place, offset: number): Span | undefined {
  if (entry && !entry.merged && contains(entry.key, offset)) return entry.key;
  return node.kind === 'scalar' && node.style !== 'missing' && contains(node, offset) ? node : undefined;
}

/** A document that does not parse is read by its indentation: better a hover of what is likely meant than none. */
function readable(document: YamlDocument): YamlDocument {
  if (document.problems.length === 0) return document;
  const { root } = readOutline(document.text);
  return root ? { ...document, root } : document;
}

/** What is said of certain fields beyond their facts: about the value that stands here, and what it comes to. */
const SPECIALS: readonly Describe[] = [
  describeProbe,
  describeResources,
  describeIdentity,
  describeImage,
  describePort,
  describeVolume,
  describeVariables,
  describeSchedule,
  describeScheduling,
  describeRestarts,
  describeRollout,
];

function describe(hovered: Hovered, docs: Docs, quantities = true): string {
  const { owner, version, place } = hovered;
  const { definition, field } = owner;
  const [summary, more] = splitSentence(docs.field(definition, field.name) ?? '');
  const value = place.node.kind === 'scalar' ? place.node.text : '';
  const isKind = place.path.length === 1 && field.name === 'kind';
  const meaning = value && (isKind ? docs.definition(value) : docs.value(definition, field.name, value));
  const sections = [
    ...describeFacts(definition, field, version, place.field ? undefined : place.entry?.name),
    summary,
    meaning && `${code(value)}: ${meaning}`,
    quantities && describeQuantity(hovered),
    ...SPECIALS.map((special) => special(hovered)),
    more && `---\n\n${more}`,
    referenceLink(definition, version),
  ];
  return sections.filter(Boolean).join('\n\n');
}
