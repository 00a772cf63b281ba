/** The steps of a Timeline by kind. */
import type { Step } from '../../../server/src/lifecycle/steps.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { memoize } from '../../../server/src/memoize.ts';

export type Indexed<K extends Step['kind']> = Extract<Step, { kind: K }> & { readonly index: number };

type AnyIndexed = Step & { readonly index: number };

/** Each lane asks for the same kinds. */
const byKind = memoize((timeline: Timeline): ReadonlyMap<Step['kind'], readonly AnyIndexed[]> => {
  const kinds = new Map<Step['kind'], AnyIndexed[]>();
  for (const [index, step] of timeline.steps.entries()) {
    const alike = kinds.get(step.kind) ?? [];
    alike.push({ ...step, index });
    kinds.set(step.kind, alike);
  }
  return kinds;
});

/** The steps of one kind, each with its index. */
export const stepsOf = <K extends Step['kind']>(timeline: Timeline, kind: K): readonly Indexed<K>[] =>
  (byKind(timeline).get(kind) ?? []).filter((step): step is Indexed<K> => step.kind === kind);
