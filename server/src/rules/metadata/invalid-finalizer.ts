import { fixByRemoving } from '../fields/field-fixes.ts';
import { qualifiedName } from '../formats.ts';
import { found, shorten, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, pathOf, text } from '../view.ts';

const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

export const invalidFinalizer: Rule = validation(
  'invalid-finalizer',
  'A finalizer is named domain/name, by who takes it off again.',
  function* ({ root, document }) {
    const finalizers = at(root, 'metadata', 'finalizers');
    for (const value of finalizers.items) {
      const written = text(value);
      const problems = qualifiedName(written);
      const removal = fixByRemoving(document, value, false);
      if (problems.length > 0)
        yield found(value, `Invalid value "${shorten(written)}": ${problems.join('; ')}`, removal, pathOf(finalizers));
      if (!written.includes('/') && !STANDARD_FINALIZERS.has(written))
        yield found(value, `"${shorten(written)}" is neither a standard finalizer nor named domain/name`, removal);
    }
    const written = finalizers.items.map(text);
    if (written.includes('orphan') && written.includes('foregroundDeletion'))
      yield found(finalizers, 'orphan and foregroundDeletion cannot both be set');
  },
);
