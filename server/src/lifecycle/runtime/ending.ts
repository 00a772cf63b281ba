import type { ContainerExit } from '../steps.ts';
import type { Why } from '../why.ts';

/** How a process ends. */
export interface Ending {
  readonly how: ContainerExit['how'];
  readonly exitCode: number;
  /** Absent: by the exit code. */
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
  readonly stop?: Stop;
  /** Step that led to it. */
  readonly after?: number | undefined;
}

/** How a stop came about. */
export interface Stop {
  /** Seconds from SIGTERM to SIGKILL. */
  readonly grace: number;
  /** Field path of the grace period. */
  readonly graceField?: string;
  readonly why: Why;
}
