/** The problems of open documents: found a few YAML documents at a time, and told. */
import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { PodLanguageService, Settings } from '../service.ts';
import { CONFIG_NAME, getConfigDiagnostics } from './config-file.ts';
import type { OpenDocument, OpenDocuments } from './documents.ts';
import type { InitializationOptions } from './messages.ts';
import type { ProjectSettings } from './project-settings.ts';
import type { Problems } from './publishing.ts';

export interface ProblemSources {
  readonly service: PodLanguageService;
  readonly documents: OpenDocuments;
  readonly project: ProjectSettings;
  settingsFor(uri: string): Settings;
  options(): InitializationOptions;
}

export function createProblems(
  { sendDiagnostics }: Pick<Connection, 'sendDiagnostics'>,
  { service, documents, project, settingsFor, options }: ProblemSources,
): Pick<Problems, 'count' | 'find' | 'publish'> {
  function problemsOf(document: OpenDocument, before: number): Diagnostic[] {
    const { uri } = document;
    if (uri.endsWith(`/${CONFIG_NAME}`)) return getConfigDiagnostics(document.getText());
    return project.isIgnored(uri) ? [] : service.getDiagnostics(documents.fileOf(document), settingsFor(uri), before);
  }

  /** The code leads to the page of its rule, where the client has these pages. */
  function withRulePage(diagnostic: Diagnostic): Diagnostic {
    const { rulePages } = options();
    if (rulePages === undefined || diagnostic.code === undefined) return diagnostic;
    return { ...diagnostic, codeDescription: { href: `${rulePages}/${diagnostic.code}.md` } };
  }

  return {
    count: (document) => documents.fileOf(document).documents.length,
    find: (document, from, most) =>
      service.answerAhead(documents.fileOf(document), 'problems', settingsFor(document.uri), from, most),
    publish(document, before) {
      const { uri, version } = document;
      void sendDiagnostics({ uri, version, diagnostics: problemsOf(document, before).map(withRulePage) });
    },
  };
}
