/** Kinds and apiVersions, each by what is written of the other. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { getCatalog, type Kind, type Version } from '../../../catalog/catalog.ts';
import type { Cursor } from '../cursor/cursor.ts';
import { scalarText } from '../text/notation.ts';
import { escapeSnippet, type Suggestion } from '../text/suggestion.ts';
import { likelyKinds, useOf } from './likely-kinds.ts';

/** Kinds for a `kind:` and apiVersions for an `apiVersion:`; each depends on the other when that is there. */
export function suggestTypeMeta(cursor: Cursor, name: 'kind' | 'apiVersion'): Suggestion[] {
  const { object, version } = cursor;
  const { apiVersion, kind } = object;
  const others = [LIST, ...withoutPods(version)].toSorted((a, b) => useOf(a.kind) - useOf(b.kind));
  const all = [...likelyKinds(object.node, apiVersion, version), ...others].filter(
    (known) => (!apiVersion || known.apiVersion === apiVersion) && (!kind || known.kind === kind),
  );
  const texts = new Set(all.map((known) => known[name]));
  return [...texts].map((text) => ({
    label: text,
    kind: CompletionItemKind.EnumMember,
    snippet: escapeSnippet(scalarText(cursor, text, STRING)),
    ...(name === 'kind' && { about: { definition: text } }),
  }));
}

const STRING = { kind: 'string' } as const;
const LIST = { apiVersion: 'v1', kind: 'List' } as const;

/** Objects that the server keeps, and so can list; others are questions to it, or its answers. */
function withoutPods(version: Version): readonly Kind[] {
  const kinds = getCatalog().kinds(version);
  const lists = new Set(kinds.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
  return kinds.filter(
    ({ apiVersion, kind, definition }) =>
      !definition && lists.has(`${apiVersion} ${kind}List`) && !UNWRITTEN.has(kind) && !kind.endsWith('List'),
  );
}

/** What only the server itself has to say. */
const UNWRITTEN: ReadonlySet<string> = new Set(['APIGroup', 'ComponentStatus', 'StorageVersion']);
