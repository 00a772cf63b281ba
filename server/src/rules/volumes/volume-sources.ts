import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { VOLUME_SOURCES } from '../sources.ts';
import { at, isSet, nameOf, pathOf, type Value } from '../view.ts';

export function sourcesOf(volume: Value): Value[] {
  return VOLUME_SOURCES.map((name) => at(volume, name)).filter(isSet);
}

export const volumeSources: Rule = validation(
  'volume-sources',
  'A volume has one source.',
  function* ({ pod, document }) {
    for (const volume of pod?.volumes ?? []) {
      const [first, ...others] = sourcesOf(volume);
      for (const other of others) {
        const name = nameOf(other);
        const keep = first
          ? fix(l10n.t('Keep {0}, remove {1}', name, nameOf(first)), isBare(first), removeValue(document, first))
          : [];
        const remove = fix(l10n.t('Remove {0}', name), !first || !isBare(first), removeValue(document, other));
        // Two of the API server's own slips.
        const slip = ({ cephfs: 'cephFS', downwardAPI: 'downwarAPI' } as Record<string, string>)[name];
        const path = pathOf(other);
        yield foundAtKey(
          other,
          `A volume must not have more than one source: ${first ? nameOf(first) : name} is there already`,
          [...keep, ...remove].toSorted((a, b) => Number(b.preferred) - Number(a.preferred)),
          slip ? path.replace(/\w+$/, slip) : path,
        );
      }
    }
  },
);

/** `emptyDir: {}` is soon written; the other source says more. */
function isBare(source: Value): boolean {
  return source.fields.size === 0;
}
