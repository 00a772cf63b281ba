/** Ready-made stories: what could happen to any Pod, as assumptions. */
import * as l10n from '@vscode/l10n';
import type {
  Assumptions,
  ContainerAssumption,
  ProbeStep,
} from '../../server/src/lifecycle/assumptions/assumptions.ts';
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';
import type { Shown } from './messages.ts';
import type { Successor } from './picture/content.ts';

export interface Story {
  readonly id: string;
  readonly title: () => string;
  /** Undefined where the story cannot be told of this Pod. */
  readonly assume: (pod: Told) => Assumptions | undefined;
}

/** What a story starts from: the Pod, what is assumed of it where the user says nothing, and what the user says. */
export type Told = Pick<Shown, 'timeline' | 'inferred' | 'assumptions'>;

/** The story that goes on when something else is assumed; see {@link rolledOn}. */
export const ROLLING = 'roll';

export const STORIES: readonly Story[] = [
  { id: 'written', title: () => l10n.t('As written'), assume: () => ({}) },
  {
    id: 'hang',
    title: () => l10n.t('Hangs at {0}', '60 s'),
    // Whatever is asked gets no answer in any timeout's time.
    assume: (told) => answering(told, (steps) => [...steps.filter(({ from }) => from < 60), { from: 60, delay: 3600 }]),
  },
  {
    id: 'crash',
    title: () => l10n.t('Crashes at start'),
    assume: ({ timeline: { pod } }) => ({
      containers: Object.fromEntries(
        pod.containers
          .filter(({ role }) => role === 'container')
          .map(({ name }): [string, ContainerAssumption] => [name, { runs: [{ exitAfter: 1, exitCode: 1 }] }]),
      ),
    }),
  },
  {
    // The image takes 30 s, and 45 s go by before anything answers.
    id: 'slow',
    title: () => l10n.t('Slow start'),
    assume: (told) => ({
      ...answering(told, (_, closed) => [{ from: 0, ...closed }, { from: 45 }]),
      images: Object.fromEntries(told.timeline.pod.containers.map(({ image }) => [image, { pull: 30 }])),
    }),
  },
  {
    id: 'small',
    title: () => l10n.t('Node too small'),
    assume: () => ({ nodes: [{ name: 'small', allocatable: { cpu: '10m', memory: '8Mi', pods: '110' } }] }),
  },
  { id: 'delete', title: () => l10n.t('Delete at {0}', '90 s'), assume: () => ({ deleteAt: 90 }) },
  {
    // A Deployment makes the next Pod first, and deletes this one once the next is ready: which takes as long as
    // with this one, so what is assumed of its start stays.
    id: ROLLING,
    title: () => l10n.t('Rolling restart at {0}', '60 s'),
    assume: ({ timeline, assumptions }) => {
      const ready = readyAfter(timeline);
      return ready === undefined ? undefined : { ...assumptions, deleteAt: Number((ROLL_AT + ready).toFixed(1)) };
    },
  },
];

/** When a rolling restart makes the next Pod, seconds. */
const ROLL_AT = 60;

const readyAfter = ({ steps }: Timeline): number | undefined =>
  steps.find((step) => step.kind === 'condition' && step.type === 'Ready' && step.status === 'True')?.t;

/** Whether what is assumed is a rolling restart, to the tenth of a second. */
export function tellsRollingRestart(told: Told): boolean {
  const roll = STORIES.find(({ id }) => id === ROLLING)?.assume(told);
  return roll !== undefined && JSON.stringify(roll) === JSON.stringify(told.assumptions);
}

/**
 * What a rolling restart assumes of a Pod once its life is known: the deletion waits until the next Pod is ready, which
 * takes as long as with this one. Undefined when that is what is assumed already.
 */
export function rolledOn({ timeline, assumptions }: Told): Assumptions | undefined {
  const ready = readyAfter(timeline);
  const { deleteAt, ...others } = assumptions;
  // Deleted before it is ready, it does not tell when it would have been.
  if (ready === undefined) return deleteAt === undefined ? undefined : others;
  const due = Number((ROLL_AT + ready).toFixed(1));
  return deleteAt === due ? undefined : { ...assumptions, deleteAt: due };
}

/** The Pod that takes over in a rolling restart, a copy of this one. */
export const successorOf = ({ assumptions: { deleteAt } }: Told): Successor | undefined =>
  deleteAt === undefined ? undefined : { from: ROLL_AT, ready: deleteAt };

/** A story of one Pod. */
export interface ToldStory {
  readonly id: string;
  readonly title: string;
  readonly assumptions: Assumptions;
}

/** The stories that can be told of a Pod, with what they assume. */
export function toldStories(told: Told): readonly ToldStory[] {
  return STORIES.flatMap((story) => {
    const assumptions = story.assume(told);
    return assumptions === undefined ? [] : [{ id: story.id, title: story.title(), assumptions }];
  });
}

type Answers = (steps: readonly ProbeStep[], closed: Omit<ProbeStep, 'from'>) => readonly ProbeStep[];

/** Other answers to every probe that asks something of which an answer is known; undefined if there is none. */
function answering({ timeline: { pod }, inferred }: Told, answers: Answers): Assumptions | undefined {
  const containers = pod.containers.flatMap(({ name, probes }): [string, ContainerAssumption][] => {
    const { exec, listen } = inferred.containers?.[name] ?? {};
    const commands = Object.entries(exec ?? {}).map(([command, steps]) => [command, answers(steps, { exit: 1 })]);
    const ports = listen?.map((listener) => ({ ...listener, steps: answers(listener.steps, { closed: true }) }));
    if (probes.length === 0 || (commands.length === 0 && ports === undefined)) return [];
    return [
      [name, { ...(commands.length > 0 && { exec: Object.fromEntries(commands) }), ...(ports && { listen: ports }) }],
    ];
  });
  return containers.length === 0 ? undefined : { containers: Object.fromEntries(containers) };
}
