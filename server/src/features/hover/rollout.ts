/** How many Pods a Deployment has while it replaces them. */
import * as l10n from '@vscode/l10n';
import { asMapping, asNumber, asString } from '../../model/plain.ts';
import { toValue } from '../../yaml/tree.ts';
import type { Describe } from './hovered.ts';

export const describeRollout: Describe = ({ owner, field, object }) => {
  const isPart = ['DeploymentStrategy', 'RollingUpdateDeployment'].includes(owner.definition);
  if (field !== 'DeploymentSpec.strategy' && field !== 'DeploymentSpec.replicas' && !isPart) return undefined;
  const spec = asMapping(asMapping(toValue(object.node)).spec);
  const replicas = asNumber(spec.replicas) ?? 1;
  const strategy = asMapping(spec.strategy);
  if (asString(strategy.type) === 'Recreate')
    return l10n.t('An update ends all Pods before it starts new ones: for a while there is none.');
  const { maxSurge = '25%', maxUnavailable = '25%' } = asMapping(strategy.rollingUpdate);
  const surge = share(maxSurge, replicas, Math.ceil);
  const missing = share(maxUnavailable, replicas, Math.floor);
  if (surge === undefined || missing === undefined) return undefined;
  // Kubernetes lets one Pod be missing where both come out as none, or an update could never begin.
  const gap = surge === 0 && missing === 0 ? 1 : missing;
  const [most, available] = [replicas + surge, Math.max(0, replicas - gap)];
  return most === 1
    ? l10n.t('During an update there are at most 1 Pod, and at least {0} of them available.', available)
    : l10n.t('During an update there are at most {0} Pods, and at least {1} of them available.', most, available);
};

/** A number of Pods as it is, or as a percentage of all. */
function share(value: unknown, of: number, round: (number: number) => number): number | undefined {
  const number = asNumber(value);
  if (number !== undefined) return number;
  const percent = /^(\d+)%$/.exec(asString(value) ?? '')?.[1];
  return percent === undefined ? undefined : round((Number(percent) * of) / 100);
}
