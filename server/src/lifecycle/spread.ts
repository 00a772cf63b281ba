import * as l10n from '@vscode/l10n';
import type { Gates } from './kubelet/gates.ts';
import type { Assumed } from './timeline.ts';

/**
 * Where the kubelet is left to chance, the simulator takes one fixed choice inside the spread.
 * All of them stand here; times are milliseconds since the Pod was created.
 */
export const SPREAD = {
  /** The container relist (PLEG) comes every second; which millisecond of the second is the node's affair. */
  relistPhase: 700,
  relistPeriod: 1000,
  /** The kubelet's own tick, on which resyncs become due. */
  syncTickPhase: 350,
  syncTickPeriod: 1000,
  /** Housekeeping, which removes what is left of a static Pod, comes every 2 s: so soon after the Pod has ended. */
  housekeeping: 300,
  /** The wall clock's milliseconds at creation: `startedAt` and `status.startTime` are cut to whole seconds. */
  wallClock: 400,
  /** A wait of N is drawn from N to 1.5 N: the middle. */
  jitter: 1.25,
  /** The volume manager's first attempt to mount, and how long after the end of a wait it notices it. */
  firstMount: 300,
  mountLoop: 50,
  /** The eviction manager looks every 10 s; what volumes hold is measured 60 to 120 s apart. */
  evictionPhase: 5000,
  evictionPeriod: 10_000,
  volumeStatsPhase: 30_000,
  volumeStatsPeriod: 90_000,
  /** How long after a change the Job controller hears of it. */
  jobHears: 10,
} as const;

/** The choices as a reader should see them. */
export function spreadAssumed({ wakesAtBackOffEnd }: Pick<Gates, 'wakesAtBackOffEnd'>): readonly Assumed[] {
  return [
    {
      key: 'spread.relist',
      text: l10n.t(
        'The kubelet looks at the containers once a second, 0.7 s after each full second of the Pod’s life; on a real node a start or exit is noticed 0 to 1 s later.',
      ),
      source: 'spread',
    },
    {
      key: 'spread.resync',
      text: wakesAtBackOffEnd
        ? l10n.t(
            'The kubelet looks again a quarter of the wait after a restart’s back-off has ended, and 12.5 s after other failed syncs; on a real node up to half of the wait, and 10 to 15 s. After a successful sync it is 75 s; on a real node 60 to 90 s.',
          )
        : l10n.t(
            'The kubelet looks again 12.5 s after a failed sync; on a real node 10 to 15 s. After a successful sync it is 75 s; on a real node 60 to 90 s.',
          ),
      source: 'spread',
    },
    {
      key: 'spread.wallClock',
      text: l10n.t(
        'The Pod is created 0.4 s after a full second of the wall clock, and the kubelet cuts start times to full seconds.',
      ),
      source: 'spread',
    },
  ];
}

/** The choice that a Job adds to those of its Pods. */
export function jobSpreadAssumed(): Assumed {
  const text = l10n.t(
    'The Job controller hears of a change in its Pods after 10 ms and looks a second later; on a real cluster it acts on the end of a Pod 0 to 1.2 s after it.',
  );
  return { key: 'spread.job', text, source: 'spread' };
}
