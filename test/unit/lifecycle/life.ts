import { parse } from 'yaml';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import { readPod } from '../../../server/src/lifecycle/pod/read-pod.ts';
import { simulate } from '../../../server/src/lifecycle/simulate.ts';
import type { Step } from '../../../server/src/lifecycle/steps.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';

interface Life {
  /** `spec` as YAML, or a whole Pod. */
  readonly pod: string;
  readonly assume?: Assumptions;
  /** Seconds. */
  readonly until?: number;
  readonly kubernetes?: string;
  readonly static?: boolean;
}

/** The simulated life of a Pod named `web`. */
export function live({ pod, assume = {}, until = 60, kubernetes = '1.34', static: isStatic = false }: Life): Timeline {
  const value = parse(pod);
  const object = 'spec' in value ? value : { metadata: { name: 'web' }, spec: value };
  return simulate(readPod(object), assume, { until, kubernetes, static: isStatic });
}

/** Steps of these kinds, one a line, such as `0.5 start main 0`; with a container only its own. */
export function lines({ steps }: Timeline, kinds: readonly Step['kind'][], container?: string): string[] {
  return steps
    .filter((step) => kinds.includes(step.kind))
    .filter((step) => container === undefined || ('container' in step && step.container === container))
    .map((step) => `${Math.round(step.t * 10) / 10} ${describe(step)}`);
}

/** Events without their container's texts: `0.5 Started main`. */
export function events(timeline: Timeline, container?: string): string[] {
  return lines(timeline, ['event'], container);
}

function describe(step: Step): string {
  switch (step.kind) {
    case 'event':
      return [step.reason, ...(step.container === undefined ? [] : [step.container])].join(' ');
    case 'start':
      return `start ${step.container} ${step.run}`;
    case 'exit':
      return `exit ${step.container} ${step.exitCode} ${step.reason} by ${step.how}`;
    case 'stop':
      return `stop ${step.container} ${step.grace}`;
    case 'hook':
      return `${step.hook} ${step.op}`;
    case 'pull':
      return `pull ${step.op}`;
    case 'probe':
      return `${step.probeType} ${step.result} ${step.count}/${step.threshold}`;
    case 'condition':
      return `${step.type} ${step.status}`;
    case 'phase':
      return step.reason === undefined ? step.phase : `${step.phase} ${step.reason}`;
    case 'state':
      return `${step.container} ${step.state}${step.reason === undefined ? '' : ` ${step.reason}`}`;
    case 'delete':
      return `delete ${step.grace}`;
    case 'gone':
      return 'gone';
  }
}

/** Seconds from each exit of a container to its next start. */
export function gaps({ steps }: Timeline, container: string): number[] {
  const own = steps.filter((step) => (step.kind === 'start' || step.kind === 'exit') && step.container === container);
  return own.flatMap((step, index) => {
    const next = own[index + 1];
    return step.kind === 'exit' && next !== undefined ? [Math.round((next.t - step.t) * 10) / 10] : [];
  });
}
