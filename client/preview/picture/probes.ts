/** The probes and hooks of a container, tick by tick. */
import type { ContainerIdentity, ProbeIdentity, Timeline } from '../../../server/src/lifecycle/timeline.ts';
import type { Lane, Mark } from './lanes.ts';
import { type End, openMark, stepsOf } from './stretches.ts';
import { duration } from './words.ts';

/** A lane for each hook that ran: rounded bars, as long as it took. */
export function hookLanes(timeline: Timeline, { name, path }: ContainerIdentity, end: End): readonly Lane[] {
  return (['postStart', 'preStop'] as const).flatMap((hook): Lane[] => {
    const steps = stepsOf(timeline, 'hook').filter((step) => step.container === name && step.hook === hook);
    const marks = steps
      .filter(({ op }) => op === 'begin')
      .map((begin, i): Mark => {
        const over = steps.find(({ op, index }) => op !== 'begin' && index > begin.index);
        // What outlasts its grace period ends with its container.
        const exit = stepsOf(timeline, 'exit').find(({ container, t }) => container === name && t >= begin.t);
        const to = Math.min(over?.t ?? end.t, exit?.t ?? end.t);
        const failed = over?.op === 'fail';
        const length = duration(to - begin.t);
        return {
          id: `${name}-${hook}-${i}`,
          look: 'hook',
          from: begin.t,
          to,
          labels: failed ? [`fails after ${length}`, 'fails', '✕'] : [length],
          text: `${hook} hook, ${failed ? 'fails after ' : ''}${length}`,
          step: begin.index,
          good: !failed,
          ...openMark(over === undefined && exit === undefined && !end.gone),
        };
      });
    const lane: Lane = { id: `${hook}-${name}`, kind: 'hook', title: hook, field: `${path}.lifecycle.${hook}`, marks };
    return marks.length === 0 ? [] : [lane];
  });
}

export function probeLane(timeline: Timeline, container: ContainerIdentity, probe: ProbeIdentity): Lane {
  const marks = stepsOf(timeline, 'probe')
    .filter((step) => step.container === container.name && step.probeType === probe.type)
    .map((step, i, all): Mark => {
      const passed = step.result === 'succeeded';
      const threshold = probe.failureThreshold;
      const look = passed
        ? 'passed'
        : step.count === threshold
          ? 'verdict'
          : step.count > threshold
            ? 'late'
            : step.result === 'timeout'
              ? 'timeout'
              : 'failed';
      const ordinal = `${step.count} of ${passed ? step.threshold : threshold}`;
      return {
        id: `${container.name}-${probe.type}-${step.t}`,
        look,
        from: step.t,
        to: step.t,
        // A long run-up is counted where it ends.
        labels:
          look === 'verdict' || (!passed && threshold > 10 && all[i + 1]?.count !== step.count + 1) ? [ordinal] : [],
        text: `${probe.type} probe ${passed ? 'passed' : step.result === 'timeout' ? 'timed out' : 'failed'}, ${ordinal}`,
        step: step.index,
        count: step.count,
        threshold: passed ? step.threshold : threshold,
        ...(step.result === 'timeout' ? { timeout: probe.timeoutSeconds } : {}),
      };
    });
  return {
    id: `probe-${container.name}-${probe.type}`,
    kind: 'probe',
    title: probe.type,
    subtitle: probe.failureThreshold === 1 ? '1 failure decides' : `${probe.failureThreshold} in a row to fail`,
    field: `${container.path}.${probe.type}Probe`,
    marks,
  };
}
