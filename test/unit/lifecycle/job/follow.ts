import { parse } from 'yaml';
import type { Assumptions } from '../../../../server/src/lifecycle/assumptions/assumptions.ts';
import { predict } from '../../../../server/src/lifecycle/predict.ts';
import type { ControllerEvent, JobCourse, Timeline } from '../../../../server/src/lifecycle/timeline.ts';

interface Given {
  /** Of its only container, `main`; absent: what its `command` says. */
  readonly assumptions?: Assumptions;
  readonly command?: string;
  readonly restartPolicy?: string;
  readonly until?: number;
}

const NOON = Date.UTC(2026, 10, 25, 12);

/** Follows a Job whose `spec`, but for its template, is given as YAML. */
export function followJob(spec: string, given: Given = {}): Timeline {
  return follow('Job', (template) => ({ ...parse(spec), template }), given);
}

/** Follows a CronJob at noon on a Wednesday; `spec` is its own, `job` that of its Jobs, but for their template. */
export function followCronJob(spec: string, given: Given & { readonly job?: string } = {}): Timeline {
  const { job = '{}' } = given;
  return follow(
    'CronJob',
    (template) => ({ ...parse(spec), jobTemplate: { spec: { ...parse(job), template } } }),
    given,
  );
}

function follow(
  kind: string,
  specWith: (template: unknown) => unknown,
  { assumptions = {}, command, restartPolicy = 'Never', until = 600 }: Given,
): Timeline {
  const container = { name: 'main', image: 'busybox', ...(command && { command: ['sh', '-c', command] }) };
  const template = {
    metadata: { name: 'job-xxxxx', namespace: 'default' },
    spec: { containers: [container], restartPolicy },
  };
  const owner = { kind, metadata: { name: 'job' }, spec: specWith(template) };
  return predict(template, { assumptions, owner, until, kubernetes: '1.34', now: NOON });
}

/** What a container that runs for two seconds ends with, run after run. */
export const ends = (...exitCodes: number[]): Assumptions => ({
  containers: { main: { runs: exitCodes.map((exitCode) => ({ exitAfter: 2, exitCode })) } },
});

export const courseOf = ({ job }: Timeline): JobCourse => {
  if (job === undefined) throw new Error('it belongs to no Job');
  return job;
};

/** Events, one a line: `3.7 Completed Job completed`. */
export const told = (events: readonly ControllerEvent[] = []): string[] =>
  events.map(({ t, reason, message }) => `${Math.round(t * 10) / 10} ${reason} ${message}`);
