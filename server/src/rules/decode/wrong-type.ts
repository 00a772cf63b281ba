/** Values of another type than their field's: the API server stops at the first. */

import * as l10n from '@vscode/l10n';
import type { YamlDocument } from '../../yaml/file.ts';
import type { Scalar } from '../../yaml/tree.ts';
import { colonLength } from '../edits/lines.ts';
import { removeValue } from '../edits/remove.ts';
import { quoteValue, renameKey, replaceValue, unquoteValue } from '../edits/replace.ts';
import { quoted, type Yaml, yamlOf } from '../edits/yaml.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { portNamed, WELL_KNOWN_PORTS } from '../guesses.ts';
import { nearest } from '../nearest.ts';
import { fix, found } from '../report.ts';
import type { Fix, Rule } from '../rule.ts';
import { mistypedAs } from '../types.ts';
import { isA, nameOf, pathOf, type Value } from '../view.ts';
import { flattening, listFixes, unwrapFix } from './list-fixes.ts';
import { isMapping, labels, secondsOf, spellOut } from './shorthands.ts';

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

export function described(document: YamlDocument, { node }: Value): string {
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
  if (meant === undefined) return [];
  const shown = oneLine(meant);
  const title = shown.length > LONGEST_SHOWN ? l10n.t('Write it out') : l10n.t('Write {0}', shown);
  return fix(title, true, replaceValue(document, value, meant));
}

/** `30s` where seconds are counted, `= 80`, and the name of a priority class for its number. */
function numberFixes(document: YamlDocument, value: Value, written: string): Fix[] {
  const bare = /^[=:\s]*(\d+)[,;\s]*$/.exec(written)?.[1];
  const known = bare === undefined ? knownNumber(value, written) : Number(bare);
  if (known !== undefined) return fixByWriting(document, value, known);
  const seconds = /Seconds(?=[A-Z]|$)/.test(nameOf(value)) ? secondsOf(written) : undefined;
  if (seconds !== undefined) return fixByWriting(document, value, seconds);
  if (nameOf(value) !== 'priority' || value.parent?.fields.has('priorityClassName')) return [];
  return fix(l10n.t('Rename to {0}', 'priorityClassName'), true, renameKey(document, value, 'priorityClassName'));
}

const WELL_KNOWN_USERS: Readonly<Record<string, number>> = { root: 0, nobody: 65534 };

/** Users whose numbers are the same everywhere, and ports by their names or as Docker writes them. */
function knownNumber(value: Value, written: string): number | undefined {
  const name = nameOf(value);
  if (name === 'runAsUser' || name === 'runAsGroup') return WELL_KNOWN_USERS[written];
  if (name === 'containerPort') {
    const published = /^(?:\d+:)?(\d+)(?:\/tcp)?$/i.exec(written)?.[1];
    return published === undefined ? WELL_KNOWN_PORTS[written] : Number(published);
  }
  const isOfGrpc = value.parent !== undefined && isA(value.parent, 'GRPCAction');
  return isOfGrpc && name === 'port' ? portNamed(value, written) : undefined;
}

/** A mapping for its one name, or labels one level too deep. */
function nameFixes(document: YamlDocument, value: Value): Fix[] {
  const yaml = yamlOf(value.node);
  if (!isMapping(yaml) || value.type?.kind !== 'string') return [];
  const texts = Object.values(yaml);
  const image = nameOf(value) === 'image' ? imageOf(yaml) : undefined;
  if (image !== undefined) return fixByWriting(document, value, image);
  if (texts.length === 1 && typeof texts[0] === 'string' && 'name' in yaml)
    return fixByWriting(document, value, texts[0]);
  const holder = value.parent;
  const quoted = quotedItem(document, value);
  if (quoted.length > 0) return quoted;
  const isAlone =
    holder?.type?.kind === 'map' && holder.fields.size === 1 && /^(matchLabels|labels)$/.test(nameOf(value));
  return isAlone && texts.every((text) => typeof text === 'string')
    ? fix(l10n.t('Take them out of {0}', nameOf(value)), true, replaceValue(document, holder, yaml))
    : literalFix(document, value);
}

/** As the values of Helm charts name an image. */
function imageOf({ registry, repository, tag, ...others }: Readonly<Record<string, Yaml>>): string | undefined {
  if (typeof repository !== 'string' || Object.keys(others).length > 0) return undefined;
  return `${registry ? `${registry}/` : ''}${repository}${tag === undefined ? '' : `:${tag}`}`;
}

/** What an annotation holds may be YAML, as a text. */
function literalFix(document: YamlDocument, { node, entry, parent }: Value): Fix[] {
  const after = entry ? entry.key.end + colonLength(document.text, entry.key.end) : 0;
  if (node?.kind !== 'mapping' || node.flow) return [];
  const isBelow = /^[ \t]*\r?\n/.test(document.text.slice(after, node.start));
  if (!entry || entry.merged || !isBelow || parent?.segment !== 'annotations') return [];
  return fix(l10n.t('Make it a text'), false, [{ start: after, end: after, newText: ' |' }]);
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

/** Characters of a value that a title has room for. */
const LONGEST_SHOWN = 60;

function oneLine(yaml: Yaml): string {
  return JSON.stringify(yaml)
    .replace(/"(\w+)":/g, '$1: ')
    .replace(/,(?=\w+: )/g, ', ');
}
