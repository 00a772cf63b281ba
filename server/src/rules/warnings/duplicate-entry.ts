import { fixByRemoving } from '../fields/field-fixes.ts';
import { found, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const duplicateEntry: Rule = warning(
  'duplicate-entry',
  'An entry stands twice; tools that merge lists by name keep only one.',
  function* ({ pod, document }) {
    if (!pod) return;
    const lists = [
      ['hostAliases', 'ip'],
      ['imagePullSecrets', 'name'],
    ] as const;
    for (const [list, field] of lists) {
      const seen = new Set<string>();
      for (const item of at(pod.spec, list).items) {
        const value = at(item, field);
        if (seen.has(text(value)))
          yield found(value, `Duplicate ${field} "${text(value)}"`, fixByRemoving(document, item, false));
        seen.add(text(value));
      }
    }
    for (const item of at(pod.spec, 'imagePullSecrets').items)
      if (text(at(item, 'name')) === '') yield found(at(item, 'name'), 'Invalid empty name ""');
  },
);
