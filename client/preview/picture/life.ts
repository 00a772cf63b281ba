/** One run of a container. */
import type { Indexed } from './steps.ts';

export interface Life {
  readonly run: number;
  readonly start: Indexed<'start'>;
  readonly exit: Indexed<'exit'> | undefined;
}
