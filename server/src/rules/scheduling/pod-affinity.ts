import { fixByWriting } from '../fields/field-fixes.ts';
import { dnsLabel, qualifiedName, toDnsLabel } from '../formats.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, pathOf, text } from '../view.ts';
import { labelKeys } from './label-keys.ts';

export const podAffinity: Rule = validation(
  'pod-affinity',
  'A term names namespaces and a topology key that exist as names.',
  function* (subject) {
    const { document } = subject;
    for (const term of subject.all('PodAffinityTerm')) {
      for (const namespace of at(term, 'namespaces').items) {
        const problems = dnsLabel(text(namespace));
        const better = toDnsLabel(text(namespace));
        if (problems.length > 0)
          yield found(
            namespace,
            `Invalid value "${text(namespace)}": ${problems.join('; ')}`,
            better ? fixByWriting(document, namespace, better) : [],
            `${pathOf(term)}.namespace`,
          );
      }
      const key = at(term, 'topologyKey');
      const problems = text(key) === '' ? [] : qualifiedName(text(key));
      if (problems.length > 0) yield found(key, `Invalid key "${text(key)}": ${problems.join('; ')}`);
      yield* labelKeys(subject, term, ['matchLabelKeys', 'mismatchLabelKeys']);
    }
  },
);
