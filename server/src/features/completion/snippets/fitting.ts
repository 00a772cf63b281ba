/** Snippets with what is there in the place of their examples: the container's own port, the volumes that exist. */
import type { Type, Version } from '../../../catalog/catalog.ts';
import { type Place, walk } from '../../../model/walk.ts';
import type { Node } from '../../../yaml/tree.ts';
import { ownerOf } from '../../owner.ts';
import type { Cursor } from '../cursor/cursor.ts';
import { tabStop } from '../text/suggestion.ts';
import { podLabels } from '../values/labels.ts';
import { referencesAt } from '../values/manifest-names.ts';
import { objectNamesAt } from '../values/workspace-names.ts';

/** A line of a snippet whose value is a tab stop. */
export interface Slot {
  readonly line: number;
  readonly before: string;
  readonly stop: number;
  readonly after: string;
  /** `Definition.field`. */
  readonly field: string;
  /** The label whose value it is, where it selects Pods like the one that it stands in. */
  readonly label: string | undefined;
}

const VALUE_STOP = /^([ -]*[^\s:]+: )\$\{(\d+)(?::[^}]*|\|[^}]*\|)\}(.*)$/;

/**
 * Where a snippet can be fitted.
 *
 * @param root what its lines say, by offsets in `text`, whose first `skipped` lines are not among them
 * @param type of the root
 */
export function findSlots(
  lines: readonly string[],
  { root, text, skipped }: { readonly root: Node; readonly text: string; readonly skipped: number },
  type: Type,
  version: Version,
): Slot[] {
  const place: Place = { node: root, type, path: [], parent: undefined, entry: undefined, field: undefined };
  return [...walk(place, version)].flatMap((at) => {
    const owner = at.entry && at.node.kind === 'scalar' ? ownerOf(at) : undefined;
    if (!owner || !at.entry) return [];
    const line = text.slice(0, at.entry.key.start).split('\n').length - 1 - skipped;
    const [, before = '', stop, after = ''] = VALUE_STOP.exec(lines[line] ?? '') ?? [];
    if (stop === undefined) return [];
    const field = owner.field.id;
    const label = field === 'LabelSelector.matchLabels' && isOfSelf(at) ? at.entry.name : undefined;
    return [{ line, before, stop: Number(stop), after, field, label }];
  });
}

/** Pods keep away from, and spread among, others of their own; it is to others that they are drawn. */
const isOfSelf = ({ path }: Place): boolean =>
  path.includes('podAntiAffinity') || path.includes('topologySpreadConstraints');

/** The lines with what the manifest and the files around it have for their slots. */
export function fitLines(lines: readonly string[], slots: readonly Slot[], cursor: Cursor): readonly string[] {
  const fitted = [...lines];
  for (const { line, before, stop, after, field, label } of slots) {
    const values = label === undefined ? namesAt(cursor, field) : [podLabels(cursor).get(label) ?? ''].filter(Boolean);
    if (values.length > 0) fitted[line] = before + tabStop(stop, values) + after;
  }
  return fitted;
}

const namesAt = (cursor: Cursor, field: string): string[] =>
  [...referencesAt(cursor, field), ...objectNamesAt(cursor, field)].map(({ value }) => value);
