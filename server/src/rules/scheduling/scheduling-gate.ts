import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, pathOf, text } from '../view.ts';

export const schedulingGate: Rule = validation(
  'scheduling-gate',
  'Scheduling gates have different names, and hold back a Pod that has no node yet.',
  function* ({ pod, document }) {
    if (!pod) return;
    const gates = at(pod.spec, 'schedulingGates').items;
    const seen = new Set<string>();
    for (const gate of gates) {
      const name = text(at(gate, 'name'));
      if (seen.has(name))
        yield found(
          at(gate, 'name'),
          `Duplicate value "${name}"`,
          fix(l10n.t('Remove it'), true, removeValue(document, gate)),
          pathOf(gate),
        );
      seen.add(name);
    }
    const node = at(pod.spec, 'nodeName');
    if (pod.standalone && gates.length > 0 && text(node) !== '')
      yield found(
        node,
        'nodeName cannot be set while there are scheduling gates',
        fix(l10n.t('Remove it'), true, removeValue(document, node)),
      );
  },
);
