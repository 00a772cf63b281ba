/** What containers use over time, each resource of each container as a curve with what bounds it. */
import * as l10n from '@vscode/l10n';
import type { ContainerResources, PodAbout } from '../../server/src/features/about.ts';
import type { Timeline, Usage, UsagePiece } from '../../server/src/lifecycle/timeline.ts';
import { bytes, cores, roundBytes } from './picture/words.ts';

export interface Curve {
  readonly container: string;
  readonly resource: Usage['resource'];
  /** `memory`, `CPU`, `disk`, or the volume. */
  readonly title: string;
  readonly pieces: readonly UsagePiece[];
  /** Bytes or CPUs. */
  readonly request?: number;
  readonly limit?: number;
  /** What the top of its chart stands for. */
  readonly top: number;
  /** The most that it uses. */
  readonly peak: number;
  /** An amount in words. */
  readonly words: (amount: number) => string;
}

function titleOf(resource: Usage['resource']): string {
  switch (resource) {
    case 'memory':
      return l10n.t('memory');
    case 'cpu':
      return 'CPU';
    case 'ephemeral-storage':
      return l10n.t('disk');
  }
}

/** What says how much may be used. */
type Bounds = Pick<PodAbout, 'containers' | 'volumes'>;

/** Memory first, then CPU, then what is on disk; container by container. */
export function curvesOf({ usage = [] }: Timeline, { containers, volumes }: Bounds): readonly Curve[] {
  return usage.map(({ container, resource, volume, pieces }): Curve => {
    const bounds = volume === undefined ? boundsOf(containers, container, resource) : sizeOf(volumes, volume);
    const peak = Math.max(0, ...pieces.map(({ start, end }) => Math.max(start, end)));
    const wanted = Math.max(0, ...pieces.map((piece) => piece.wanted ?? 0));
    const top = Math.max(peak, wanted, bounds.limit ?? 0, bounds.request ?? 0);
    return {
      container,
      resource,
      title: volume === undefined ? titleOf(resource) : l10n.t('volume {0}', volume),
      pieces,
      ...bounds,
      // Without a limit nothing says where the curve would have to stop.
      top: (bounds.limit === undefined ? 1.25 : 1) * (top || 1),
      peak,
      words: resource === 'cpu' ? (amount) => cores(Math.round(amount * 1000)) : wholeBytes,
    };
  });
}

function sizeOf(volumes: PodAbout['volumes'], volume: string): Pick<Curve, 'request' | 'limit'> {
  const limit = volumes.find(({ name }) => name === volume)?.sizeLimit;
  return limit === undefined ? {} : { limit };
}

const wholeBytes = (amount: number): string => roundBytes(Math.round(amount));

function boundsOf(
  containers: readonly ContainerResources[],
  container: string,
  resource: Usage['resource'],
): Pick<Curve, 'request' | 'limit'> {
  const { resources = [] } = containers.find(({ name }) => name === container) ?? {};
  const { request, limit } = resources.find(({ name }) => name === resource) ?? {};
  const unit = resource === 'cpu' ? 1000 : 1;
  return {
    ...(request && { request: request.count / unit }),
    ...(limit && { limit: limit.count / unit }),
  };
}

/** What is used at a time; undefined while the container does not run. */
export function usageAt(pieces: readonly UsagePiece[], t: number): number | undefined {
  const piece = pieceAt(pieces, t);
  if (piece === undefined) return undefined;
  const share = piece.to === piece.from ? 1 : (t - piece.from) / (piece.to - piece.from);
  return piece.start + share * (piece.end - piece.start);
}

const pieceAt = (pieces: readonly UsagePiece[], t: number): UsagePiece | undefined =>
  pieces.findLast(({ from, to }) => from <= t && t <= to);

/** `wants 2: gets on at 50 % of its speed`, where its limit throttles it at a time. */
export function throttling({ pieces, words }: Curve, t: number): string | undefined {
  const piece = pieceAt(pieces, t);
  if (piece?.wanted === undefined || piece.wanted <= 0) return undefined;
  const share = Math.round((100 * piece.start) / piece.wanted);
  return l10n.t('wants {0}: gets on at {1} % of its speed', words(piece.wanted), share);
}

/** `128Mi`: a bound as it is written, where that is a whole number of a unit. */
export const boundWords = ({ resource, words }: Curve, amount: number): string =>
  resource === 'cpu' ? words(amount) : bytes(amount);
