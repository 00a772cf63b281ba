/** Ready-made stories: what could happen to any Pod, as assumptions. */
import type { Assumptions, ContainerAssumption } from '../../server/src/lifecycle/assumptions.ts';
import type { ContainerIdentity, Timeline } from '../../server/src/lifecycle/timeline.ts';

export interface Story {
  readonly id: string;
  readonly title: string;
  /** Undefined where the story cannot be told of this Pod. */
  readonly assume: (timeline: Timeline) => Assumptions | undefined;
}

/** The same for every container that is meant to keep running. */
function each(
  timeline: Timeline,
  assume: (container: ContainerIdentity) => ContainerAssumption | undefined,
): Readonly<Record<string, ContainerAssumption>> | undefined {
  const entries = timeline.pod.containers
    .filter(({ role }) => role !== 'init')
    .flatMap((container): [string, ContainerAssumption][] => {
      const assumed = assume(container);
      return assumed === undefined ? [] : [[container.name, assumed]];
    });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export const STORIES: readonly Story[] = [
  { id: 'written', title: 'As written', assume: () => ({}) },
  {
    id: 'crash',
    title: 'Crashes at start',
    assume: (timeline) => {
      const containers = each(timeline, () => ({ runs: [{ exitAfter: 1, exitCode: 1 }] }));
      return containers && { containers };
    },
  },
  {
    id: 'slow',
    title: 'Slow start: pulls take 30 s',
    assume: ({ pod }) => ({ images: Object.fromEntries(pod.containers.map(({ image }) => [image, { pull: 30 }])) }),
  },
  {
    id: 'small',
    title: 'Node too small',
    assume: () => ({ nodes: [{ name: 'small', allocatable: { cpu: '10m', memory: '8Mi', pods: '110' } }] }),
  },
  { id: 'delete', title: 'Delete at 90 s', assume: () => ({ deleteAt: 90 }) },
];
