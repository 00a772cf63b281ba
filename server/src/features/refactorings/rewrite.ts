/** Changes of a document made one after another, handed out as one. */
import type { Path } from '../../model/path.ts';
import { segmentName } from '../../model/path.ts';
import { applyEdits } from '../../rules/edits/apply.ts';
import type { Edit, Subject } from '../../rules/rule.ts';
import { getSubjects } from '../../rules/subjects.ts';
import { at, type Value } from '../../rules/view.ts';
import { parseFile, type YamlDocument } from '../../yaml/file.ts';

/** Undefined where the change cannot be made; no edits where there is nothing to change. */
export type Step = (subject: Subject) => readonly Edit[] | undefined;

/** Characters that may be parsed for one refactoring, which is the document's length for each of its steps. */
const MOST_PARSED = 120_000;

/** How many steps a refactoring of a document may take. */
function mostSteps({ text }: YamlDocument): number {
  return MOST_PARSED / Math.max(1, text.length);
}

/** The edits that make all the steps, each of which sees the text that the one before left. */
export function rewrite(subject: Subject, ...steps: readonly Step[]): readonly Edit[] | undefined {
  if (steps.length > mostSteps(subject.document)) return undefined;
  let current = subject;
  for (const step of steps) {
    const edits = step(current);
    if (!edits) return undefined;
    const next = edits.length === 0 ? current : applyTo(current, edits);
    if (!next) return undefined;
    current = next;
  }
  return editsBetween(subject, current);
}

/**
 * The object after all changes that can be made to it: at once those that do not touch each other, then what is found in
 * the object as these left it. Undefined where that would take too long.
 */
export function changeAll(
  subject: Subject,
  find: (subject: Subject) => Iterable<ReturnType<Step>>,
): Subject | undefined {
  let current = subject;
  for (let left = mostSteps(subject.document); left > 0; left--) {
    const edits = apart(current.document.text, find(current));
    if (edits.length === 0) return current;
    const next = applyTo(current, edits);
    if (!next) return undefined;
    current = next;
  }
  return undefined;
}

/** The edits of all changes that have something between them and those before. */
function apart(text: string, changes: Iterable<ReturnType<Step>>): Edit[] {
  const taken: Edit[] = [];
  const touches = (a: Edit, b: Edit) => text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)).trim() === '';
  for (const edits of changes)
    if (edits?.every((edit) => !taken.some((other) => touches(edit, other)))) taken.push(...edits);
  return taken;
}

/** What edits of a subject are known to make of it. */
const outcomes = new WeakMap<readonly Edit[], Subject>();

/** The edits that turn the one's text into the other's. */
export function editsBetween(before: Subject, after: Subject | undefined): readonly Edit[] | undefined {
  if (!after) return undefined;
  const edits = after === before ? [] : difference(before.document.text, after.document.text);
  outcomes.set(edits, after);
  return edits;
}

/** The same object after edits of its document; undefined when the text is no such object any more. New documents may follow. */
export function applyTo({ document, object, version }: Subject, edits: readonly Edit[]): Subject | undefined {
  const known = outcomes.get(edits);
  if (known) return known;
  const [changed] = parseFile(applyEdits(document.text, edits)).documents;
  if (!changed || changed.document.problems.length > document.problems.length) return undefined;
  return getSubjects(changed.document, version)[indexOf(document, object, version)];
}

function indexOf(document: YamlDocument, object: Subject['object'], version: Subject['version']): number {
  return getSubjects(document, version).findIndex((subject) => subject.object.node === object.node);
}

/** The value at a path of fields and indices, whether it is written or not. */
export function valueAt(root: Value, path: Path): Value {
  let value = root;
  for (const segment of path) {
    const name = segmentName(segment);
    const item = typeof name === 'number' ? value.items[name] : undefined;
    value = item ?? at(value, String(name));
  }
  return value;
}

export function pathTo(value: Value): Path {
  const path = [];
  for (let v: Value | undefined = value; v?.segment !== undefined; v = v.parent) path.unshift(v.segment);
  return path;
}

/** Beyond so many comparisons the middle of a text is replaced as one. */
const MAX_COMPARISONS = 1_000_000;

/** Whole lines that turn one text into another, as few as can be: what stays is not touched. */
function difference(from: string, to: string): Edit[] {
  const [a, b] = [linesOf(from), linesOf(to)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [x, y] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const edits: Edit[] = [];
  let offset = a.slice(0, head).join('').length;
  let start = offset;
  let newText = '';
  const flush = () => {
    if (offset > start || newText) edits.push({ start, end: offset, newText });
    newText = '';
  };
  for (const { line, change } of compareLines(x, y)) {
    if (change === 'same') {
      flush();
      offset += line.length;
      start = offset;
    } else if (change === 'removed') offset += line.length;
    else newText += line;
  }
  flush();
  return edits;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Change {
  readonly line: string;
  readonly change: 'same' | 'removed' | 'added';
}

/** Along a longest common subsequence of lines. */
function compareLines(a: readonly string[], b: readonly string[]): Change[] {
  const removed = (line: string): Change => ({ line, change: 'removed' });
  const added = (line: string): Change => ({ line, change: 'added' });
  if (a.length * b.length > MAX_COMPARISONS) return [...a.map(removed), ...b.map(added)];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const length = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && x === y) {
      changes.push({ line: x, change: 'same' });
      i++;
      j++;
    } else if (x !== undefined && (y === undefined || length(i + 1, j) >= length(i, j + 1))) {
      changes.push(removed(x));
      i++;
    } else if (y !== undefined) {
      changes.push(added(y));
      j++;
    }
  }
  return changes;
}
