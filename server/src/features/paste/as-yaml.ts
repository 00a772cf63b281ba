/** Manifests for commands that would have made the same: `kubectl run`, `kubectl create`, `docker run`. */
import * as l10n from '@vscode/l10n';
import { blockText } from '../../rules/edits/yaml.ts';
import { parseFile, type YamlDocument } from '../../yaml/file.ts';
import { fromDocker } from './docker.ts';
import { fromKubectl } from './kubectl.ts';
import type { Manifest } from './manifest.ts';
import { readCommands } from './words.ts';

/** Shapes of words that begin a command that can be understood, with a prompt or as a comment too. */
export const COMMAND_LINE =
  /^[ \t]*(?:#[ \t]*)?(?:[$%>][ \t]+)?(?:sudo[ \t]+)?(?:(?:docker|podman|nerdctl)[ \t]+(?:container[ \t]+)?(?:run|create)|(?:kubectl|oc|k)[ \t](?:.*[ \t])?(?:run|create))[ \t]/;

/** The manifest of a command line as YAML, with a comment on what it leaves out; undefined when there is none. */
export function pasteAsYaml(text: string): string | undefined {
  const manifests = readCommands(text).flatMap((words) => fromWords(words) ?? []);
  if (manifests.length === 0) return undefined;
  const objects = manifests.flatMap(({ objects }) => objects).map((object) => blockText(object, 0, DOCUMENT));
  const left = manifests.flatMap(({ left }) => left);
  const note = left.length > 0 ? `# ${l10n.t('Left out: {0}', left.join(' ').replace(/\s+/g, ' '))}\n` : '';
  return note + objects.join('---\n');
}

function fromWords(words: readonly string[]): Manifest | undefined {
  const program = words[0]?.replace(/^.*\//, '');
  if (program === 'kubectl' || program === 'oc' || program === 'k') return fromKubectl(words);
  return program === 'docker' || program === 'podman' || program === 'nerdctl' ? fromDocker(words) : undefined;
}

/** How YAML of ours is laid out when there is no text around it. */
const DOCUMENT = (parseFile('a:\n  - b\n').documents[0] as { readonly document: YamlDocument }).document;
