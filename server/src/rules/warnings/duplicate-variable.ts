import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, pathOf, text } from '../view.ts';

export const duplicateVariable: Rule = warning(
  'duplicate-variable',
  'A variable stands twice: the later one hides the earlier, and tools that merge by name keep one.',
  function* ({ pod, document }) {
    for (const { value } of pod?.containers ?? []) {
      const seen = new Set<string>();
      for (const variable of at(value, 'env').items) {
        const name = text(at(variable, 'name'));
        const written = text(at(variable, 'value'));
        const reference = `$(${name})`;
        // X=$(X):/more extends the earlier one.
        const hides = isSet(at(variable, 'valueFrom')) || written === reference || !written.includes(reference);
        if (seen.has(name) && hides)
          yield found(
            at(variable, 'name'),
            `Hides previous definition of "${name}", which may be dropped when using apply`,
            fix(l10n.t('Remove this one'), false, removeValue(document, variable)),
            pathOf(variable),
          );
        seen.add(name);
      }
    }
  },
);
