/**
 * The language service: a plain object, one method a feature. Pure: parsed files go in, LSP-shaped values come out;
 * no connection, no clock, no files. The editor, the command line, the preview and the tests all ask this object.
 */
import type {
  CodeLens,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  SelectionRange,
  SemanticTokens,
  TextEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver-types';
import type { Version } from './catalog/catalog.ts';
import { createDocs, type Docs } from './catalog/docs.ts';
import { getLivePods, type LivePods } from './features/cluster/live-pods.ts';
import {
  getManifests,
  getVerdicts,
  type Manifest,
  type ManifestAnswer,
  type ManifestVerdict,
} from './features/cluster/verdict.ts';
import { type FileAction, getFixAll, getFixes } from './features/code-actions.ts';
import { getCodeLenses } from './features/code-lens.ts';
import { prepareSnippets } from './features/completion/snippets/snippets.ts';
import { type CompletionSettings, complete, resolveCompletion } from './features/completion.ts';
import { getDiagnostics } from './features/diagnostics.ts';
import { type ExplainedField, type Explanation, explainAt, explainDefinition } from './features/explain.ts';
import { getFoldingRanges } from './features/folding.ts';
import { type FormattingOptions, format, formatOnType } from './features/formatting.ts';
import { type HoverSettings, hover } from './features/hover.ts';
import { getInlayHints, type InlayHintSettings } from './features/inlay-hints.ts';
import { getDocumentLinks } from './features/links.ts';
import { pasteAsYaml } from './features/paste/as-yaml.ts';
import { getPasteActions } from './features/paste.ts';
import { getRefactorings } from './features/refactorings.ts';
import { readAhead } from './features/references/symbols.ts';
import type { Source, Workspace } from './features/references/workspace.ts';
import { getDefinition, getHighlights, getReferences } from './features/references.ts';
import { prepareRename, type Renameable, type RenameResult, rename } from './features/rename.ts';
import { getSelectionRanges } from './features/selection.ts';
import { getSemanticTokens } from './features/semantic-tokens.ts';
import { getDocumentSymbols, getWorkspaceSymbols } from './features/symbols.ts';
import { getTimeline, type TimelineOptions, type TimelineResult } from './features/timeline.ts';
import { answerAhead, type WholeFileQuestion } from './features/whole-file.ts';
import { type Observed, type ObservedOptions, observe } from './lifecycle/observed/observed.ts';
import type { RuleSettings } from './rules/rule.ts';
import {
  editFile,
  type FileEdit,
  LONGEST_FILE,
  type Position,
  parseFile,
  type Range,
  type YamlFile,
} from './yaml/file.ts';

/** What the platform gives: the service itself reads nothing. */
export interface Runtime {
  /** The field documentation that the build writes to `docs.json`; asked for once, on first need. */
  loadDocs(): Promise<string>;
}

/** What the user chose, for one file. */
export interface Settings {
  /** Kubernetes minor version of a file that does not name its own. */
  readonly version: Version;
  /** What the user decided about the rules; the same object as long as that is the same. */
  readonly rules?: RuleSettings;
}

export interface PodLanguageService {
  /** `previous` is the same file before an edit: documents that the edit did not touch are taken over. */
  parse(text: string, previous?: YamlFile, languageId?: string): YamlFile;
  /** A file of YAML throughout, after an edit: for each keystroke, instead of parsing all of it. */
  edit(file: YamlFile, edit: FileEdit): YamlFile;
  /** Of all documents of the file, or of those before an index. */
  getDiagnostics(file: YamlFile, settings: Settings, before?: number): Diagnostic[];
  /** Fixes for the problems that touch the range. */
  getFixes(file: YamlFile, range: Range, settings: Settings): FileAction[];
  /** All preferred fixes of the file in one edit; undefined when there are none. */
  getFixAll(file: YamlFile, settings: Settings): FileAction | undefined;
  /** Refactorings that can be made where the range starts. */
  getRefactorings(file: YamlFile, range: Range, settings: Settings): FileAction[];
  /** The manifest of a command such as `docker run` that stands where the range starts, in a line or a comment. */
  getPasteActions(file: YamlFile, range: Range): FileAction[];
  /** The manifest for a `kubectl run`, `kubectl create` or `docker run`; undefined for other text. */
  pasteAsYaml(text: string): string | undefined;
  /** Names of other objects come from the workspace. */
  complete(file: YamlFile, position: Position, settings: CompletionSettings): CompletionList | undefined;
  resolveCompletion(item: CompletionItem): Promise<CompletionItem>;
  /** Reads what every completion looks through, so that the first one need not. */
  prepareCompletion(): void;
  hover(file: YamlFile, position: Position, settings: HoverSettings): Promise<Hover | undefined>;
  /** What values in the range come to; which hints, the user chooses. */
  getInlayHints(file: YamlFile, range: Range, settings: Settings, wanted: InlayHintSettings): InlayHint[];
  /** The fields that the object around a position may have. */
  explainAt(file: YamlFile, position: Position, settings: Settings): Promise<Explanation | undefined>;
  /** The fields of a definition such as `Container`. */
  explainDefinition(definition: string, settings: Settings): Promise<readonly ExplainedField[]>;
  getSemanticTokens(file: YamlFile, settings: Settings): SemanticTokens;
  getTimeline(file: YamlFile, position: Position, options: TimelineOptions & Settings): TimelineResult;
  /** The objects of a file as kubectl is given them, and what it answered to them as diagnostics. */
  getManifests(file: YamlFile): readonly Manifest[];
  getVerdicts(file: YamlFile, answers: readonly ManifestAnswer[], settings: Settings): readonly ManifestVerdict[];
  /** The Pods of a cluster that belong to the object at a position. */
  getLivePods(file: YamlFile, position: Position): LivePods | undefined;
  /** The life of a live Pod, from the object and its Events as the API has them. */
  observe(pod: unknown, events: unknown, options: ObservedOptions): Observed | undefined;
  getDocumentSymbols(file: YamlFile): DocumentSymbol[];
  getWorkspaceSymbols(query: string, workspace: Workspace): WorkspaceSymbol[];
  getFoldingRanges(file: YamlFile): FoldingRange[];
  getSelectionRanges(file: YamlFile, positions: readonly Position[]): SelectionRange[];
  getDocumentLinks(file: YamlFile, settings: Settings): DocumentLink[];
  /** Reads the names in at most so many documents, from an index on, for who looks for references; answers the index behind. */
  readAhead(file: YamlFile, from: number, most: number): number;
  /** Looks into at most so many documents, from an index on, for a question about all of the file; answers the index behind. */
  answerAhead(file: YamlFile, question: WholeFileQuestion, settings: Settings, from: number, most: number): number;
  /** Where the name at the position is given. */
  getDefinition(source: Source, position: Position, workspace: Workspace): Location[];
  getReferences(
    source: Source,
    position: Position,
    workspace: Workspace,
    options: { readonly includeDeclaration: boolean },
  ): Location[];
  getHighlights(source: Source, position: Position): DocumentHighlight[];
  /** Undefined where there is no name to change. */
  prepareRename(source: Source, position: Position): Renameable | undefined;
  rename(source: Source, position: Position, newName: string, workspace: Workspace, settings: Settings): RenameResult;
  getCodeLenses(source: Source, workspace: Workspace, settings: Settings): CodeLens[];
  /** The edits for the whole file, or for the lines of a range; only white space changes. */
  format(file: YamlFile, options: FormattingOptions, range?: Range): TextEdit[];
  formatOnType(file: YamlFile, position: Position, typed: string, options: FormattingOptions): TextEdit[];
}

export function getPodLanguageService(runtime: Runtime): PodLanguageService {
  let docs: Promise<Docs> | undefined;
  const loadDocs = () => {
    docs ??= runtime.loadDocs().then(
      (json) => createDocs(JSON.parse(json)),
      // Help without documentation is better than none.
      () => createDocs({ texts: [], definitions: {}, fields: {}, values: {} }),
    );
    return docs;
  };
  return {
    parse: (text, previous, languageId) => parseFile(text, previous, languageId, LONGEST_FILE),
    edit: editFile,
    getDiagnostics,
    getFixes,
    getFixAll,
    getRefactorings,
    getPasteActions,
    pasteAsYaml,
    complete,
    resolveCompletion: async (item) => resolveCompletion(item, await loadDocs()),
    prepareCompletion: prepareSnippets,
    hover: async (file, position, settings) => hover(file, position, settings, await loadDocs()),
    getInlayHints,
    explainAt: async (file, position, settings) => explainAt(file, position, settings, await loadDocs()),
    explainDefinition: async (definition, { version }) => explainDefinition(definition, version, await loadDocs()),
    getSemanticTokens,
    getTimeline,
    getManifests,
    getVerdicts,
    getLivePods,
    observe,
    getDocumentSymbols,
    getWorkspaceSymbols,
    getFoldingRanges,
    getSelectionRanges,
    getDocumentLinks,
    readAhead,
    answerAhead,
    getDefinition,
    getReferences,
    getHighlights,
    prepareRename,
    rename,
    getCodeLenses,
    format,
    formatOnType,
  };
}
