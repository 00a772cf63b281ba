import { found, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet } from '../view.ts';

export const nullSelector: Rule = warning(
  'null-selector',
  'Without a labelSelector, no Pod is counted.',
  function* (subject) {
    const { pod, all } = subject;
    const terms = [...(pod ? at(pod.spec, 'topologySpreadConstraints').items : []), ...all('PodAffinityTerm')];
    for (const term of terms) {
      const selector = at(term, 'labelSelector');
      if (!isSet(selector)) yield found(selector, 'A null labelSelector results in matching no pod');
    }
  },
);
