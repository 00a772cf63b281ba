/** What chips of a container are made from. */
import type { Assumptions, ContainerAssumption } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import type { Step } from '../../../server/src/lifecycle/steps.ts';
import type { Assumed, ContainerIdentity, Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { tidy } from './chip.ts';

export type Exit = Extract<Step, { kind: 'exit' }>;

export interface About {
  readonly timeline: Timeline;
  readonly own: Assumptions;
  readonly container: ContainerIdentity;
  /** What the user said of the container. */
  readonly mine: ContainerAssumption;
  /** What the simulation went by. */
  readonly told: ContainerAssumption;
  /** Its first exit. */
  readonly exit: Exit | undefined;
}

export const firstExit = ({ steps }: Timeline, name: string): Exit | undefined =>
  steps.find((step): step is Exit => step.kind === 'exit' && step.container === name);

/** How long the run lasted that ended with an exit. */
export function ran({ timeline, exit }: About): number | undefined {
  if (exit === undefined) return undefined;
  const start = timeline.steps.find((s) => s.kind === 'start' && s.container === exit.container && s.run === exit.run);
  return Number((exit.t - (start?.t ?? exit.t)).toFixed(2));
}

export const assumedOf = ({ timeline, container }: About, field: string): Assumed | undefined =>
  timeline.assumed.find(({ key }) => key.startsWith(`containers.${container.name}.${field}`));

/** The user's assumptions with other ones for this container. */
export const saying = ({ own, container, mine }: About, changes: ContainerAssumption): Assumptions =>
  tidy({ ...own, containers: { ...own.containers, [container.name]: { ...mine, ...changes } } });

/** The user's assumptions without one of this container. */
export function without(about: About, field: keyof ContainerAssumption): Assumptions {
  const { [field]: _, ...rest } = about.mine;
  return tidy({ ...about.own, containers: { ...about.own.containers, [about.container.name]: rest } });
}
