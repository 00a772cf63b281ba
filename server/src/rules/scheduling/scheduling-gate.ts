import { fixByRemoving } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
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
        yield found(at(gate, 'name'), `Duplicate value "${name}"`, fixByRemoving(document, gate), pathOf(gate));
      seen.add(name);
    }
    const node = at(pod.spec, 'nodeName');
    if (pod.standalone && gates.length > 0 && text(node) !== '')
      yield found(node, 'nodeName cannot be set while there are scheduling gates', fixByRemoving(document, node));
  },
);
