/** Hover: what a field or a value is, short first, then what Kubernetes itself says of it. */
import * as l10n from '@vscode/l10n';
import { type Hover, MarkupKind } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import type { Docs } from '../catalog/docs.ts';
import { getObjects } from '../model/object.ts';
import { type Place, placesAt, rootOf } from '../model/walk.ts';
import { documentAt, offsetAt, type Position, rangeOf, type YamlDocument, type YamlFile } from '../yaml/file.ts';
import { readTolerantly } from '../yaml/tolerant/tree.ts';
import { contains, type Span } from '../yaml/tree.ts';
import { fileVersion } from './diagnostics.ts';
import { describeEffect } from './hover/effect.ts';
import { describeFacts } from './hover/facts.ts';
import { code, type Describe, type Hovered, hoveredAt, type Surroundings } from './hover/hovered.ts';
import { describeIdentity } from './hover/identity.ts';
import { describeImage } from './hover/image.ts';
import { describeKnownObject } from './hover/known-objects.ts';
import { describeLeftOut } from './hover/left-out.ts';
import { describePodSecurity } from './hover/pod-security.ts';
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
import type { Workspace } from './references/workspace.ts';

export interface HoverSettings {
  readonly version: Version;
  /** The files whose objects may be named; without it, the file itself. */
  readonly workspace?: Workspace;
  /** Milliseconds since 1970: without a clock, nothing is said of what is due. */
  readonly now?: number;
  /** Whether the editor folds `<details>`, in which Kubernetes' own text then stands. */
  readonly folds?: boolean | undefined;
  /** Whether quantities are told in other words, as they are unless somebody minds. */
  readonly quantities?: boolean;
}

export function hover(file: YamlFile, position: Position, settings: HoverSettings, docs: Docs): Hover | undefined {
  const placed = documentAt(file, position);
  if (!placed) return undefined;
  const surroundings: Surroundings = {
    version: fileVersion(file, settings.version),
    workspace: settings.workspace ?? { files: () => [{ uri: '', file }] },
    now: settings.now,
  };
  const found = find(placed.document, offsetAt(placed, position), surroundings);
  if (!found) return undefined;
  const value = describe(found.hovered, docs, settings);
  return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(placed, found.span) };
}

/** What has its key or scalar at the offset, and the span of that key or scalar. */
function find(
  document: YamlDocument,
  offset: number,
  surroundings: Surroundings,
): { hovered: Hovered; span: Span } | undefined {
  for (const object of getObjects(readable(document))) {
    if (!contains(object.node, offset)) continue;
    const place = placesAt(rootOf(object), offset, surroundings.version).at(-1);
    const span = place && spanAt(place, offset);
    const hovered = span && hoveredAt(place, object, surroundings);
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
  const { root } = readTolerantly(document.text);
  return root ? { ...document, root } : document;
}

/** What is said beyond the facts of a field: of the value that stands here, where it comes from and what it does. */
const SPECIALS: readonly Describe[] = [
  describeEffect,
  describeProbe,
  describeResources,
  describeIdentity,
  describeImage,
  describePort,
  describeVolume,
  describeKnownObject,
  describeVariables,
  describeSchedule,
  describeScheduling,
  describeRestarts,
  describeRollout,
  describePodSecurity,
  describeLeftOut,
];

function describe(hovered: Hovered, docs: Docs, { quantities = true, folds = false }: HoverSettings): string {
  const { owner, version, place } = hovered;
  const { definition, field } = owner;
  const [summary, more] = splitSentence(docs.field(definition, field.name) ?? '');
  const value = place.node.kind === 'scalar' ? place.node.text : '';
  const isKind = place.path.length === 1 && field.name === 'kind';
  const meaning = value && (isKind ? docs.definition(value) : docs.value(definition, field.name, value));
  const sections = [
    ...describeFacts(hovered),
    summary,
    meaning && `${code(value)}: ${meaning}`,
    quantities && describeQuantity(hovered),
    ...SPECIALS.map((special) => special(hovered)),
    ...reference(more, referenceLink(definition, version), folds),
  ];
  return sections.filter(Boolean).join('\n\n');
}

/** Kubernetes' own text, out of the way of who has read enough. */
function reference(text: string, link: string | undefined, folds: boolean): (string | undefined)[] {
  if (!text) return [link];
  if (!folds) return [`---\n\n${text}`, link];
  return ['---', `<details><summary>${l10n.t('What Kubernetes says')}</summary>`, text, link, '</details>'];
}
