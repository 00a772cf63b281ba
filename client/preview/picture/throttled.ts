/** Where a limit holds a container's CPU back. */
import * as l10n from '@vscode/l10n';
import type { ContainerIdentity, Timeline, UsagePiece } from '../../../server/src/lifecycle/timeline.ts';
import type { Told } from './moment.ts';
import { cores } from './words.ts';

/** A stretch of it: it wants `wanted` CPUs and gets `start`. */
export type Throttled = UsagePiece & { readonly wanted: number };

/** All stretches of a container. */
export const throttledPieces = ({ usage = [] }: Timeline, name: string): readonly Throttled[] =>
  usage
    .filter(({ container, resource }) => container === name && resource === 'cpu')
    .flatMap(({ pieces }) => pieces)
    .filter((piece): piece is Throttled => piece.wanted !== undefined && piece.wanted > 0);

/** `main gets on at 50 % of its speed: it wants 2 CPUs, and its limit is 1.` */
export function throttledSentence({ name, cpuLimit }: ContainerIdentity, { start, wanted }: Throttled): string {
  const amount = (cpus: number): string => cores(Math.round(1000 * cpus));
  return l10n.t(
    '{0} gets on at {1} % of its speed: it wants {2} CPUs, and its limit is {3}.',
    name,
    Math.round((100 * start) / wanted),
    amount(wanted),
    amount(cpuLimit ?? start),
  );
}

/** The id of a stretch, by its place among those of its container. */
export const throttledId = (name: string, place: number): string => `${name}-throttled-${place}`;

export const throttledMoments = (timeline: Timeline): readonly Told[] =>
  timeline.pod.containers.flatMap((container) =>
    throttledPieces(timeline, container.name).map(
      (piece, place): Told => ({
        kind: 'told',
        id: throttledId(container.name, place),
        t: piece.from,
        subject: container.name,
        words: l10n.t('{0} is throttled', container.name),
        isBad: false,
        why: { text: throttledSentence(container, piece), fields: [`${container.path}.resources.limits.cpu`] },
      }),
    ),
  );
