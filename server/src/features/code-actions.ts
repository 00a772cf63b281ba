/** Quick fixes: each problem's own, and all preferred ones of a file at once. */
import * as l10n from '@vscode/l10n';
import { type CodeAction, CodeActionKind, type TextEdit } from 'vscode-languageserver-types';
import type { Edit, Fix } from '../rules/rule.ts';
import { silenceFix } from '../rules/silence.ts';
import { type PlacedDocument, type Range, rangeOf, withMargin, type YamlFile } from '../yaml/file.ts';
import { overlap } from '../yaml/position.ts';
import { type PlacedProblem, type ProblemSettings, problemsIn, toDiagnostic } from './diagnostics.ts';

/** LSP's kind for `editor.codeActionsOnSave`; an editor asks for it by this name or a prefix of it. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.podwright`;

/** A code action before it is bound to a file's URI. */
export interface FileAction extends Omit<CodeAction, 'edit'> {
  readonly edits: readonly TextEdit[];
}

/** The fixes of the problems that touch a range, and for each rule that found one, the comment that silences it there. */
export function getFixes(file: YamlFile, range: Range, settings: ProblemSettings): FileAction[] {
  const near = file.documents.filter((placed) => touchesLines(placed, range));
  return problemsIn(file, settings, near).flatMap(({ placed, problem }) => {
    const diagnostic = toDiagnostic(placed, problem);
    if (!overlap(diagnostic.range, range)) return [];
    const fixes = [...(problem.fixes ?? []), silenceFix(placed.document, problem)];
    return fixes.map(({ title, preferred, edits }) => ({
      title,
      kind: CodeActionKind.QuickFix,
      isPreferred: preferred,
      diagnostics: [diagnostic],
      edits: edits.map((edit) => toTextEdit(placed, edit)),
    }));
  });
}

export function getFixAll(file: YamlFile, settings: ProblemSettings): FileAction | undefined {
  const edits = preferredFixes(file, settings).flatMap(({ placed, fix }) =>
    fix.edits.map((edit) => toTextEdit(placed, edit)),
  );
  if (edits.length === 0) return undefined;
  return { title: l10n.t('Fix all that Podwright can'), kind: FIX_ALL_KIND, edits };
}

export interface PlacedFix extends PlacedProblem {
  readonly fix: Fix;
}

/** The preferred fix of each problem, as far as they do not touch each other; the others' turn is after these. */
export function preferredFixes(file: YamlFile, settings: ProblemSettings): PlacedFix[] {
  const taken = new Map<PlacedDocument, Edit[]>();
  return problemsIn(file, settings).flatMap(({ placed, problem }) => {
    const fix = problem.fixes?.find(({ preferred }) => preferred);
    const others = taken.get(placed) ?? [];
    if (!fix?.edits.every((edit) => others.every((other) => edit.end < other.start || other.end < edit.start)))
      return [];
    taken.set(placed, [...others, ...fix.edits]);
    return [{ placed, problem, fix }];
  });
}

export function toTextEdit(placed: PlacedDocument, edit: Edit): TextEdit {
  const range = rangeOf(placed, edit);
  return { range, newText: withMargin(placed, range, edit.newText) };
}

function touchesLines({ document, line }: PlacedDocument, { start, end }: Range): boolean {
  return line <= end.line && start.line < line + document.lineStarts.length;
}
