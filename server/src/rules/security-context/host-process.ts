import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { replaceValue } from '../edits/replace.ts';
import { addField } from '../fields/field-fixes.ts';
import { fix, found, validation } from '../report.ts';
import type { Edit, Rule, Subject } from '../rule.ts';
import { at, flag, pathOf, type Value } from '../view.ts';

export const hostProcess: Rule = validation(
  'host-process',
  'Host process containers share the node: all containers of the Pod are such, and it has hostNetwork.',
  function* (subject) {
    const { pod } = subject;
    if (!pod) return;
    const ofPod = flag(at(pod.spec, 'securityContext', 'windowsOptions', 'hostProcess'));
    let count = 0;
    let first: Value | undefined;
    for (const { value } of pod.containers) {
      const own = at(value, 'securityContext', 'windowsOptions', 'hostProcess');
      const set = flag(own);
      if (ofPod !== undefined && set !== undefined && ofPod !== set)
        yield found(
          own,
          `Must be the same as the Pod's hostProcess, ${ofPod}`,
          fix(l10n.t('Write {0}', ofPod), true, hostProcessEdits(subject, own, ofPod)),
        );
      if (set ?? ofPod) {
        count++;
        first ??= set === undefined ? at(pod.spec, 'securityContext', 'windowsOptions', 'hostProcess') : own;
      }
    }
    if (count === 0 || !first) return;
    if (count !== pod.containers.length)
      yield found(first, 'When one container is a host process, all containers must be', [], pathOf(pod.spec));
    const network = at(pod.spec, 'hostNetwork');
    if (!flag(network))
      yield found(
        network.node ? network : first,
        'hostNetwork must be true when there are host process containers',
        addField(subject, network, true),
        pathOf(network),
      );
  },
);

/** A first host process container brings the network of the node with it. */
function hostProcessEdits({ pod, document }: Subject, own: Value, isHostProcess: boolean): Edit[] | undefined {
  const written = replaceValue(document, own, isHostProcess);
  const network = pod && at(pod.spec, 'hostNetwork');
  if (!written || !isHostProcess || !network || flag(network)) return written;
  const shared = putValue(document, network, true);
  return shared && [...written, ...shared];
}
