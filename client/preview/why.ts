/** Why something happened, with the chain of steps that led to it and what followed. */
import * as l10n from '@vscode/l10n';
import type { ProbeResult } from '../../server/src/lifecycle/steps.ts';
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';
import { detailed, probeWord } from '../../server/src/texts.ts';
import { fieldsAbout } from './about-fields.ts';
import type { Moment } from './picture/moment.ts';
import { causeOf, momentsOf } from './picture/moments.ts';
import { probeTitle } from './picture/probes.ts';
import { duration } from './picture/words.ts';

export interface Link {
  readonly index: number;
  readonly t: number;
  readonly words: string;
  readonly current: boolean;
  /** Whether something went wrong, or is as one wants it. */
  readonly tone: 'good' | 'bad' | 'plain';
}

export interface Explanation {
  /** Seconds. */
  readonly t: number;
  /** What is explained, such as `liveness probe, main`. */
  readonly subject: string;
  readonly sentence: string;
  /** Earlier causes, what is explained, what followed; empty when it stands alone. */
  readonly chain: readonly Link[];
  /** What decided it. */
  readonly fields: readonly string[];
  /** Where nothing did, what it is about. */
  readonly about: readonly string[];
}

const MOST_CAUSES = 7;
const MOST_EFFECTS = 3;

/** Explains one of the Timeline's moments; undefined for an index that is none. */
export function explain(timeline: Timeline, index: number): Explanation | undefined {
  const moments = momentsOf(timeline);
  const moment = moments[index];
  if (moment === undefined) return undefined;
  const causes = causesOf(timeline, index);
  const effects = effectsOf(timeline, index).filter((at) => !causes.includes(at));
  const chain = [...causes, index, ...effects].flatMap((at): readonly Link[] => {
    const link = moments[at];
    return link === undefined
      ? []
      : [{ index: at, t: link.t, words: describe(link), current: at === index, tone: toneOf(link) }];
  });
  const words = describe(moment);
  const fields = moment.why?.fields ?? [];
  return {
    t: moment.t,
    subject: subjectOf(moment),
    sentence: moment.why?.text ?? l10n.t('{0}.', `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`),
    chain: chain.length > 1 ? chain : [],
    fields,
    about: fields.length > 0 ? [] : fieldsAbout(timeline, moment),
  };
}

function toneOf(step: Moment): Link['tone'] {
  switch (step.kind) {
    case 'told':
      return step.isBad ? 'bad' : 'plain';
    case 'exit':
      return step.exitCode === 0 ? 'plain' : 'bad';
    case 'probe':
      return step.result === 'succeeded' ? 'plain' : 'bad';
    case 'event':
      return step.type === 'Warning' ? 'bad' : 'plain';
    case 'pull':
    case 'hook':
      return step.op === 'fail' ? 'bad' : 'plain';
    case 'phase':
      return step.phase === 'Failed' ? 'bad' : step.phase === 'Succeeded' ? 'good' : 'plain';
    case 'condition':
      return step.type === 'Ready' && step.status === 'True' ? 'good' : 'plain';
    default:
      return 'plain';
  }
}

function causesOf(timeline: Timeline, index: number): readonly number[] {
  const moments = momentsOf(timeline);
  const before = (at: number): number | undefined => {
    const moment = moments[at];
    return moment && causeOf(timeline, moment);
  };
  const causes: number[] = [];
  for (let at = before(index); at !== undefined && at !== index; at = before(at)) {
    if (causes.length === MOST_CAUSES || causes.includes(at)) break;
    causes.unshift(at);
  }
  return causes;
}

/** The first thing that followed, and what followed from that; events only tell of it again. */
function effectsOf(timeline: Timeline, index: number): readonly number[] {
  const moments = momentsOf(timeline);
  const effects: number[] = [];
  let from = index;
  while (effects.length < MOST_EFFECTS) {
    const next = moments.findIndex(
      (moment) => moment.kind !== 'event' && moment.t >= (moments[from]?.t ?? 0) && causeOf(timeline, moment) === from,
    );
    if (next < 0 || effects.includes(next)) break;
    effects.push(next);
    from = next;
  }
  return effects;
}

function subjectOf(step: Moment): string {
  switch (step.kind) {
    case 'told':
      return step.subject;
    case 'probe':
      return detailed(probeWord(step.probeType), step.container);
    case 'exit':
      return detailed(l10n.t('exit {0}', step.exitCode), step.container);
    case 'event':
      return step.container === undefined
        ? l10n.t('event {0}', step.reason)
        : detailed(l10n.t('event {0}', step.reason), step.container);
    case 'start':
    case 'stop':
    case 'state':
      return step.container;
    case 'condition':
      return l10n.t('condition {0}', step.type);
    case 'phase':
      return l10n.t('phase');
    case 'pull':
      return l10n.t('image');
    case 'hook':
      return detailed(l10n.t('{0} hook', step.hook), step.container);
    case 'delete':
    case 'gone':
      return l10n.t('deletion');
  }
}

/** A moment in a few words. */
function describe(step: Moment): string {
  switch (step.kind) {
    case 'told':
      return step.words;
    case 'event':
      return l10n.t('event {0}', step.reason);
    case 'start':
      return l10n.t('{0}: run {1} starts', step.container, step.run + 1);
    case 'exit':
      return step.how === 'OOM'
        ? l10n.t('{0}: the kernel kills it, OOMKilled, exit {1}', step.container, step.exitCode)
        : step.how === 'SIGKILL'
          ? l10n.t('{0}: SIGKILL, exit {1}', step.container, step.exitCode)
          : l10n.t('{0}: exit {1}', step.container, step.exitCode);
    case 'stop':
      return l10n.t('{0}: SIGTERM, {1} grace', step.container, duration(step.grace));
    case 'pull':
      return step.op === 'begin'
        ? l10n.t('pull of {0} begins', step.image)
        : step.op === 'end'
          ? l10n.t('{0} is pulled', step.image)
          : l10n.t('pull of {0} fails', step.image);
    case 'hook':
      return step.op === 'begin'
        ? l10n.t('{0} hook begins', step.hook)
        : step.op === 'end'
          ? l10n.t('{0} hook is done', step.hook)
          : l10n.t('{0} hook fails', step.hook);
    case 'probe':
      return step.count > step.threshold
        ? l10n.t('{0} again', answerOf(step))
        : step.threshold > 1
          ? l10n.t('{0}, {1} of {2}', answerOf(step), step.count, step.threshold)
          : answerOf(step);
    case 'condition':
      return l10n.t('{0} is {1}', step.type, step.status);
    case 'phase':
      return l10n.t('phase {0}', step.phase);
    case 'state':
      return step.reason === undefined
        ? l10n.t('{0} shows as {1}', step.container, step.state)
        : l10n.t('{0} shows as {1}: {2}', step.container, step.state, step.reason);
    case 'delete':
      return l10n.t('the Pod is deleted, {0} grace', duration(step.grace));
    case 'gone':
      return l10n.t('the Pod is gone');
  }
}

function answerOf({ probeType, result }: ProbeResult): string {
  const probe = probeTitle(probeType);
  switch (result) {
    case 'succeeded':
      return l10n.t('{0} passes', probe);
    case 'failed':
      return l10n.t('{0} fails', probe);
    case 'timeout':
      return l10n.t('{0} times out', probe);
  }
}
