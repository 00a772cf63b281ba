/** Which fields a step is about, where nothing that is written decided it. */
import type { Step } from '../../server/src/lifecycle/steps.ts';
import type { ContainerIdentity, Timeline } from '../../server/src/lifecycle/timeline.ts';
import type { Moment } from './picture/moment.ts';

/** Paths, the nearest first; the Pod itself where it is about all of it. */
export function fieldsAbout({ pod }: Timeline, moment: Moment): readonly string[] {
  if (moment.kind === 'told') return [];
  if (isOfScheduler(moment)) return [...SCHEDULING, ...pod.containers.map(({ path }) => `${path}.resources.requests`)];
  const named = pod.containers.filter((container) => isAbout(moment, container));
  return named.map(({ path }) => (moment.kind === 'pull' ? `${path}.image` : path));
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
