/** Memory up to its limit, and CPU beyond it. */
import type { ContainerIdentity, Timeline, Usage, UsagePiece } from '../../../server/src/lifecycle/timeline.ts';
import type { Life } from './containers.ts';
import type { Lane, Mark } from './lanes.ts';
import { openMark } from './stretches.ts';
import { bytes, cores, duration } from './words.ts';

const usageOf = ({ usage = [] }: Timeline, name: string, resource: Usage['resource']): readonly UsagePiece[] =>
  usage.find((one) => one.container === name && one.resource === resource)?.pieces ?? [];

/** Memory where it reached the limit; the way there is assumed. */
export function memoryLane(timeline: Timeline, container: ContainerIdentity, lives: readonly Life[]): readonly Lane[] {
  const pieces = usageOf(timeline, container.name, 'memory');
  const marks = lives.flatMap(({ run, start, exit }): Mark[] =>
    exit?.how === 'OOM'
      ? [
          {
            id: `${container.name}-memory-${run}`,
            look: 'memory',
            from: start.t,
            to: exit.t,
            labels: [],
            text: `memory reaches the limit after ${duration(exit.t - start.t)}`,
            step: exit.index,
            ...curveOf(pieces, start.t, exit.t, container.memoryLimit),
          },
        ]
      : [],
  );
  if (marks.length === 0) return [];
  const limit = container.memoryLimit === undefined ? '' : ` ${bytes(container.memoryLimit)}`;
  return [
    {
      id: `memory-${container.name}`,
      kind: 'memory',
      title: 'memory',
      subtitle: `limit${limit}`,
      field: `${container.path}.resources.limits.memory`,
      marks,
    },
  ];
}

/** What is used in one run, in shares of its time and of the limit; nothing where it is not known. */
function curveOf(
  pieces: readonly UsagePiece[],
  from: number,
  to: number,
  limit: number | undefined,
): Pick<Mark, 'curve'> {
  const within = pieces.filter((piece) => piece.from >= from - 1e-6 && piece.to <= to + 1e-6);
  if (within.length === 0 || limit === undefined || to <= from) return {};
  const point = (t: number, amount: number): readonly [number, number] => [(t - from) / (to - from), amount / limit];
  return { curve: within.flatMap((piece) => [point(piece.from, piece.start), point(piece.to, piece.end)]) };
}

/** CPU where its limit throttles a container: how much of what it wants it gets. */
export function cpuLane(timeline: Timeline, { name, path, cpuLimit }: ContainerIdentity): readonly Lane[] {
  const marks = usageOf(timeline, name, 'cpu').flatMap(({ from, to, start, wanted }, i): Mark[] => {
    if (wanted === undefined || wanted <= 0) return [];
    const percent = `${Math.round((100 * start) / wanted)} %`;
    const amount = (cpus: number): string => cores(Math.round(1000 * cpus));
    return [
      {
        id: `${name}-throttled-${i}`,
        look: 'throttled',
        from,
        to,
        labels: [
          `throttled: gets ${amount(start)} of ${amount(wanted)} CPUs, ${percent} of its speed`,
          `throttled to ${percent}`,
          percent,
        ],
        text: `throttled: gets ${amount(start)} of the ${amount(wanted)} CPUs that it wants, ${percent} of its speed`,
        share: start / wanted,
        ...openMark(to >= timeline.until),
      },
    ];
  });
  if (marks.length === 0) return [];
  const limit = cpuLimit === undefined ? '' : ` ${cores(Math.round(1000 * cpuLimit))}`;
  const field = `${path}.resources.limits.cpu`;
  return [{ id: `cpu-${name}`, kind: 'cpu', title: 'CPU', subtitle: `limit${limit}`, field, marks }];
}
