/** The problems of a file as LSP diagnostics. Computed once for each document and version: edits cost one document. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import { versionComment } from '../model/object.ts';
import { findProblems } from '../rules/problems.ts';
import type { Problem, Severity } from '../rules/rule.ts';
import { type PlacedDocument, rangeOf, type YamlDocument, type YamlFile } from '../yaml/file.ts';

export const SOURCE = 'podwright';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const problemsOf = new WeakMap<YamlDocument, Map<Version, readonly Problem[]>>();

export function getDiagnostics(file: YamlFile, settings: { readonly version: Version }): Diagnostic[] {
  const version = fileVersion(file, settings.version);
  return file.documents.flatMap((placed) =>
    getProblems(placed.document, version).map((problem) => toDiagnostic(placed, problem)),
  );
}

/** The version that a file is meant for: its own `# podwright: kubernetes=` comment, else the given one. */
export function fileVersion(file: YamlFile, fallback: Version): Version {
  if (!file.text.includes('podwright:')) return fallback;
  for (const { document } of file.documents) {
    const version = versionComment(document);
    if (version) return version;
  }
  return fallback;
}

/** The problems of one document, remembered for as long as the document lives. */
export function getProblems(document: YamlDocument, version: Version): readonly Problem[] {
  const known = problemsOf.get(document)?.get(version);
  if (known) return known;
  const problems = findProblems(document, version);
  const byVersion = problemsOf.get(document) ?? new Map<Version, readonly Problem[]>();
  problemsOf.set(document, byVersion.set(version, problems));
  return problems;
}

export function toDiagnostic(placed: PlacedDocument, problem: Problem): Diagnostic {
  return {
    range: rangeOf(placed, problem),
    severity: SEVERITIES[problem.severity],
    code: problem.code,
    source: SOURCE,
    message: problem.message,
  };
}
