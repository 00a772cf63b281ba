/** Which fields a step is about, where nothing that is written decided it. */
import type { Step } from '../../server/src/lifecycle/steps.ts';
import type { ContainerIdentity, Timeline } from '../../server/src/lifecycle/timeline.ts';
import type { Moment } from './picture/moment.ts';

/** Their paths; none where it is about the whole Pod. Of many containers those come first that decided last. */
export function fieldsAbout(timeline: Timeline, moment: Moment): readonly string[] {
  const { pod } = timeline;
  if (moment.kind === 'told') return [];
  if (moment.kind === 'phase') return ['spec.restartPolicy'];
  if (isOfScheduler(moment)) return [...SCHEDULING, ...pod.containers.map(({ path }) => `${path}.resources.requests`)];
  const cause = timeline.steps[moment.why?.after ?? -1];
  const decided = cause !== undefined && 'container' in cause ? cause.container : undefined;
  const of = moment.kind === 'condition' ? decided : undefined;
  const named = pod.containers.filter((one) => (of === undefined ? isAbout(moment, one) : one.name === of));
  return named.map(({ path, probes }) => {
    if (moment.kind === 'pull') return `${path}.image`;
    const asks = moment.kind === 'condition' && probes.some(({ type }) => type === 'readiness');
    return asks && moment.type !== 'Initialized' ? `${path}.readinessProbe` : path;
  });
}

const isOfScheduler = (step: Step): boolean =>
  (step.kind === 'condition' && step.type === 'PodScheduled') ||
  (step.kind === 'event' && (step.reason === 'Scheduled' || step.reason === 'FailedScheduling'));

/** What the scheduler goes by, beside requests. */
const SCHEDULING = [
  'spec.nodeSelector',
  'spec.affinity',
  'spec.tolerations',
  'spec.topologySpreadConstraints',
  'spec.schedulerName',
];

function isAbout(step: Step, { name, image, role }: ContainerIdentity): boolean {
  if (step.kind === 'pull') return step.image === image;
  if ('container' in step) return step.container === name;
  if (step.kind !== 'condition') return false;
  // `containers with unready status: [web log]`
  const listed = /: \[([^\]]+)\]$/.exec(step.message ?? '')?.[1];
  if (listed !== undefined) return listed.split(' ').includes(name);
  return role !== 'container' ? step.type === 'Initialized' : step.type === 'Ready' || step.type === 'ContainersReady';
}
