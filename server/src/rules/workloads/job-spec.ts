/** The spec of a Job, wherever it stands. */
import type { Subject } from '../rule.ts';
import { at, type Value } from '../view.ts';

/** The spec of a Job, or of the Jobs that a CronJob makes. */
export function jobSpec({ object, root }: Subject): Value | undefined {
  if (object.kind === 'Job') return at(root, 'spec');
  if (object.kind === 'CronJob') return at(root, 'spec', 'jobTemplate', 'spec');
  return undefined;
}
