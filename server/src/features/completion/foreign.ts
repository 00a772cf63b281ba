/** YAML that is meant for others, told by a file's name and by what else is in it. */
import { getObjects } from '../../model/object.ts';
import type { PlacedDocument, YamlFile } from '../../yaml/file.ts';
import { isNull } from '../../yaml/tree.ts';

/** Ends of URIs by which other tools know their YAML files, dot files and folders among them. */
const NAMES = new RegExp(
  `/(?:${[
    '\\.(?:github|gitlab|circleci|vscode)/.*',
    '\\.[^/]*',
    '(?:(?:docker-)?compose|values|azure-pipelines|pnpm|openapi|swagger)(?:[.-][^/]*)?',
    'chart|kustomization|skaffold|helmfile|mkdocs|_config|pubspec|playbook',
    'action|appveyor|bitbucket-pipelines|buildspec|cloudbuild',
  ].join('|')})\\.ya?ml$`,
  'i',
);

/**
 * Whether a document in which nothing is written yet will surely hold no object of Kubernetes: because of its file's
 * name, or because a document beside it holds something else.
 */
export function isForeign(file: YamlFile, placed: PlacedDocument, uri = ''): boolean {
  const others = streamOf(file, placed).filter((other) => other !== placed);
  if (others.some(({ document }) => getObjects(document).length > 0)) return others.some(holdsSomethingElse);
  return NAMES.test(uri) || others.some(holdsSomethingElse);
}

function holdsSomethingElse({ document }: PlacedDocument): boolean {
  return document.root !== undefined && !isNull(document.root) && getObjects(document).length === 0;
}

/** All documents of a file or, in Markdown, of the one block that a document is in. */
export function streamOf({ documents }: YamlFile, { index }: PlacedDocument): readonly PlacedDocument[] {
  const isBreak = (next: PlacedDocument): boolean => {
    const previous = documents[next.index - 1];
    return previous === undefined || previous.offset + previous.document.text.length !== next.offset;
  };
  const start = documents.findLastIndex((candidate) => candidate.index <= index && isBreak(candidate));
  const end = documents.findIndex((candidate) => candidate.index > index && isBreak(candidate));
  return documents.slice(Math.max(start, 0), end < 0 ? undefined : end);
}
