import { dnsSubdomain } from '../formats.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';

export const ephemeralClaim: Rule = validation(
  'ephemeral-claim',
  "An ephemeral volume's claim is called after the Pod and the volume: both together are a valid name, and no other volume names it.",
  function* ({ pod }) {
    const podName = pod?.standalone ? text(at(pod.metadata, 'name')) : '';
    if (!pod || podName === '') return;
    const created = new Set<string>();
    for (const volume of pod.volumes) {
      const name = text(at(volume, 'name'));
      if (!isSet(at(volume, 'ephemeral')) || name === '') continue;
      created.add(`${podName}-${name}`);
      const problems = dnsSubdomain(`${podName}-${name}`);
      if (problems.length > 0)
        yield found(at(volume, 'name'), `The claim's name "${podName}-${name}" ${problems.join('; ')}`);
    }
    for (const volume of pod.volumes) {
      const claim = at(volume, 'persistentVolumeClaim', 'claimName');
      if (created.has(text(claim)))
        yield found(claim, 'Must not be a claim that is made for an ephemeral volume of the same Pod');
    }
  },
);
