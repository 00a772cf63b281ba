/** Quick fixes: each problem's own, and all preferred ones of a file at once. */
import { type CodeAction, CodeActionKind, type TextEdit } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import type { Edit, Fix } from '../rules/rule.ts';
import { type PlacedDocument, type Range, rangeOf, type YamlFile } from '../yaml/file.ts';
import { fileVersion, getProblems, toDiagnostic } from './diagnostics.ts';

/** LSP's kind for `editor.codeActionsOnSave`; an editor asks for it by this name or a prefix of it. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.podwright`;

/** A code action before it is bound to a file's URI. */
export interface FileAction extends Omit<CodeAction, 'edit'> {
  readonly edits: readonly TextEdit[];
}

export function getFixes(file: YamlFile, range: Range, settings: { readonly version: Version }): FileAction[] {
  const version = fileVersion(file, settings.version);
  const actions: FileAction[] = [];
  for (const placed of file.documents) {
    if (!touchesLines(placed, range)) continue;
    for (const problem of getProblems(placed.document, version)) {
      const diagnostic = toDiagnostic(placed, problem);
      if (!overlap(diagnostic.range, range)) continue;
      for (const { title, preferred, edits } of problem.fixes ?? [])
        actions.push({
          title,
          kind: CodeActionKind.QuickFix,
          isPreferred: preferred,
          diagnostics: [diagnostic],
          edits: edits.map((edit) => toTextEdit(placed, edit)),
        });
    }
  }
  return actions;
}

export function getFixAll(file: YamlFile, settings: { readonly version: Version }): FileAction | undefined {
  const version = fileVersion(file, settings.version);
  const edits = file.documents.flatMap((placed) => {
    const fixes = getProblems(placed.document, version).flatMap(
      ({ fixes = [] }) => fixes.find((fix) => fix.preferred) ?? [],
    );
    return compatibleEdits(fixes).map((edit) => toTextEdit(placed, edit));
  });
  if (edits.length === 0) return undefined;
  return { title: 'Fix all that Podwright can', kind: FIX_ALL_KIND, edits };
}

export function toTextEdit(placed: PlacedDocument, edit: Edit): TextEdit {
  return { range: rangeOf(placed, edit), newText: edit.newText };
}

/** The edits of as many fixes as do not touch each other; the others have their turn when these are applied. */
function compatibleEdits(fixes: readonly Fix[]): Edit[] {
  const taken: Edit[] = [];
  for (const { edits } of fixes) {
    const free = edits.every((edit) => taken.every((other) => edit.end < other.start || other.end < edit.start));
    if (free) taken.push(...edits);
  }
  return taken;
}

function touchesLines({ document, line }: PlacedDocument, { start, end }: Range): boolean {
  return line <= end.line && start.line < line + document.lineStarts.length;
}

function overlap(a: Range, b: Range): boolean {
  return !isBefore(a, b) && !isBefore(b, a);
}

function isBefore({ end }: Range, { start }: Range): boolean {
  return end.line < start.line || (end.line === start.line && end.character < start.character);
}
