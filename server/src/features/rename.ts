/** Rename: a name and all that refer to it, in all files at once; refused where the API server would refuse the result. */
import * as l10n from '@vscode/l10n';
import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import { applyEdits } from '../rules/edits/apply.ts';
import { findProblems } from '../rules/problems.ts';
import type { Edit, Problem } from '../rules/rule.ts';
import { type PlacedDocument, type Position, parseFile, rangeOf } from '../yaml/file.ts';
import { isPlainString } from '../yaml/scalars.ts';
import { fileVersion, getProblems } from './diagnostics.ts';
import { KINDS, OBJECT_FORMATS, type SymbolKind } from './references/kinds.ts';
import type { Occurrence } from './references/occurrence.ts';
import { getSymbols } from './references/symbols.ts';
import {
  type Located,
  occurrenceAt,
  resolveAll,
  type Source,
  sourcesOf,
  type Workspace,
} from './references/workspace.ts';
import { distinct } from './references.ts';

/** Documents that are judged anew; what the first so many can bear, the others can. */
const MOST_JUDGED = 200;

/** What there is to rename at a position. */
export interface Renameable {
  readonly range: Range;
  readonly placeholder: string;
}

/** An edit, or why there can be none, for a person to read. */
export type RenameResult = { readonly edit: WorkspaceEdit } | { readonly refused: string };

export function prepareRename(source: Source, position: Position): Renameable | undefined {
  const found = occurrenceAt(source, position);
  return found && { range: rangeOf(found.placed, found.occurrence.span), placeholder: found.occurrence.name };
}

export function rename(
  source: Source,
  position: Position,
  newName: string,
  workspace: Workspace,
  settings: { readonly version: Version },
): RenameResult {
  const start = occurrenceAt(source, position);
  if (!start) return { refused: l10n.t('There is no name here that Podwright could change.') };
  if (newName === start.occurrence.name) return { edit: { changes: {} } };
  const { noun, format } = rulesFor(start.occurrence);
  const problems = format(newName);
  if (problems.length > 0)
    return { refused: l10n.t('“{0}” is not valid for {1}: {2}.', newName, noun(), problems.join('; ')) };

  const all = resolveAll(start, source, workspace);
  const clash = findClash(all, newName, source, workspace);
  if (clash) return { refused: l10n.t('There is already {0} “{1}”.', noun(), newName) };

  const places = distinct(all);
  if (places.some(({ occurrence: { within } }) => !WRITABLE[within].test(newName)))
    return {
      refused: l10n.t('“{0}” cannot be written in every place that refers to “{1}”.', newName, start.occurrence.name),
    };

  const changes: Record<string, TextEdit[]> = {};
  for (const [index, { uri, placed, located }] of byDocument(places).entries()) {
    const file = uri === source.uri ? source.file : undefined;
    const version = file ? fileVersion(file, settings.version) : settings.version;
    const edits = located.map(({ occurrence }) => writeName(placed.document.text, occurrence, newName));
    const refusal =
      index < MOST_JUDGED &&
      newError(placed, applyEdits(placed.document.text, edits), version, (message) =>
        message.replaceAll(start.occurrence.name, newName),
      );
    if (refusal) return { refused: l10n.t('The API server would refuse this: {0}', refusal) };
    const placedEdits = edits.map((edit) => ({ range: rangeOf(placed, edit), newText: edit.newText }));
    changes[uri] = [...(changes[uri] ?? []), ...placedEdits];
  }
  return { edit: { changes } };
}

/** Names that can be written where the name is not a scalar of its own. */
const WRITABLE: Readonly<Record<Occurrence['within'], RegExp>> = {
  scalar: /^/,
  text: /^[\w./-]+$/,
  script: /^[A-Za-z_]\w*$/,
};

/** What to call the thing, and which names it may have; for an object that depends on its kind. */
function rulesFor({ kind, scope }: Occurrence): Pick<SymbolKind, 'noun' | 'format'> {
  if (kind !== 'object') return KINDS[kind];
  const [groupKind = ''] = (scope ?? '').split(' ');
  const [name = ''] = groupKind.split('.');
  return {
    noun: () => (/^[AEIO]/.test(name) ? l10n.t('an {0}', name) : l10n.t('a {0}', name)),
    format: OBJECT_FORMATS[groupKind] ?? KINDS.object.format,
  };
}

/** Something of the same kind, in the same scope, that has the new name already. */
function findClash(
  all: readonly Located[],
  newName: string,
  source: Source,
  workspace: Workspace,
): Occurrence | undefined {
  const wanted = all.map(({ occurrence }) => occurrence).filter(({ role }) => role === 'definition');
  const isTaken = (other: Occurrence, own: Occurrence): boolean =>
    other.kind === own.kind && other.role === 'definition' && other.name === newName && other.scope === own.scope;
  for (const { placed, occurrence } of all) {
    // A Pod or a selector cannot have a label twice.
    if (occurrence.kind === 'labelKey') {
      const taken = occurrence.party?.parts.find(({ kind, name }) => kind === 'labelKey' && name === newName);
      if (taken) return taken;
    } else if (occurrence.local && occurrence.role === 'definition') {
      const taken = getSymbols(placed.document).occurrences.find((other) => isTaken(other, occurrence));
      if (taken) return taken;
    }
  }
  const keyOf = ({ kind, scope }: Occurrence) => `${kind} ${scope}`;
  const shared = new Set(wanted.filter(({ local, scope }) => !local && scope !== undefined).map(keyOf));
  if (shared.size === 0) return undefined;
  for (const { file } of sourcesOf(source, workspace))
    for (const { document } of file.documents)
      for (const other of getSymbols(document).occurrences)
        if (other.role === 'definition' && other.name === newName && shared.has(keyOf(other))) return other;
  return undefined;
}

/** The new name in place of the old one, in the same quotes; in new ones if it would mean something else without. */
function writeName(text: string, { span, within }: Occurrence, name: string): Edit {
  const quote = text[span.start - 1];
  const isQuoted = quote === '"' || quote === "'";
  if (within !== 'scalar' || isQuoted) {
    const escaped = quote === "'" ? name.replaceAll("'", "''") : isQuoted ? JSON.stringify(name).slice(1, -1) : name;
    return { ...span, newText: escaped };
  }
  const isPlain = isPlainString(name) && /^[\w./][\w./-]*$/.test(name);
  return { ...span, newText: isPlain ? name : JSON.stringify(name) };
}

/** What the API server would hold against the new text and does not, in as many places, against the old one. */
function newError(
  placed: PlacedDocument,
  text: string,
  version: Version,
  inNewWords: (message: string) => string,
): string | undefined {
  const before = errorsIn(getProblems(placed.document, version)).map(({ message }) => message);
  const after = parseFile(text).documents.flatMap(({ document }) => findProblems(document, version));
  for (const { message } of errorsIn(after)) {
    const same = before.findIndex((known) => known === message || inNewWords(known) === message);
    if (same < 0) return message;
    before.splice(same, 1);
  }
  return undefined;
}

function errorsIn(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

function byDocument(places: readonly Located[]): { uri: string; placed: PlacedDocument; located: Located[] }[] {
  const groups = new Map<PlacedDocument, { uri: string; placed: PlacedDocument; located: Located[] }>();
  for (const one of places) {
    const { uri, placed } = one;
    const group = groups.get(placed) ?? { uri, placed, located: [] };
    group.located.push(one);
    groups.set(placed, group);
  }
  return [...groups.values()];
}
