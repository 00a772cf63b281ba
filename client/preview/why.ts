/** Why a step happened, with the chain of steps that led to it and what followed. */
import type { Step, Timeline } from '../../server/src/lifecycle/timeline.ts';
import { duration } from './picture/words.ts';

export interface Link {
  readonly index: number;
  readonly t: number;
  readonly words: string;
  readonly current: boolean;
  /** Something that went wrong. */
  readonly bad: boolean;
}

export interface Explanation {
  readonly step: Step;
  /** What is explained, such as `liveness probe, main`. */
  readonly subject: string;
  readonly sentence: string;
  /** Earlier causes, the step itself, what followed; empty when it stands alone. */
  readonly chain: readonly Link[];
  readonly fields: readonly string[];
}

const MOST_CAUSES = 7;
const MOST_EFFECTS = 3;

/** Explains a step; undefined for an index that is none. */
export function explain(timeline: Timeline, index: number): Explanation | undefined {
  const step = timeline.steps[index];
  if (step === undefined) return undefined;
  const causes = causesOf(timeline, index);
  const effects = effectsOf(timeline, index).filter((at) => !causes.includes(at));
  const chain = [...causes, index, ...effects].flatMap((at): readonly Link[] => {
    const link = timeline.steps[at];
    return link === undefined
      ? []
      : [{ index: at, t: link.t, words: describe(link), current: at === index, bad: isBad(link) }];
  });
  const words = describe(step);
  return {
    step,
    subject: subjectOf(step),
    sentence: step.why?.text ?? `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`,
    chain: chain.length > 1 ? chain : [],
    fields: step.why?.fields ?? [],
  };
}

function isBad(step: Step): boolean {
  switch (step.kind) {
    case 'exit':
      return step.exitCode !== 0;
    case 'probe':
      return step.result !== 'succeeded';
    case 'event':
      return step.type === 'Warning';
    case 'pull':
    case 'hook':
      return step.op === 'fail';
    case 'phase':
      return step.phase === 'Failed';
    default:
      return false;
  }
}

function causesOf(timeline: Timeline, index: number): readonly number[] {
  const causes: number[] = [];
  let at = timeline.steps[index]?.why?.after;
  while (at !== undefined && causes.length < MOST_CAUSES && !causes.includes(at) && at !== index) {
    causes.unshift(at);
    at = timeline.steps[at]?.why?.after;
  }
  return causes;
}

/** The first thing that followed, and what followed from that; events only tell of it again. */
function effectsOf(timeline: Timeline, index: number): readonly number[] {
  const effects: number[] = [];
  let from = index;
  while (effects.length < MOST_EFFECTS) {
    const next = timeline.steps.findIndex((step, at) => at > from && step.why?.after === from && step.kind !== 'event');
    if (next < 0) break;
    effects.push(next);
    from = next;
  }
  return effects;
}

function subjectOf(step: Step): string {
  switch (step.kind) {
    case 'probe':
      return `${step.probeType} probe, ${step.container}`;
    case 'exit':
      return `exit ${step.exitCode}, ${step.container}`;
    case 'event':
      return `event ${step.reason}${step.container === undefined ? '' : `, ${step.container}`}`;
    case 'start':
    case 'stop':
    case 'state':
      return step.container;
    case 'condition':
      return `condition ${step.type}`;
    case 'phase':
      return 'phase';
    case 'pull':
      return 'image';
    case 'hook':
      return `${step.hook} hook, ${step.container}`;
    case 'delete':
    case 'gone':
      return 'deletion';
  }
}

const ANSWERS = { succeeded: 'passes', failed: 'fails', timeout: 'times out' } as const;

/** A step in a few words. */
export function describe(step: Step): string {
  switch (step.kind) {
    case 'event':
      return `event ${step.reason}`;
    case 'start':
      return `${step.container}: run ${step.run + 1} starts`;
    case 'exit':
      return step.how === 'OOM'
        ? `${step.container}: the kernel kills it, OOMKilled, exit ${step.exitCode}`
        : `${step.container}: ${step.how === 'SIGKILL' ? 'SIGKILL, ' : ''}exit ${step.exitCode}`;
    case 'stop':
      return `${step.container}: SIGTERM, ${duration(step.grace)} grace`;
    case 'pull':
      return step.op === 'begin'
        ? `pull of ${step.image} begins`
        : step.op === 'end'
          ? `${step.image} is pulled`
          : `pull of ${step.image} fails`;
    case 'hook':
      return `${step.hook} hook ${{ begin: 'begins', end: 'is done', fail: 'fails' }[step.op]}`;
    case 'probe':
      return `${step.probeType} ${ANSWERS[step.result]}${step.count > step.threshold ? ' again' : step.threshold > 1 ? `, ${step.count} of ${step.threshold}` : ''}`;
    case 'condition':
      return `${step.type} is ${step.status}`;
    case 'phase':
      return `phase ${step.phase}`;
    case 'state':
      return `${step.container} shows as ${step.state}${step.reason === undefined ? '' : `: ${step.reason}`}`;
    case 'delete':
      return `the Pod is deleted, ${duration(step.grace)} grace`;
    case 'gone':
      return 'the Pod is gone';
  }
}
