import { fixByRemoving } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag, pathOf } from '../view.ts';

export const hostUsers: Rule = validation(
  'host-users',
  "A Pod in a user namespace shares none of the node's other namespaces.",
  function* ({ pod, document }) {
    if (!pod || flag(at(pod.spec, 'hostUsers')) !== false) return;
    for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) {
      const value = at(pod.spec, name);
      if (!flag(value)) continue;
      // The API server writes two of the names with a capital.
      const path = pathOf(value)
        .replace(/hostPID$/, 'HostPID')
        .replace(/hostIPC$/, 'HostIPC');
      yield found(value, `${name} must not be set when hostUsers is false`, fixByRemoving(document, value), path);
    }
  },
);
