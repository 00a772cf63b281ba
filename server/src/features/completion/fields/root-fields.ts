/** Fields of an object itself, whose kind may not be known yet. */
import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver-types';
import { getCatalog } from '../../../catalog/catalog.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { type Cursor, hasValue } from '../cursor/cursor.ts';
import { createWriter } from '../text/insert-text.ts';
import { keyText, scalarText } from '../text/notation.ts';
import { type Suggestion, tabStop } from '../text/suggestion.ts';
import { suggestFields } from './field-names.ts';
import { likelyKinds } from './likely-kinds.ts';

export function suggestRootFields(cursor: Cursor): readonly Suggestion[] {
  const { object, flow, hole } = cursor;
  const definition = object.known?.definition;
  if (definition) return suggestFields(cursor, definition);
  const names = object.node.entries.map(({ name }) => name).filter((name) => name !== HOLE);
  const fields = commonFields(cursor, names).filter((name) => !names.includes(name));
  const own = fields.map((name) => ({
    label: name,
    kind: CompletionItemKind.Field,
    snippet: snippetOf(cursor, name),
    about: { definition: 'Pod', field: name },
  }));
  return names.length === 0 && !flow && hole.startsLine ? [...own, ...suggestObjects(cursor)] : own;
}

/** Whole objects with what they need, for an empty document, and their heads for who has more to say about them. */
function suggestObjects(cursor: Cursor): Suggestion[] {
  return likelyKinds(cursor.object.node, undefined, cursor.version).flatMap((known) => {
    const { kind, apiVersion, definition } = known;
    const writer = createWriter({ ...cursor, object: { ...cursor.object, known } });
    const shared = { kind: CompletionItemKind.Snippet, detail: apiVersion, about: { definition } };
    return [
      { ...shared, label: kind, snippet: writer.fields(definition) },
      {
        ...shared,
        label: l10n.t('{0} (head)', kind),
        filter: `${kind} (head)`,
        snippet: headOf(cursor, apiVersion, kind),
      },
    ];
  });
}

function headOf({ style, column }: Cursor, apiVersion: string, kind: string): string {
  const below = (depth: number) => style.lineBreak + ' '.repeat(column + depth);
  const lines = [`apiVersion: ${apiVersion}`, `kind: ${kind}`, 'metadata:'];
  return `${lines.join(below(0))}${below(style.indent)}name: $1`;
}

/** The fields that every object has; none for a document that is not meant for Kubernetes. */
function commonFields({ object: { apiVersion, kind } }: Cursor, names: readonly string[]): readonly string[] {
  const catalog = getCatalog();
  const servesApiVersion = catalog.kinds(catalog.newest).some((known) => known.apiVersion === apiVersion);
  if (apiVersion !== undefined && !servesApiVersion) return [];
  if (kind === 'List') return [...OF_EVERY_OBJECT, 'items'];
  if (kind !== undefined) return catalog.kindsNamed(kind).length > 0 ? OF_EVERY_OBJECT : [];
  const fields = [...OF_EVERY_OBJECT, 'spec'];
  return names.every((name) => fields.includes(name)) ? fields : [];
}

const OF_EVERY_OBJECT: readonly string[] = ['apiVersion', 'kind', 'metadata'];

function snippetOf(cursor: Cursor, name: string): string {
  const key = keyText(cursor, name);
  if (cursor.hole.colon) return name;
  if (hasValue(cursor)) return `${key}:`;
  const { object, version, style, column, flow } = cursor;
  if (name === 'apiVersion' || name === 'kind') {
    const kinds = likelyKinds(object.node, object.apiVersion, version);
    const likely = kinds.filter(({ kind }) => object.kind === undefined || kind === object.kind);
    const texts = new Set(likely.map((kind) => scalarText(cursor, kind[name], { kind: 'string' })));
    return `${key}: ${tabStop(1, [...texts])}`;
  }
  if (flow) return name === 'items' ? `${key}: [{$1}]` : `${key}: {$1}`;
  const dash = name === 'items' ? `-${' '.repeat(style.afterDash - 1)}` : '';
  const below = style.lineBreak + ' '.repeat(column + (dash ? style.dash : style.indent));
  return `${key}:${below}${dash}$1`;
}
