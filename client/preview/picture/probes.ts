/** The probes and hooks of a container, tick by tick. */
import * as l10n from '@vscode/l10n';
import type { ProbeName } from '../../../server/src/lifecycle/pod/pod.ts';
import type { ProbeResult } from '../../../server/src/lifecycle/steps.ts';
import type { ContainerIdentity, ProbeIdentity, Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { probeWord } from '../../../server/src/texts.ts';
import type { Lane, Mark } from './content.ts';
import { stepsOf } from './steps.ts';
import { type End, openMark } from './stretches.ts';
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
          labels: failed ? [l10n.t('fails after {0}', length), l10n.t('fails'), '✕'] : [length],
          text: failed ? l10n.t('{0} hook, fails after {1}', hook, length) : l10n.t('{0} hook, {1}', hook, length),
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
      const ordinal = l10n.t('{0} of {1}', step.count, passed ? step.threshold : threshold);
      return {
        id: `${container.name}-${probe.type}-${step.t}`,
        look,
        from: step.t,
        to: step.t,
        // A long run-up is counted where it ends.
        labels:
          look === 'verdict' || (!passed && threshold > 10 && all[i + 1]?.count !== step.count + 1) ? [ordinal] : [],
        text: answerText(probe, step.result, ordinal),
        step: step.index,
        count: step.count,
        threshold: passed ? step.threshold : threshold,
        ...(step.result === 'timeout' ? { timeout: probe.timeoutSeconds } : {}),
      };
    });
  return {
    id: `probe-${container.name}-${probe.type}`,
    kind: 'probe',
    title: probeTitle(probe.type),
    subtitle:
      probe.failureThreshold === 1
        ? l10n.t('1 failure decides')
        : l10n.t('{0} in a row to fail', probe.failureThreshold),
    field: `${container.path}.${probe.type}Probe`,
    marks,
  };
}

/** A kind of probe, where its lane is named. */
export function probeTitle(type: ProbeName): string {
  switch (type) {
    case 'startup':
      return l10n.t('startup');
    case 'liveness':
      return l10n.t('liveness');
    case 'readiness':
      return l10n.t('readiness');
  }
}

function answerText({ type }: ProbeIdentity, result: ProbeResult['result'], ordinal: string): string {
  switch (result) {
    case 'succeeded':
      return l10n.t('{0} passed, {1}', probeWord(type), ordinal);
    case 'timeout':
      return l10n.t('{0} timed out, {1}', probeWord(type), ordinal);
    case 'failed':
      return l10n.t('{0} failed, {1}', probeWord(type), ordinal);
  }
}
