/** `--fix`: the cures that a person would take without looking, until there are none left. */
import { createTwoFilesPatch } from 'diff';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { preferredFixes, toTextEdit } from '../../features/code-actions.ts';
import type { ProblemSettings } from '../../features/diagnostics.ts';
import { parseFile, rangeOf } from '../../yaml/file.ts';

export interface AppliedFix {
  readonly code: string;
  readonly title: string;
  /** From 1, in the text before the round in which it was applied. */
  readonly line: number;
}

export interface Fixed {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
}

/** One cure may uncover the next problem; no manifest needs more rounds, and no two rules may undo each other forever. */
const MOST_ROUNDS = 10;

/** All characters but those of the fixes are kept, line breaks and all. */
export function fixText(text: string, settings: ProblemSettings): Fixed {
  const applied: AppliedFix[] = [];
  let current = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixes = preferredFixes(parseFile(current), settings);
    if (fixes.length === 0) break;
    const edits = fixes.flatMap(({ placed, fix }) => fix.edits.map((edit) => toTextEdit(placed, edit)));
    const next = TextDocument.applyEdits(TextDocument.create('', 'yaml', 0, current), edits);
    if (next === current) break;
    current = next;
    for (const { placed, problem, fix } of fixes)
      applied.push({ code: problem.code, title: fix.title, line: rangeOf(placed, problem).start.line + 1 });
  }
  return { text: current, applied };
}

/** A patch that `patch -p1` and `git apply` take; empty when nothing differs. */
export function patchOf(file: string, before: string, after: string): string {
  if (before === after) return '';
  const name = file.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after);
  // Without the line of equals signs above it.
  return patch.slice(patch.indexOf('--- '));
}
