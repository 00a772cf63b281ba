import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag, int, pathOf, text, type Value } from '../view.ts';

/** What the server takes for a port's hostPort: with hostNetwork, a Pod's ports are the node's. */
export function hostPortOf(port: Value, isHostNetworkPod: boolean): number {
  return int(at(port, 'hostPort')) || (isHostNetworkPod ? int(at(port, 'containerPort')) : 0);
}

export const duplicateHostPort: Rule = validation(
  'duplicate-host-port',
  'Two ports of a Pod cannot take the same port, protocol and address of the node.',
  function* ({ pod, document }) {
    if (!pod) return;
    const isHostNetworkPod = pod.standalone && flag(at(pod.spec, 'hostNetwork')) === true;
    const ofContainers = new Set<string>();
    for (const { value, role } of pod.containers) {
      if (role === 'ephemeral') continue;
      // Init containers end before the others start: each stands alone.
      const taken = role === 'main' ? ofContainers : new Set<string>();
      for (const port of at(value, 'ports').items) {
        const hostPort = hostPortOf(port, isHostNetworkPod);
        if (hostPort === 0) continue;
        const key = `${text(at(port, 'protocol')) || 'TCP'}/${text(at(port, 'hostIP'))}/${hostPort}`;
        const written = at(port, 'hostPort');
        if (taken.has(key)) {
          const path =
            role === 'main' ? pathOf(written) : pathOf(written).replace(/initContainers\[\d+\]/, 'initContainers[0]');
          const fixes = fix(l10n.t('Remove the port'), true, removeValue(document, written.node ? written : port));
          yield found(
            written,
            `Duplicate value "${key}": another port of the Pod takes this port of the node`,
            fixes,
            path,
          );
        }
        taken.add(key);
      }
    }
  },
);
