import * as l10n from '@vscode/l10n';
import { getCatalog, type Version } from '../../catalog/catalog.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import type { Entry } from '../../yaml/tree.ts';
import { isMapping } from '../decode/shorthands.ts';
import { replaceValue } from '../edits/replace.ts';
import { yamlOf } from '../edits/yaml.ts';
import { fixByRemoving } from '../fields/field-fixes.ts';
import { fix, foundAtKey } from '../report.ts';
import type { Fix, Rule } from '../rule.ts';
import { nameOf, type Value } from '../view.ts';

export const fieldOfOtherVersion: Rule = {
  code: 'field-of-other-version',
  stage: 'strict',
  severity: 'error',
  summary: 'The field exists, but not in the version of Kubernetes that the manifest is checked for.',
  *check({ unknown, version, document }) {
    for (const value of unknown) {
      const message = versionsOf(value, version);
      if (message === undefined) continue;
      const fixes = [...unwrapping(document, value, version), ...fixByRemoving(document, value, false)];
      yield foundAtKey(value, message, fixes);
    }
  },
};

/** What the field held stands in its holder now, or did then. */
function unwrapping(document: YamlDocument, value: Value, version: Version): Fix[] {
  const { node, parent } = value;
  if (node?.kind !== 'mapping' || parent?.node?.kind !== 'mapping' || parent.type?.kind !== 'object') return [];
  const { definition } = parent.type;
  const inner = yamlOf(node);
  const outer = yamlOf(parent.node);
  const isKnown = ({ name }: Entry) =>
    getCatalog().field(definition, name, version) !== undefined && !parent.fields.has(name);
  if (node.entries.length === 0 || !node.entries.every(isKnown) || !isMapping(inner) || !isMapping(outer)) return [];
  const { [nameOf(value)]: _, ...others } = outer;
  const title = l10n.t('Take it out of {0}', nameOf(value));
  return fix(title, true, replaceValue(document, parent, { ...others, ...inner }));
}

/** When another version has the field, what to say of it. */
export function versionsOf({ parent, segment }: Value, version: Version): string | undefined {
  if (parent?.type?.kind !== 'object') return undefined;
  const field = getCatalog().definition(parent.type.definition)?.fields.get(String(segment));
  if (!field) return undefined;
  const { name, since, until } = field;
  if (since && until)
    return l10n.t('Unknown field "{0}" in Kubernetes {1}: it exists since {2} until {3}', name, version, since, until);
  return since
    ? l10n.t('Unknown field "{0}" in Kubernetes {1}: it exists since {2}', name, version, since)
    : l10n.t('Unknown field "{0}" in Kubernetes {1}: it exists until {2}', name, version, until ?? '');
}
