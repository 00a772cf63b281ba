/** What a Job's `podFailurePolicy` says of a failed Pod (`pod_failure_policy.go`). */
import type { Step } from '../steps.ts';
import type { Timeline } from '../timeline.ts';
import type { FailureRule } from './job.ts';

export interface PolicyMatch {
  /** Of the first rule that matches; absent: none does, and the failure counts. */
  readonly action?: string;
  /** Of `FailJob`: what the Job's condition says. */
  readonly message?: string;
}

/** @param timeline the life of the failed Pod, to its end */
export function matchFailurePolicy(rules: readonly FailureRule[], timeline: Timeline): PolicyMatch {
  const { name, namespace } = timeline.pod;
  const codes = exitCodesOf(timeline);
  for (const [index, { action, exitCodes, conditions }] of rules.entries()) {
    const what =
      exitCodes === undefined ? matchingCondition(timeline.steps, conditions) : matchingContainer(codes, exitCodes);
    if (what === undefined) continue;
    if (action !== 'FailJob') return { action };
    const message =
      exitCodes === undefined
        ? `Pod ${namespace}/${name} has condition ${what} matching ${action} rule at index ${index}`
        : `Container ${what} for pod ${namespace}/${name} failed with exit code ${codes.get(what)} matching ${action} rule at index ${index}`;
    return { action, message };
  }
  return {};
}

/** Of each container that is shown as terminated at the end; app containers first. */
export function exitCodesOf({ steps, pod }: Timeline): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  const order = [...pod.containers].sort((a, b) => Number(a.role !== 'container') - Number(b.role !== 'container'));
  for (const { name } of order) {
    const last = steps.findLast((step) => step.kind === 'state' && step.container === name);
    if (last?.kind === 'state' && last.state === 'terminated') codes.set(name, last.exitCode ?? 0);
  }
  return codes;
}

function matchingContainer(
  codes: ReadonlyMap<string, number>,
  { container, operator, values }: NonNullable<FailureRule['exitCodes']>,
): string | undefined {
  return [...codes].find(
    ([name, code]) =>
      code !== 0 &&
      (container === undefined || container === name) &&
      (operator === 'In' ? values.includes(code) : operator === 'NotIn' && !values.includes(code)),
  )?.[0];
}

function matchingCondition(steps: readonly Step[], patterns: FailureRule['conditions']): string | undefined {
  return patterns.find(({ type, status }) => {
    const last = steps.findLast((step) => step.kind === 'condition' && step.type === type);
    return last?.kind === 'condition' && last.status === status;
  })?.type;
}
