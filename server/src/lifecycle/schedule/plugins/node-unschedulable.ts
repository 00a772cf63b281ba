/** NodeUnschedulable: no Pod on a cordoned node, unless it tolerates the taint that cordoned nodes get. */
import { type Plugin, unresolvable } from '../plugin.ts';
import { tolerates } from '../tolerations.ts';

const TAINT = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };

export const nodeUnschedulable: Plugin = {
  name: 'NodeUnschedulable',
  filter: ({ pod }) =>
    tolerates(pod.tolerations, TAINT)
      ? undefined
      : ({ isCordoned }) => (isCordoned ? unresolvable('node(s) were unschedulable') : undefined),
};
