/** Values of another type than their field's: the API server stops at the first. */
import * as l10n from '@vscode/l10n';
import { getCatalog, type Type } from '../catalog/catalog.ts';
import type { YamlDocument } from '../yaml/file.ts';
import type { Scalar } from '../yaml/tree.ts';
import {
  fix,
  quoted,
  quoteValue,
  removeValue,
  renameKey,
  replaceValue,
  unquoteValue,
  type Yaml,
  yamlOf,
} from './edits.ts';
import { portNamed, WELL_KNOWN_PORTS } from './guesses.ts';
import { nearest } from './nearest.ts';
import { found } from './report.ts';
import type { Edit, Fix, Rule } from './rule.ts';
import { commandOf, isMapping, itemOfField, labels, secondsOf, spellOut } from './shorthands.ts';
import { mistypedAs } from './types.ts';
import { nameOf, pathOf, type Value } from './view.ts';

export const wrongType: Rule = {
  code: 'wrong-type',
  stage: 'decode',
  severity: 'error',
  summary: 'A value has another type than its field; write one of the type that the message names.',
  *check({ wrong, document }) {
    for (const value of wrong) {
      const expected = value.type && value.node && mistypedAs(value.node, value.type);
      if (expected && value.type?.kind !== 'quantity')
        yield found(
          value,
          l10n.t('Must be {0}, not {1}', expected, described(document, value)),
          typeFixes(document, value),
          decoderPath(value),
        );
    }
  },
};

/** The decoder names the map, not the key in it. */
function decoderPath(value: Value): string {
  return pathOf(typeof value.segment === 'object' && value.parent ? value.parent : value);
}

export const badQuantity: Rule = {
  code: 'bad-quantity',
  stage: 'decode',
  severity: 'error',
  summary:
    'A quantity cannot be read: it is a number with one of the suffixes m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei.',
  *check({ wrong, document }) {
    for (const value of wrong) {
      if (value.type?.kind !== 'quantity') continue;
      const written = value.node?.kind === 'scalar' ? value.node.text : '';
      const meant = readableQuantity(written);
      const fixes =
        meant === undefined
          ? unwrapFix(document, value)
          : fix(l10n.t('Write {0}', meant), true, replaceValue(document, value, meant));
      yield found(
        value,
        l10n.t(
          '{0} is no quantity: write a number such as 500m, 0.5, 128Mi or 1Gi',
          capitalized(described(document, value)),
        ),
        fixes,
      );
    }
  },
};

const NEAR_SUFFIXES: Readonly<Record<string, string>> = {
  '': '',
  k: 'k',
  m: 'm',
  g: 'G',
  t: 'T',
  p: 'P',
  e: 'E',
  ki: 'Ki',
  mi: 'Mi',
  gi: 'Gi',
  ti: 'Ti',
  pi: 'Pi',
  ei: 'Ei',
  kb: 'k',
  mb: 'M',
  gb: 'G',
  tb: 'T',
  pb: 'P',
  eb: 'E',
  b: '',
  kib: 'Ki',
  mib: 'Mi',
  gib: 'Gi',
  tib: 'Ti',
  pib: 'Pi',
  eib: 'Ei',
  core: '',
  cores: '',
  cpu: '',
  cpus: '',
  vcpu: '',
  vcpus: '',
};

/** `100MB`, `1gi`, `64K` and `1 Gi` as Kubernetes writes them. */
function readableQuantity(written: string): string | undefined {
  const match = /^\s*([+-]?[0-9]+(?:[.,][0-9]+)?)[\s.]*([A-Za-z]*)\s*$/.exec(written);
  const unit = match ? (match[2] as string).toLowerCase() : '';
  // A key pressed twice: `100mm`.
  const suffix = match && (NEAR_SUFFIXES[unit] ?? NEAR_SUFFIXES[unit.replace(/(.)\1+/g, '$1')]);
  if (!match || suffix === undefined) return numberAtStart(written);
  return `${(match[1] as string).replace(',', '.')}${match[2] === 'M' ? 'M' : suffix}`;
}

/** `1.5.0Gi`: what stands before the second point. */
function numberAtStart(written: string): string | undefined {
  const match = /^([0-9]+\.[0-9]+)\.[0-9.]*([EPTGMk]i?|m|)$/.exec(written);
  return match ? `${match[1]}${match[2]}` : undefined;
}

function described(document: YamlDocument, { node }: Value): string {
  if (!node) return l10n.t('nothing');
  if (node.kind === 'mapping') return l10n.t('a mapping');
  if (node.kind === 'sequence') return l10n.t('a list');
  const written = document.text.slice(node.start, node.end).trim();
  const short = written.length > 40 ? `${written.slice(0, 40)}…` : written;
  if (typeof node.value === 'string') return l10n.t('the string {0}', /^['"|>]/.test(short) ? short : `"${short}"`);
  if (typeof node.value === 'boolean')
    return /^(true|false)$/i.test(short)
      ? l10n.t('the boolean {0}', short)
      : l10n.t('{0}, which YAML reads as {1}', short, node.value);
  return l10n.t('the number {0}', short);
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const INTEGER = /^\s*[-+]?\d+\s*$/;
const YES = /^(true|yes|y|on)$/i;
const NO = /^(false|no|n|off)$/i;

function typeFixes(document: YamlDocument, value: Value): Fix[] {
  const { node, type } = value;
  if (!node || !type) return [];
  if (type.kind === 'list') return listFixes(document, value);
  if (node.kind === 'sequence') {
    const flat = flattening(document, value);
    if (flat.length > 0) return flat;
    // A list of terms is the main field of its holder; other lists of one mapping hold what belongs here.
    const [first, second] = [unwrapFix(document, value), spellingFixes(document, value)];
    return type.kind === 'object' && second.length > 0 ? second : first.length > 0 ? first : second;
  }
  // The value itself, where it was to be told where it comes from.
  if (nameOf(value) === 'valueFrom' && node.kind === 'scalar' && !value.parent?.fields.has('value'))
    return fix(l10n.t('Rename to {0}', 'value'), true, renameKey(document, value, 'value'));
  if (type.kind === 'object' || type.kind === 'map') return spellingFixes(document, value);
  if (/^(creation|deletion)Timestamp$/.test(nameOf(value)))
    return fix(l10n.t('Remove it: the API server sets it'), true, removeValue(document, value));
  if (node.kind === 'mapping') return nameFixes(document, value);
  switch (type.kind) {
    case 'string':
      return fix(l10n.t('Put it in quotes'), true, quoteValue(document, value));
    case 'int32':
    case 'int64':
    case 'intOrString':
      if (typeof node.value === 'string' && INTEGER.test(node.text))
        return fix(l10n.t('Take off the quotes'), true, unquoteValue(value));
      if (typeof node.value === 'string') return numberFixes(document, value, node.value);
      return typeof node.value === 'number' && Number.isFinite(node.value)
        ? wholeNumber(document, value, node.value)
        : [];
    case 'boolean': {
      const meant = booleanOf(node);
      return meant === undefined
        ? []
        : fix(l10n.t('Write {0}', meant), true, [{ start: node.start, end: node.end, newText: String(meant) }]);
    }
    default:
      return [];
  }
}

/** What YAML 1.1, numbers and slips of the pen make of true and false. */
function booleanOf({ text, value }: Scalar): boolean | undefined {
  const written = text.trim();
  if (YES.test(written) || value === 1) return true;
  if (NO.test(written) || value === 0) return false;
  const meant = typeof value === 'string' ? nearest(written, ['true', 'false']) : undefined;
  return meant === undefined ? undefined : meant === 'true';
}

/** The next whole second, which is the least that a shorter time can be; of other numbers nobody knows what was meant. */
function wholeNumber(document: YamlDocument, value: Value, written: number): Fix[] {
  if (Number.isInteger(written)) return [];
  const isTime = nameOf(value).endsWith('Seconds');
  const whole = isTime ? Math.ceil(written) : Math.trunc(written);
  return fix(l10n.t('Write {0}', whole), isTime, replaceValue(document, value, whole));
}

/** A list in a list of strings that holds nothing else. */
function flattening(document: YamlDocument, { node, parent, type }: Value): Fix[] {
  const inner = yamlOf(node);
  const isAlone = parent?.type?.kind === 'list' && parent.items.length === 1;
  if (type?.kind !== 'string' || !isAlone || !Array.isArray(inner) || !inner.every((item) => typeof item === 'string'))
    return [];
  return fix(l10n.t('Take it out of the list'), true, replaceValue(document, parent, inner));
}

/** A scalar or a list that stands for a mapping. */
function spellingFixes(document: YamlDocument, value: Value): Fix[] {
  const { type } = value;
  const short = yamlOf(value.node);
  if (short === undefined || isMapping(short)) return [];
  const meant =
    type?.kind === 'object'
      ? spellOut(type.definition, short, value)
      : type?.kind === 'map' && type.of.kind === 'string'
        ? labels(short)
        : undefined;
  return meant === undefined ? [] : fix(l10n.t('Write {0}', shown(meant)), true, replaceValue(document, value, meant));
}

/** `30s` where seconds are counted, and the name of a priority class for its number. */
function numberFixes(document: YamlDocument, value: Value, written: string): Fix[] {
  const known = knownNumber(value, written);
  if (known !== undefined) return fix(l10n.t('Write {0}', known), true, replaceValue(document, value, known));
  const seconds = nameOf(value).endsWith('Seconds') ? secondsOf(written) : undefined;
  if (seconds !== undefined) return fix(l10n.t('Write {0}', seconds), true, replaceValue(document, value, seconds));
  if (nameOf(value) !== 'priority' || value.parent?.fields.has('priorityClassName')) return [];
  return fix(l10n.t('Rename to {0}', 'priorityClassName'), true, renameKey(document, value, 'priorityClassName'));
}

/** Users whose numbers are the same everywhere, and ports by their names or as Docker writes them. */
function knownNumber(value: Value, written: string): number | undefined {
  const name = nameOf(value);
  if (name === 'runAsUser' || name === 'runAsGroup') return written === 'root' ? 0 : undefined;
  if (name === 'containerPort') {
    const published = /^\d+:(\d+)$/.exec(written)?.[1];
    return published === undefined ? WELL_KNOWN_PORTS[written] : Number(published);
  }
  return value.parent?.type?.kind === 'object' && value.parent.type.definition === 'GRPCAction' && name === 'port'
    ? portNamed(value, written)
    : undefined;
}

/** A mapping for its one name, or labels one level too deep. */
function nameFixes(document: YamlDocument, value: Value): Fix[] {
  const yaml = yamlOf(value.node);
  if (!isMapping(yaml) || value.type?.kind !== 'string') return [];
  const texts = Object.values(yaml);
  if (texts.length === 1 && typeof texts[0] === 'string' && 'name' in yaml)
    return fix(l10n.t('Write {0}', texts[0]), true, replaceValue(document, value, texts[0]));
  const holder = value.parent;
  const quoted = quotedItem(document, value);
  if (quoted.length > 0) return quoted;
  const isAlone =
    holder?.type?.kind === 'map' && holder.fields.size === 1 && /^(matchLabels|labels)$/.test(nameOf(value));
  return isAlone && texts.every((text) => typeof text === 'string')
    ? fix(l10n.t('Take them out of {0}', nameOf(value)), true, replaceValue(document, holder, yaml))
    : [];
}

/** `- key: value` in a list of strings: YAML takes the colon for its own. */
function quotedItem(document: YamlDocument, { node, parent }: Value): Fix[] {
  if (node?.kind !== 'mapping' || node.flow || node.entries.length !== 1 || parent?.type?.kind !== 'list') return [];
  const [entry] = node.entries;
  const written = entry ? document.text.slice(entry.start, entry.value.end) : '';
  if (!entry || /[\r\n#&*!]/.test(written)) return [];
  const edits = [{ start: entry.start, end: entry.value.end, newText: quoted(written) }];
  return fix(l10n.t('Put it in quotes'), true, edits);
}

function shown(yaml: Yaml): string {
  const written = JSON.stringify(yaml)
    .replace(/"(\w+)":/g, '$1: ')
    .replace(/,(?=\w+: )/g, ', ');
  return written.length > 60 ? 'it out' : written;
}

/** One item where a list belongs. */
function listFixes(document: YamlDocument, value: Value): Fix[] {
  const { node, type } = value;
  if (!node || type?.kind !== 'list') return [];
  const item = type.of;
  if (node.kind === 'mapping') {
    const items = itemsOfFields(value, item);
    return items
      ? fix(l10n.t('Make it a list'), true, replaceValue(document, value, items))
      : fix(l10n.t('Make it a list with this one item'), true, dashBefore(document, value));
  }
  if (node.kind !== 'scalar' || node.value === null || typeof node.value === 'bigint') return [];
  if (item.kind !== 'string' && mistypedAs(node, item) === undefined)
    return fix(l10n.t('Make it a list'), true, replaceValue(document, value, [node.value]));
  if (item.kind === 'string') {
    if (/^(command|args)$/.test(nameOf(value)) && /\s/.test(node.text.trim()))
      return fix(l10n.t('Make it a list'), true, replaceValue(document, value, commandOf(node.text)));
    const texts: Yaml = /^[\w./-]+(, *[\w./-]+)+$/.test(node.text) ? node.text.split(/, */) : [node.text];
    return fix(l10n.t('Make it a list'), true, replaceValue(document, value, texts));
  }
  const meant = item.kind === 'object' ? spellOut(item.definition, node.value, value) : undefined;
  return meant === undefined ? [] : fix(l10n.t('Make it a list'), true, replaceValue(document, value, [meant]));
}

/** A mapping from names to items, where a list of items with names belongs. */
function itemsOfFields({ node }: Value, item: Type): Yaml[] | undefined {
  if (node?.kind !== 'mapping' || item.kind !== 'object') return undefined;
  const known = getCatalog().definition(item.definition)?.fields;
  if (node.entries.some(({ name, merged }) => merged || known?.has(name))) return undefined;
  const items = node.entries.map(({ name, value }) => {
    const yaml = yamlOf(value);
    return yaml === undefined ? undefined : itemOfField(item, name, yaml);
  });
  return items.includes(undefined) ? undefined : (items as Yaml[]);
}

/** Puts a dash before the first field of a block mapping and indents the others to it. */
function dashBefore(document: YamlDocument, { node, entry }: Value): Edit[] | undefined {
  if (node?.kind !== 'mapping' || entry?.merged) return undefined;
  const { text } = document;
  if (node.flow) {
    return [
      { start: node.start, end: node.start, newText: '[' },
      { start: node.end, end: node.end, newText: ']' },
    ];
  }
  const edits: Edit[] = [{ start: node.start, end: node.start, newText: '- ' }];
  const end = text.slice(0, node.end).trimEnd().length;
  for (let at = text.indexOf('\n', node.start) + 1; at > 0 && at < end; at = text.indexOf('\n', at) + 1)
    if (!/^\s*\n/.test(text.slice(at, end))) edits.push({ start: at, end: at, newText: '  ' });
  return edits;
}

/** A list with one item where that item belongs. */
function unwrapFix(document: YamlDocument, value: Value): Fix[] {
  const { node, type } = value;
  const only = node?.kind === 'sequence' && node.items.length === 1 ? node.items[0] : undefined;
  if (!node || !type || !only || mistypedAs(only, type) !== undefined) return [];
  if (only.kind === 'scalar' || only.flow) {
    const written = document.text.slice(only.start, only.end);
    const start = value.entry && !(node.kind === 'sequence' && node.flow) ? value.entry.key.end + 1 : node.start;
    return fix(l10n.t('Take it out of the list'), true, [
      { start, end: node.end, newText: start === node.start ? written : ` ${written}` },
    ]);
  }
  const dash = document.text.lastIndexOf('-', only.start);
  return fix(l10n.t('Take it out of the list'), true, [{ start: dash, end: dash + 1, newText: ' ' }]);
}
