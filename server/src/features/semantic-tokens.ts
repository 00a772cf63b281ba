/** What a value is beyond a YAML string: quantities with their units, durations, parts of images, variables. */
import type { SemanticTokens, SemanticTokensLegend } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import { knowledge } from '../catalog/knowledge.ts';
import { memoize } from '../memoize.ts';
import { getObjects } from '../model/object.ts';
import { definitionOf, type Place, rootOf, walk } from '../model/walk.ts';
import { parseQuantity } from '../quantity/parse.ts';
import { isQuantity } from '../quantity/quantity.ts';
import { positionAt, type YamlDocument, type YamlFile } from '../yaml/file.ts';
import { childOf, type Node, type Span, stringAt } from '../yaml/tree.ts';
import { fileVersion } from './diagnostics.ts';
import { containerAt } from './owner.ts';
import { isExpanded } from './references/kinds.ts';

/** `package.json` says how each is coloured where a theme does not know it. */
const TYPES = ['quantity', 'unit', 'imageRegistry', 'imageRepository', 'imageTag', 'imageDigest', 'variable'] as const;
const MODIFIERS = ['duration'] as const;

export const SEMANTIC_TOKENS_LEGEND: SemanticTokensLegend = {
  tokenTypes: [...TYPES],
  tokenModifiers: [...MODIFIERS],
};

/** Offsets in the document; never over a line's end. */
export interface Token extends Span {
  readonly type: (typeof TYPES)[number];
  readonly modifier?: (typeof MODIFIERS)[number];
}

export function getSemanticTokens(file: YamlFile, settings: { readonly version: Version }): SemanticTokens {
  const version = fileVersion(file, settings.version);
  const data: number[] = [];
  let last = { line: 0, character: 0 };
  for (const placed of file.documents)
    for (const { start, end, type, modifier } of tokensIn(placed.document, version)) {
      const at = positionAt(placed, start);
      const line = at.line - last.line;
      const character = line === 0 ? at.character - last.character : at.character;
      data.push(line, character, end - start, TYPES.indexOf(type), modifier ? 1 << MODIFIERS.indexOf(modifier) : 0);
      last = at;
    }
  return { data };
}

const byVersion = memoize((_: YamlDocument) => new Map<Version, readonly Token[]>());

/** The tokens of one document in the order of the text, remembered for as long as the document lives. */
export function tokensIn(document: YamlDocument, version: Version): readonly Token[] {
  const known = byVersion(document);
  const tokens = known.get(version) ?? findTokens(document, version);
  known.set(version, tokens);
  return tokens;
}

export function hasTokens(document: YamlDocument, version: Version): boolean {
  return byVersion(document).has(version);
}

function findTokens(document: YamlDocument, version: Version): readonly Token[] {
  const found = new Map<number, Token>();
  const namesOf = new Map<Node, ReadonlySet<string>>();
  for (const object of getObjects(document))
    for (const place of walk(rootOf(object), version))
      for (const token of describe(document, place, version, namesOf)) found.set(token.start, token);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** @param namesOf the variables of containers that were met before */
function describe(
  document: YamlDocument,
  place: Place,
  version: Version,
  namesOf: Map<Node, ReadonlySet<string>>,
): Token[] {
  const { node, type } = place;
  if (node.kind !== 'scalar' || node.style === 'missing') return [];
  // As written: quotes and the indentation of blocks are no part of what is looked for.
  const text = document.text.slice(node.start, node.end);
  if (type?.kind === 'quantity') return quantity(text, node.start);
  const owner = place.field ? place.parent : place.parent?.parent;
  const field = place.field ?? place.parent?.field;
  const definition = owner && definitionOf(owner)?.name;
  if (!owner || !field || !definition) return [];
  const key = field.id;
  if (IMAGES.has(key)) return image(text, node.start);
  if (isExpanded(key)) return variables(text, node.start, namesAround(place, namesOf));
  const isNumber = type?.kind === 'int32' || type?.kind === 'int64';
  if (isNumber && knowledge(definition, field.name, version).unit === 'seconds' && /^\d+$/.test(text))
    return [{ start: node.start, end: node.end, type: 'quantity', modifier: 'duration' }];
  return [];
}

const IMAGES = new Set(['Container.image', 'EphemeralContainer.image', 'ImageVolumeSource.reference']);

function quantity(text: string, start: number): Token[] {
  const [, quote = '', number = '', unit = ''] =
    /^(["']?)\s*([+-]?[\d.]+)([A-Za-z]*(?:[+-]?\d+)?)\s*\1$/.exec(text) ?? [];
  if (!number || !isQuantity(parseQuantity(number + unit))) return [];
  const from = start + text.indexOf(number, quote.length);
  return consecutive(from, [
    [number, 'quantity'],
    [unit, 'unit'],
  ]);
}

const IMAGE =
  /^(["']?)((?:[\w-]+(?:\.[\w-]+)*:\d+|[\w-]+(?:\.[\w-]+)+|localhost)(?=\/))?(\/?[\w.-]+(?:\/[\w.-]+)*)(?:(:)(\w[\w.-]*))?(?:(@)(\w+:[0-9a-fA-F]+))?\1$/;

function image(text: string, start: number): Token[] {
  const [, quote = '', registry = '', repository = '', colon = '', tag = '', at = '', digest = ''] =
    IMAGE.exec(text) ?? [];
  return consecutive(start + quote.length, [
    [registry, 'imageRegistry'],
    [repository, 'imageRepository'],
    [colon, undefined],
    [tag, 'imageTag'],
    [at, undefined],
    [digest, 'imageDigest'],
  ]);
}

function consecutive(
  start: number,
  parts: readonly (readonly [text: string, type: Token['type'] | undefined])[],
): Token[] {
  let at = start;
  return parts.flatMap(([text, type]) => {
    at += text.length;
    return text && type ? [{ start: at - text.length, end: at, type }] : [];
  });
}

/** `$(NAME)` of a variable that is known; `$$(NAME)` stays as it is, and so does an unknown name. */
function variables(text: string, start: number, names: ReadonlySet<string> | undefined): Token[] {
  return Array.from(text.matchAll(/\$\$|\$\(([^()\s]+)\)/g)).flatMap(({ 0: whole, 1: name, index }) =>
    name !== undefined && (names === undefined || names.has(name))
      ? [{ start: start + index, end: start + index + whole.length, type: 'variable' as const }]
      : [],
  );
}

/** The variables of the container around a place; undefined when some come from elsewhere, with names unknown here. */
function namesAround(place: Place, namesOf: Map<Node, ReadonlySet<string>>): ReadonlySet<string> | undefined {
  const container = containerAt(place);
  const env = childOf(container?.node, 'env');
  if (!container || childOf(container.node, 'envFrom')) return undefined;
  const known = namesOf.get(container.node);
  if (known) return known;
  const items = env?.kind === 'sequence' ? env.items : [];
  const names = new Set(items.flatMap((item) => stringAt(item, 'name') ?? []));
  namesOf.set(container.node, names);
  return names;
}
