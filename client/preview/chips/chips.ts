/** What was taken for granted, as chips. */
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { type About, firstExit } from './about.ts';
import type { Chip } from './chip.ts';
import { codeChip, cpuChip, exitChip, memoryChip, termChip } from './container.ts';
import { deleteChip, pullChip } from './pod.ts';
import { probeChips } from './probes.ts';

/** All chips of a Timeline; `own` is what the user set. */
export function chipsOf(timeline: Timeline, own: Assumptions): readonly Chip[] {
  const chips = timeline.pod.containers.flatMap((container) => {
    const about: About = {
      timeline,
      own,
      container,
      mine: own.containers?.[container.name] ?? {},
      told: { ...timeline.assumptions?.containers?.[container.name], ...own.containers?.[container.name] },
      exit: firstExit(timeline, container.name),
    };
    return [exitChip(about), codeChip(about), ...probeChips(about), termChip(about), memoryChip(about), cpuChip(about)];
  });
  return [pullChip(timeline, own), ...chips, deleteChip(timeline, own)].filter((chip) => chip !== undefined);
}
