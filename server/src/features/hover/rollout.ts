/** How many Pods a Deployment has while it replaces them. */
import { asMapping, asNumber, asString } from '../../model/plain.ts';
import { toValue } from '../../yaml/tree.ts';
import { type Describe, plural } from './hovered.ts';

export const describeRollout: Describe = ({ owner, field, object }) => {
  const isPart = ['DeploymentStrategy', 'RollingUpdateDeployment'].includes(owner.definition);
  if (field !== 'DeploymentSpec.strategy' && field !== 'DeploymentSpec.replicas' && !isPart) return undefined;
  const spec = asMapping(asMapping(toValue(object.node)).spec);
  const replicas = asNumber(spec.replicas) ?? 1;
  const strategy = asMapping(spec.strategy);
  if (asString(strategy.type) === 'Recreate')
    return 'An update ends all Pods before it starts new ones: for a while there is none.';
  const { maxSurge = '25%', maxUnavailable = '25%' } = asMapping(strategy.rollingUpdate);
  const surge = share(maxSurge, replicas, Math.ceil);
  const missing = share(maxUnavailable, replicas, Math.floor);
  if (surge === undefined || missing === undefined) return undefined;
  // Kubernetes lets one Pod be missing where both come out as none, or an update could never begin.
  const gap = surge === 0 && missing === 0 ? 1 : missing;
  return `During an update there are at most ${plural(replicas + surge, 'Pod')}, and at least ${Math.max(0, replicas - gap)} of them available.`;
};

/** A number of Pods as it is, or as a percentage of all. */
function share(value: unknown, of: number, round: (number: number) => number): number | undefined {
  const number = asNumber(value);
  if (number !== undefined) return number;
  const percent = /^(\d+)%$/.exec(asString(value) ?? '')?.[1];
  return percent === undefined ? undefined : round((Number(percent) * of) / 100);
}
