import type { Container, Pod, RestartRule } from '../pod/pod.ts';
import type { Gates } from './gates.ts';

/** Whether a container that ended with this code runs again (`ContainerShouldRestart`): rules, then its own policy, then the Pod's. */
export function shouldRestart(pod: Pod, container: Container, exitCode: number, gates: Gates): boolean {
  if (container.role === 'sidecar') return true;
  const rule = matchingRule(container, exitCode, gates);
  if (rule?.action === 'Restart' || startsAllAnew(rule, gates)) return true;
  const policy = policyOf(pod, container, gates);
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

/** Whether a container that is killed for a failed probe runs again: there is no exit code yet. */
export function restartsAfterKill(pod: Pod, container: Container, gates: Gates): boolean {
  return container.role === 'sidecar' || policyOf(pod, container, gates) !== 'Never';
}

/** Whether this end has all containers of the Pod start anew. */
export function restartsAllContainers(container: Container, exitCode: number, gates: Gates): boolean {
  return startsAllAnew(matchingRule(container, exitCode, gates), gates);
}

/** Whether any end of a container could have all of them start anew (`AllContainersCouldRestart`). */
export function couldRestartAllContainers(pod: Pod, gates: Gates): boolean {
  return [...pod.initContainers, ...pod.containers].some(({ restartPolicyRules }) =>
    restartPolicyRules.some((rule) => startsAllAnew(rule, gates)),
  );
}

function startsAllAnew(rule: RestartRule | undefined, gates: Gates): boolean {
  return gates.restartAllContainers && rule?.action === 'RestartAllContainers';
}

function policyOf(pod: Pod, container: Container, gates: Gates): Pod['restartPolicy'] {
  return (gates.containerRestartRules ? container.restartPolicy : undefined) ?? pod.restartPolicy;
}

/** The first rule whose exit codes match decides; without a restartPolicy of the container itself there are none. */
function matchingRule(
  { restartPolicy, restartPolicyRules }: Container,
  exitCode: number,
  { containerRestartRules }: Gates,
): RestartRule | undefined {
  if (!containerRestartRules || restartPolicy === undefined) return undefined;
  return restartPolicyRules.find(({ operator, values }) =>
    operator === 'In' ? values.includes(exitCode) : operator === 'NotIn' && !values.includes(exitCode),
  );
}
