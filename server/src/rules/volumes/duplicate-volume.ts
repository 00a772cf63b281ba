import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { dnsLabel } from '../formats.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const duplicateVolume: Rule = validation(
  'duplicate-volume',
  'Volumes of a Pod have different names.',
  function* ({ pod, document, root, object }) {
    const replaced =
      object.kind === 'StatefulSet'
        ? new Set(at(root, 'spec', 'volumeClaimTemplates').items.map((claim) => text(at(claim, 'metadata', 'name'))))
        : undefined;
    const names = new Set<string>();
    for (const volume of pod?.volumes ?? []) {
      const name = text(at(volume, 'name'));
      if (replaced?.has(name)) continue;
      if (names.has(name) && name !== '')
        yield found(
          at(volume, 'name'),
          `Duplicate value "${name}": another volume has this name`,
          fix(l10n.t('Remove this volume'), true, removeValue(document, volume)),
        );
      if (dnsLabel(name).length === 0) names.add(name);
    }
  },
);
