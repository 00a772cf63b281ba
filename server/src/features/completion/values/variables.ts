/** Names of environment variables inside `$(…)`, which Kubernetes puts in for commands, arguments and other variables. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { namespaceOf } from '../../../model/names.ts';
import { childOf, type Span, stringAt } from '../../../yaml/tree.ts';
import { containerAt, ownerOf } from '../../owner.ts';
import { isExpanded } from '../../references/kinds.ts';
import { keysOf } from '../../references/workspace.ts';
import type { Cursor } from '../cursor/cursor.ts';
import { escapeSnippet, type Suggestion } from '../text/suggestion.ts';

/** The variables of the cursor's container, when the cursor is behind `$(`. */
export function suggestVariables(
  cursor: Cursor,
  offset: number,
): { readonly replaced: Span; readonly suggestions: readonly Suggestion[] } | undefined {
  const { place, hole, document } = cursor;
  const { text } = document.document;
  const typed = /(?<!\$)\$\(([\w.-]*)$/.exec(text.slice(hole.replaced.start, offset))?.[1];
  const owner = typed === undefined ? undefined : ownerOf(place);
  if (typed === undefined || !owner || !isExpanded(owner.field.id)) return undefined;
  const rest = /^[\w.-]*\)?/.exec(text.slice(offset, hole.replaced.end))?.[0] ?? '';
  const env = childOf(containerAt(place)?.node, 'env');
  const variables = env?.kind === 'sequence' ? env.items : [];
  // A variable sees those before it only.
  const self = place.parent?.node;
  const own = owner.definition === 'EnvVar' && self ? variables.indexOf(self) : -1;
  const visible = own < 0 ? variables : variables.slice(0, own);
  const ownNames = visible.flatMap((item) => stringAt(item, 'name') ?? []);
  const names = [...new Set([...ownNames, ...namesFromElsewhere(cursor)])];
  return {
    replaced: { start: offset - typed.length, end: offset + rest.length },
    suggestions: names.map((name) => ({
      label: name,
      kind: CompletionItemKind.Variable,
      snippet: escapeSnippet(`${name})`),
    })),
  };
}

/** The keys of the ConfigMaps and Secrets that a container takes as a whole. */
function namesFromElsewhere({ place, workspace, object }: Cursor): string[] {
  const sources = childOf(containerAt(place)?.node, 'envFrom');
  return (sources?.kind === 'sequence' ? sources.items : []).flatMap((source) =>
    [['configMapRef', 'ConfigMap'] as const, ['secretRef', 'Secret'] as const].flatMap(([field, kind]) => {
      const name = stringAt(childOf(source, field), 'name');
      const keys = name === undefined ? [] : keysOf(workspace, kind, namespaceOf(object), name);
      return keys.map((key) => `${stringAt(source, 'prefix') ?? ''}${key}`);
    }),
  );
}
