/** Memory up to its limit, and CPU beyond it. */
import * as l10n from '@vscode/l10n';
import type { ContainerIdentity, Timeline, Usage, UsagePiece } from '../../../server/src/lifecycle/timeline.ts';
import type { Lane, Mark } from './content.ts';
import type { Life } from './life.ts';
import { indexOf } from './moments.ts';
import { openMark } from './stretches.ts';
import { throttledId, throttledPieces } from './throttled.ts';
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
            text: l10n.t('memory reaches the limit after {0}', duration(exit.t - start.t)),
            step: exit.index,
            ...curveOf(pieces, start.t, exit.t, container.memoryLimit),
          },
        ]
      : [],
  );
  if (marks.length === 0) return [];
  return [
    {
      id: `memory-${container.name}`,
      kind: 'memory',
      title: l10n.t('memory'),
      subtitle: limitWords(container.memoryLimit === undefined ? undefined : bytes(container.memoryLimit)),
      field: `${container.path}.resources.limits.memory`,
      marks,
    },
  ];
}

const limitWords = (limit: string | undefined): string =>
  limit === undefined ? l10n.t('limit') : l10n.t('limit {0}', limit);

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
  const marks = throttledPieces(timeline, name).map(({ from, to, start, wanted }, i): Mark => {
    const percent = `${Math.round((100 * start) / wanted)} %`;
    const amount = (cpus: number): string => cores(Math.round(1000 * cpus));
    const id = throttledId(name, i);
    const step = indexOf(timeline, id);
    return {
      id,
      look: 'throttled',
      from,
      to,
      labels: [
        l10n.t('throttled: gets {0} of {1} CPUs, {2} of its speed', amount(start), amount(wanted), percent),
        l10n.t('throttled to {0}', percent),
        percent,
      ],
      text: l10n.t(
        'throttled: gets {0} of the {1} CPUs that it wants, {2} of its speed',
        amount(start),
        amount(wanted),
        percent,
      ),
      share: start / wanted,
      ...(step !== undefined && { step }),
      ...openMark(to >= timeline.until),
    };
  });
  if (marks.length === 0) return [];
  const subtitle = limitWords(cpuLimit === undefined ? undefined : cores(Math.round(1000 * cpuLimit)));
  const field = `${path}.resources.limits.cpu`;
  return [{ id: `cpu-${name}`, kind: 'cpu', title: 'CPU', subtitle, field, marks }];
}
