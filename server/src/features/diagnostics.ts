/** The problems of a file as LSP diagnostics. Computed once for each document, version and choice of rules: edits cost one document. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import { versionComment } from '../model/object.ts';
import { findProblems } from '../rules/problems.ts';
import type { Problem, RuleSettings, Severity } from '../rules/rule.ts';
import { silencedEverywhere } from '../rules/silence.ts';
import { type PlacedDocument, rangeOf, type YamlDocument, type YamlFile } from '../yaml/file.ts';

export const SOURCE = 'podwright';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What decides which problems a file has, beside its text. */
export interface ProblemSettings {
  readonly version: Version;
  /** The same object as long as the choices are the same: answers are remembered by it. */
  readonly rules?: RuleSettings;
}

/** A problem and the document that has it. */
export interface PlacedProblem {
  readonly placed: PlacedDocument;
  readonly problem: Problem;
}

export function getDiagnostics(file: YamlFile, settings: ProblemSettings): Diagnostic[] {
  return problemsIn(file, settings).map(({ placed, problem }) => toDiagnostic(placed, problem));
}

/** The problems of some documents of a file, without those that a comment silences for the whole file. */
export function problemsIn(
  file: YamlFile,
  { version: fallback, rules }: ProblemSettings,
  documents: readonly PlacedDocument[] = file.documents,
): PlacedProblem[] {
  const version = fileVersion(file, fallback);
  const silenced = silencedEverywhere(file.text);
  return documents.flatMap((placed) =>
    getProblems(placed.document, version, rules).flatMap((problem) =>
      silenced.has(problem.code) ? [] : { placed, problem },
    ),
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

const USUAL_RULES: RuleSettings = {};
const remembered = new WeakMap<YamlDocument, WeakMap<RuleSettings, Map<Version, readonly Problem[]>>>();

/** The problems of one document, remembered for as long as the document lives. */
export function getProblems(
  document: YamlDocument,
  version: Version,
  rules: RuleSettings = USUAL_RULES,
): readonly Problem[] {
  const byRules = remembered.get(document) ?? new WeakMap<RuleSettings, Map<Version, readonly Problem[]>>();
  const byVersion = byRules.get(rules) ?? new Map<Version, readonly Problem[]>();
  const problems = byVersion.get(version) ?? findProblems(document, version, rules);
  remembered.set(document, byRules.set(rules, byVersion.set(version, problems)));
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
