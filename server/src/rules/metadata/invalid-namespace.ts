import { fixByWriting } from '../fields/field-fixes.ts';
import { dnsLabel, toDnsLabel } from '../formats.ts';
import { found, shorten, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const invalidNamespace: Rule = validation(
  'invalid-namespace',
  "A namespace's name is a DNS label.",
  function* (subject) {
    const value = at(subject.root, 'metadata', 'namespace');
    const written = text(value);
    const problems = written === '' ? [] : dnsLabel(written);
    if (problems.length === 0) return;
    const better = toDnsLabel(written);
    const fixes = fixByWriting(subject.document, value, better);
    yield found(value, `Invalid value "${shorten(written)}": ${problems.join('; ')}`, fixes);
  },
);
