/** A key that a mapping has and a merge key brings in too: goyaml knows no overriding, before or after. */
import * as l10n from '@vscode/l10n';
import type { YamlDocument } from '../../yaml/file.ts';
import type { Entry, Mapping } from '../../yaml/tree.ts';
import { columnOf, lineAfter } from '../edits/lines.ts';
import { removeEntry } from '../edits/remove.ts';
import { blockText, type Yaml, yamlOf } from '../edits/yaml.ts';
import { fix } from '../report.ts';
import type { Edit, Finding, Fix } from '../rule.ts';

export function mergedTwice(document: YamlDocument, mapping: Mapping, earlier: Entry, later: Entry): Finding {
  const [written, merged] = earlier.merged ? [later, earlier] : [earlier, later];
  const fixes = fixesOf(document, mapping, written, merged);
  return {
    ...(fixes.length > 0 && { fixes }),
    ...written.key,
    path: later.name,
    message:
      written === later
        ? l10n.t(
            'Key "{0}" is already brought in by a merge key of this mapping; kubectl would silently take the last one',
            later.name,
          )
        : l10n.t(
            'Key "{0}" is set again by a merge key of this mapping; kubectl would silently take the last one',
            later.name,
          ),
  };
}

function fixesOf(document: YamlDocument, mapping: Mapping, written: Entry, merged: Entry): Fix[] {
  const textOf = ({ value }: Entry) => JSON.stringify(yamlOf(value));
  if (textOf(written) === textOf(merged))
    return fix(l10n.t('Remove this one'), true, removeEntry(document, mapping, written, undefined));
  // Who writes a key behind the merge key means to override it.
  const isOverriding = !written.merged && mapping.entries.indexOf(written) > mapping.entries.indexOf(merged);
  const title = l10n.t('Write out what else the merge key brings in');
  return fix(title, isOverriding, writeOut(document, mapping));
}

/** In the place of the merge key, the fields that it brings in and the mapping does not have. */
function writeOut(document: YamlDocument, mapping: Mapping): Edit[] | undefined {
  const { text } = document;
  const [first] = mapping.entries;
  if (mapping.flow || !first) return undefined;
  const column = columnOf(text, mapping.start);
  const keys = [...text.slice(mapping.start, mapping.end).matchAll(MERGE_LINE)].filter(
    ({ index }) => columnOf(text, mapping.start + index) === column,
  );
  const [key] = keys;
  if (!key || keys.length > 1) return undefined;
  const start = mapping.start + key.index;
  const own = new Set(mapping.entries.flatMap(({ merged, name }) => (merged ? [] : name)));
  const missing: [name: string, yaml: Yaml][] = [];
  for (const { name, value } of new Map(mapping.entries.map((entry) => [entry.name, entry])).values()) {
    if (own.has(name)) continue;
    const yaml = yamlOf(value);
    if (yaml === undefined) return undefined;
    missing.push([name, yaml]);
  }
  const end = start + key[0].length;
  if (missing.length > 0)
    return [{ start, end, newText: blockText(Object.fromEntries(missing), column, document).trim() }];
  const below = lineAfter(text, start);
  if (start > mapping.start) return [{ start: start - column, end: below, newText: '' }];
  // Behind a dash, the next field moves up to its place.
  const isField = /^ *[^\s#]/.test(text.slice(below, below + column + 1));
  return isField ? [{ start, end: below + column, newText: '' }] : undefined;
}

/** A merge key with what it brings in on the same line. */
const MERGE_LINE = /(?<=^ *(?:- +)*)<<[ \t]*:[ \t]*(?:\*[\w-]+|\{.*\}|\[.*\])(?=[ \t]*\r?$)/gm;
