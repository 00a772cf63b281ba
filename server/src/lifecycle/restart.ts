import type { Gates } from './kubelet.ts';
import type { Container, Pod } from './pod.ts';

/** Whether a container that ended with this code runs again (`ContainerShouldRestart`): rules, then its own policy, then the Pod's. */
export function shouldRestart(pod: Pod, container: Container, exitCode: number, gates: Gates): boolean {
  if (container.role === 'sidecar') return true;
  if (gates.containerRestartRules && container.restartPolicy !== undefined && matchesRule(container, exitCode))
    return true;
  const policy = policyOf(pod, container, gates);
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

/** Whether a container that is killed for a failed probe runs again: there is no exit code yet. */
export function restartsAfterKill(pod: Pod, container: Container, gates: Gates): boolean {
  return container.role === 'sidecar' || policyOf(pod, container, gates) !== 'Never';
}

/** Whether any end of the container can be followed by another start (`IsContainerRestartable`). */
export function isRestartable(pod: Pod, container: Container, gates: Gates): boolean {
  if (gates.containerRestartRules && container.restartPolicyRules.some(({ action }) => action === 'Restart'))
    return true;
  return restartsAfterKill(pod, container, gates);
}

function policyOf(pod: Pod, container: Container, gates: Gates): Pod['restartPolicy'] {
  return (gates.containerRestartRules ? container.restartPolicy : undefined) ?? pod.restartPolicy;
}

/** The first rule whose exit codes match decides. */
function matchesRule({ restartPolicyRules }: Container, exitCode: number): boolean {
  const rule = restartPolicyRules.find(({ operator, values }) =>
    operator === 'In' ? values.includes(exitCode) : operator === 'NotIn' && !values.includes(exitCode),
  );
  return rule?.action === 'Restart';
}
