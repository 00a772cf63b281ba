import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet } from '../view.ts';

export const noContainers: Rule = validation(
  'no-containers',
  'A Pod has at least one container.',
  function* ({ pod, object, root }) {
    // A ReplicationController's template is judged only when there is one.
    if (!pod || (object.kind === 'ReplicationController' && !isSet(at(root, 'spec', 'template')))) return;
    const list = at(pod.spec, 'containers');
    if (list.items.length === 0) yield found(list, 'A Pod must have at least one container: containers is required');
  },
);
