/** The problems of a file as LSP diagnostics. Computed once for each document, version and choice of rules: edits cost one document. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import { memoize } from '../memoize.ts';
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

/** @param before index of the first document whose problems are left out */
export function getDiagnostics(file: YamlFile, settings: ProblemSettings, before?: number): Diagnostic[] {
  const documents = before === undefined ? file.documents : file.documents.slice(0, before);
  return problemsIn(file, settings, documents).map(({ placed, problem }) => toDiagnostic(placed, problem));
}

/** The problems of some documents of a file, without those that a comment silences for the whole file. */
export function problemsIn(
  file: YamlFile,
  { version: fallback, rules }: ProblemSettings,
  documents: readonly PlacedDocument[] = file.documents,
): PlacedProblem[] {
  const version = fileVersion(file, fallback);
  const { silenced } = commentsOf(file);
  return documents.flatMap((placed) =>
    getProblems(placed.document, version, rules).flatMap((problem) =>
      silenced.has(problem.code) ? [] : { placed, problem },
    ),
  );
}

/** The version that a file is meant for: its own `# podwright: kubernetes=` comment, else the given one. */
export function fileVersion(file: YamlFile, fallback: Version): Version {
  return commentsOf(file).version ?? fallback;
}

/** What comments say about a whole file, wherever in it they stand. */
interface Comments {
  readonly version?: Version | undefined;
  /** Codes of rules. */
  readonly silenced: ReadonlySet<string>;
}

const NO_COMMENTS: Comments = { silenced: new Set() };

const commentsOf = memoize((file: YamlFile): Comments => {
  const all = file.documents.map(({ document }) => commentsIn(document)).filter((found) => found !== NO_COMMENTS);
  const version = all.find((found) => found.version)?.version;
  return { version, silenced: new Set(all.flatMap(({ silenced }) => [...silenced])) };
});

/** A keystroke is no reason to look through all documents again. */
const commentsIn = memoize(
  (document: YamlDocument): Comments =>
    document.text.includes('podwright')
      ? { version: versionComment(document), silenced: silencedEverywhere(document.text) }
      : NO_COMMENTS,
);

const USUAL_RULES: RuleSettings = {};

/** The problems of a document as some settings have them. */
interface Known {
  readonly version: Version;
  readonly rules: RuleSettings;
  readonly problems: readonly Problem[];
}

/** Those of the settings that were asked for last, and of those before: a rename asks by the usual ones. */
const remembered = new WeakMap<YamlDocument, readonly Known[]>();
const MOST_REMEMBERED = 2;

function recall(
  document: YamlDocument,
  version: Version,
  rules: RuleSettings = USUAL_RULES,
): readonly Problem[] | undefined {
  return remembered.get(document)?.find((known) => known.version === version && known.rules === rules)?.problems;
}

export function hasProblems(document: YamlDocument, version: Version, rules?: RuleSettings): boolean {
  return recall(document, version, rules) !== undefined;
}

/** The problems of one document, remembered for as long as the document lives. */
export function getProblems(
  document: YamlDocument,
  version: Version,
  rules: RuleSettings = USUAL_RULES,
): readonly Problem[] {
  const known = recall(document, version, rules);
  if (known) return known;
  const problems = findProblems(document, version, rules);
  const others = remembered.get(document) ?? [];
  remembered.set(document, [{ version, rules, problems }, ...others.slice(0, MOST_REMEMBERED - 1)]);
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
