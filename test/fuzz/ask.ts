/** Everything that an editor can ask of the service, about one place. */

import { getCatalog } from '../../server/src/catalog/catalog.ts';
import { getPodLanguageService, type PodLanguageService } from '../../server/src/service.ts';
import type { Position, YamlFile } from '../../server/src/yaml/file.ts';

export type Question = readonly [name: string, ask: () => unknown];

export const settings = { version: getCatalog().newest, rules: { podSecurity: 'restricted' } } as const;
const FORMAT = { tabSize: 2 };

/** The service without the documentation of fields, which the build makes. */
export function createService(): PodLanguageService {
  const docs = JSON.stringify({ texts: [], definitions: {}, fields: {}, values: {} });
  return getPodLanguageService({ loadDocs: async () => docs });
}

export function questionsAbout(service: PodLanguageService, file: YamlFile, position: Position): Question[] {
  const source = { uri: 'file:///pod.yaml', file };
  const workspace = { files: () => [source] };
  const range = { start: position, end: { line: position.line + 2, character: 0 } };
  return [
    ['diagnostics', () => service.getDiagnostics(file, settings)],
    ['fixes', () => service.getFixes(file, range, settings)],
    ['fix all', () => service.getFixAll(file, settings)],
    ['refactorings', () => service.getRefactorings(file, range, settings)],
    ['paste actions', () => service.getPasteActions(file, range)],
    ['completion', () => service.complete(file, position, settings)],
    ['hover', () => service.hover(file, position, settings)],
    ['inlay hints', () => service.getInlayHints(file, range, settings, { quantities: 'always', defaults: 'all' })],
    ['explanation', () => service.explainAt(file, position, settings)],
    ['semantic tokens', () => service.getSemanticTokens(file, settings)],
    ['timeline', () => service.getTimeline(file, position, settings)],
    ['outline', () => service.getDocumentSymbols(file)],
    ['workspace symbols', () => service.getWorkspaceSymbols('a', workspace)],
    ['folding', () => service.getFoldingRanges(file)],
    ['selection', () => service.getSelectionRanges(file, [position])],
    ['links', () => service.getDocumentLinks(file, settings)],
    ['definition', () => service.getDefinition(source, position, workspace)],
    ['references', () => service.getReferences(source, position, workspace, { includeDeclaration: true })],
    ['highlights', () => service.getHighlights(source, position)],
    ['prepare rename', () => service.prepareRename(source, position)],
    ['rename', () => service.rename(source, position, 'other', workspace, settings)],
    ['code lenses', () => service.getCodeLenses(source, workspace, settings)],
    ['formatting', () => service.format(file, FORMAT)],
    ['formatting of a range', () => service.format(file, FORMAT, range)],
    ['formatting on a line break', () => service.formatOnType(file, position, '\n', FORMAT)],
    ['formatting on a dash', () => service.formatOnType(file, position, '-', FORMAT)],
  ];
}

/** What must be the same whether the file was edited into its state or read in it. */
export function stateOf(service: PodLanguageService, file: YamlFile, position: Position): unknown {
  return {
    documents: file.documents.map(({ document: { text, problems }, index, offset, line }) => {
      return { text, problems, index, offset, line };
    }),
    diagnostics: service.getDiagnostics(file, settings),
    outline: service.getDocumentSymbols(file),
    folding: service.getFoldingRanges(file),
    tokens: service.getSemanticTokens(file, settings),
    timeline: service.getTimeline(file, position, settings),
  };
}

export function randomPosition(text: string, below: (n: number) => number): Position {
  const lines = text.split(/\r\n|\r|\n/);
  const line = below(lines.length + 1);
  return { line, character: below((lines[line] ?? '').length + 3) };
}
