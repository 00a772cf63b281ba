import { compareVersions } from '../../catalog/catalog.ts';
import { fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, pathOf, text } from '../view.ts';

export const resizePolicy: Rule = validation(
  'resize-policy',
  'Each resource has one resize policy; what never restarts cannot restart to be resized.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod) return;
    const neverRestarts = text(at(pod.spec, 'restartPolicy')) === 'Never';
    for (const { value, role } of pod.containers) {
      const list = at(value, 'resizePolicy');
      const seen = new Set<string>();
      for (const policy of list.items) {
        const resource = text(at(policy, 'resourceName'));
        const restart = at(policy, 'restartPolicy');
        if (seen.has(resource))
          yield found(
            at(policy, 'resourceName'),
            `Duplicate value "${resource}"`,
            fixByRemoving(document, policy),
            pathOf(policy),
          );
        seen.add(resource);
        const toNotRequired = fixByWriting(document, restart, 'NotRequired');
        if (neverRestarts && text(restart) !== 'NotRequired')
          yield found(
            restart,
            "Must be NotRequired when the Pod's restartPolicy is Never",
            toNotRequired,
            pathOf(list),
          );
        else if (
          role === 'init' &&
          text(restart) === 'RestartContainer' &&
          compareVersions(subject.version, '1.35') >= 0
        )
          yield found(restart, 'Must not be RestartContainer for an init container that is no sidecar', toNotRequired);
      }
    }
  },
);
