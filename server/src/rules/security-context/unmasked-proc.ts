import * as l10n from '@vscode/l10n';
import { replaceValue } from '../edits/replace.ts';
import { addField } from '../fields/field-fixes.ts';
import { fix, found, validation } from '../report.ts';
import type { PodParts, Rule } from '../rule.ts';
import { at, flag, text } from '../view.ts';

/** Whether the Pod has a namespace of the node, which a Pod in a user namespace must not have. */
export function sharesNode({ spec }: PodParts): boolean {
  return ['hostNetwork', 'hostPID', 'hostIPC'].some((name) => flag(at(spec, name)));
}

export const unmaskedProc: Rule = validation(
  'unmasked-proc',
  'Only a Pod in a user namespace (hostUsers: false) may see all of /proc.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod || flag(at(pod.spec, 'hostUsers')) === false) return;
    for (const { value } of pod.containers) {
      const mount = at(value, 'securityContext', 'procMount');
      if (text(mount) !== 'Unmasked') continue;
      const isShared = sharesNode(pod);
      const fixes = [
        ...(isShared ? [] : addField(subject, at(pod.spec, 'hostUsers'), false)),
        ...fix(l10n.t('Write {0}', 'Default'), isShared, replaceValue(document, mount, 'Default')),
      ];
      yield found(mount, 'hostUsers must be false to use Unmasked', fixes);
    }
  },
);
