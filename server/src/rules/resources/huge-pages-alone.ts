import { addField } from '../fields/field-fixes.ts';
import { foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at } from '../view.ts';
import { filledIn } from './filled-in.ts';
import { isHugePage, parties } from './parties.ts';

export const hugePagesAlone: Rule = validation(
  'huge-pages-alone',
  'Who asks for huge pages asks for cpu or memory too.',
  function* (subject) {
    for (const { value, limits, requests, isPod } of parties(subject)) {
      const implied = isPod ? (filledIn(subject, value)?.keys() ?? []) : [];
      const names = [...limits.fields.keys(), ...requests.fields.keys(), ...implied];
      if (!names.some(isHugePage) || names.some((name) => name === 'cpu' || name === 'memory')) continue;
      const fixes = isPod ? [] : addField(subject, at(limits, 'memory'), '64Mi', false);
      yield foundAtKey(value, 'Huge pages require cpu or memory', fixes);
    }
    const overhead = subject.pod && at(subject.pod.spec, 'overhead');
    const names = [...(overhead?.fields.keys() ?? [])];
    if (overhead && names.some(isHugePage) && !names.some((name) => name === 'cpu' || name === 'memory'))
      yield foundAtKey(overhead, 'Huge pages require cpu or memory');
  },
);
