/** Refactorings: changes of a manifest that nobody's problem asks for, offered where the cursor is. */
import type { Version } from '../catalog/catalog.ts';
import { blockOf } from '../rules/edits/blocks.ts';
import type { Edit, Subject } from '../rules/rule.ts';
import { getSubjects } from '../rules/subjects.ts';
import type { Value } from '../rules/view.ts';
import { documentAt, offsetAt, type PlacedDocument, type Range, type YamlFile } from '../yaml/file.ts';
import { contains, type Span } from '../yaml/tree.ts';
import { type FileAction, toTextEdit } from './code-actions.ts';
import { fileVersion, getProblems } from './diagnostics.ts';
import type { Selection } from './refactorings/refactoring.ts';
import { REFACTORINGS } from './refactorings/refactorings.ts';
import { applyTo } from './refactorings/rewrite.ts';

/** Characters of a document: each offer is made and judged on the whole of it, which takes long in a longer one. */
const LONGEST = 25_000;
/** Characters that the offers of one place may come to, each counted as the document that it changes. */
const MOST_TRIED = 200_000;

/** The refactorings that can be made at the start of the range. Not offered: what the API server would then refuse. */
export function getRefactorings(file: YamlFile, range: Range, settings: { readonly version: Version }): FileAction[] {
  const selection = selectionAt(file, range, fileVersion(file, settings.version));
  if (!selection) return [];
  const { placed } = selection;
  const most = MOST_TRIED / placed.document.text.length;
  const actions: FileAction[] = [];
  let tried = 0;
  for (const { kind, offers } of REFACTORINGS)
    for (const offer of offers(selection)) {
      const { title, edits = [], others = [] } = offer;
      if (edits.length === 0) continue;
      if (++tried > most) return actions;
      if (!isSound(selection, edits)) continue;
      const changes = [{ placed, edits }, ...others];
      const all = changes.flatMap((change) => change.edits.map((edit) => toTextEdit(change.placed, edit)));
      actions.push({ title, kind, edits: all });
    }
  return actions;
}

function selectionAt(file: YamlFile, range: Range, version: Version): Selection | undefined {
  const placed = documentAt(file, range.start);
  if (!placed || placed.document.text.length > LONGEST) return undefined;
  const { root } = placed.document;
  // JSON has its own rules for quotes and commas, and nobody writes it by hand to refactor it.
  if (placed.document.problems.length > 0 || (root?.kind === 'mapping' && root.flow)) return undefined;
  const span = { start: offsetAt(placed, range.start), end: offsetAt(placed, range.end) };
  const subjects = getSubjects(placed.document, version);
  const subject =
    subjects.find(({ object }) => contains(object.node, span.start)) ??
    (subjects.length === 1 ? subjects[0] : undefined);
  return subject && { file, placed, version, subject, span, values: valuesAt(subject.root, span, placed) };
}

/** The values around a place, innermost first. Of a block, the whole of its lines counts. */
function valuesAt(root: Value, { start }: Span, { document }: PlacedDocument): Value[] {
  const values: Value[] = [];
  for (let value: Value | undefined = root; value; ) {
    values.unshift(value);
    const children: readonly Value[] = value.items.length > 0 ? value.items : [...value.fields.values()];
    value = children.find((child) => {
      const block = blockOf(document, child);
      // The end of the text is behind its last line's end, when no line break comes between.
      const isLast = block?.end === document.text.length && !document.text.endsWith('\n');
      if (block) return block.start <= start && (start < block.end || isLast);
      return child.entry?.merged !== true && child.node && contains(child.entry ?? child.node, start);
    });
  }
  return values;
}

/** By its edits: those that were made once are judged once. */
const judged = new WeakMap<readonly Edit[], boolean>();

/** Whether it changes something, and makes no error that was not there. */
function isSound({ subject }: Selection, edits: readonly Edit[]): boolean {
  const sound = judged.get(edits) ?? changesForGood(subject, edits);
  judged.set(edits, sound);
  return sound;
}

function changesForGood(subject: Subject, edits: readonly Edit[]): boolean {
  const changed = applyTo(subject, edits);
  if (!changed || changed.document.text === subject.document.text) return false;
  const errors = (of: typeof subject) =>
    getProblems(of.document, of.version).filter(({ severity }) => severity === 'error').length;
  return errors(changed) <= errors(subject);
}
