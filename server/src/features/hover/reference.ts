/** The field's own documentation by Kubernetes, and where to read on. */
import * as l10n from '@vscode/l10n';
import { getCatalog, type Version } from '../../catalog/catalog.ts';

export function referenceLink(definition: string, version: Version): string | undefined {
  const url = referenceUrl(definition, version);
  return url && `[${l10n.t('{0} in the Kubernetes API reference', definition)}](${url})`;
}

/** The generated API reference has an anchor for each definition: `#container-v1-core`. */
export function referenceUrl(definition: string, version: Version): string | undefined {
  const group = getCatalog().definition(definition)?.group;
  if (!group) return undefined;
  const [name = '', apiVersion = ''] = group.split('/');
  const anchor = `${definition.toLowerCase()}-${apiVersion}-${name}`;
  return `https://kubernetes.io/docs/reference/generated/kubernetes-api/v${version}/#${anchor}`;
}

/** Up to the first full stop that ends a sentence, and the rest. */
export function splitSentence(text: string): [first: string, rest: string] {
  const end = /[.!?](?=\s+[A-Z"`*[\n]|\s*$)|\n\n/.exec(text);
  if (!end) return [text, ''];
  const at = end.index + (end[0] === '\n\n' ? 0 : 1);
  return [text.slice(0, at).replace(/\s+/g, ' ').trim(), text.slice(at).trim()];
}
