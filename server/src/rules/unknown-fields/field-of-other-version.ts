import * as l10n from '@vscode/l10n';
import { getCatalog, type Version } from '../../catalog/catalog.ts';
import { fixByRemoving } from '../fields/field-fixes.ts';
import { foundAtKey } from '../report.ts';
import type { Rule } from '../rule.ts';
import type { Value } from '../view.ts';

export const fieldOfOtherVersion: Rule = {
  code: 'field-of-other-version',
  stage: 'strict',
  severity: 'error',
  summary: 'The field exists, but not in the version of Kubernetes that the manifest is checked for.',
  *check({ unknown, version, document }) {
    for (const value of unknown) {
      const message = versionsOf(value, version);
      if (message === undefined) continue;
      const fixes = fixByRemoving(document, value, false);
      yield foundAtKey(value, message, fixes);
    }
  },
};

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
