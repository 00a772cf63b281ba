/** A Timeline in a handful of numbers, each with the mark that is its evidence. */
import * as l10n from '@vscode/l10n';
import type { ContainerExit } from '../../../server/src/lifecycle/steps.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { enumerated } from '../../../server/src/texts.ts';
import type { Mark, Picture } from '../picture/content.ts';
import { stepsOf } from '../picture/steps.ts';
import { clock, duration } from '../picture/words.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  /** Id of the mark that shows it. */
  readonly mark?: string;
}

const serviceMarks = (picture: Picture, look: Mark['look']): readonly Mark[] =>
  picture.lanes.flatMap(({ kind, marks }) => (kind === 'service' ? marks.filter((mark) => mark.look === look) : []));

const total = (marks: readonly { readonly from: number; readonly to: number }[]): number =>
  marks.reduce((sum, { from, to }) => sum + to - from, 0);

/** Stretches of failing, one a run or just several. */
const each = (times: number, exits: number): string =>
  exits >= times - 1 ? l10n.t('in each of {0} runs', times) : l10n.t('each of {0} times', times);

/** Several stretches of about the same length. */
const alike = (marks: readonly Mark[]): marks is readonly [Mark, ...Mark[]] => {
  const lengths = marks.map(({ from, to }) => to - from);
  return marks.length > 1 && Math.max(...lengths) - Math.min(...lengths) <= 0.1 * Math.max(...lengths);
};

/** The mark of a container's own back-off; see `waits.ts`. */
const CRASH_BACK_OFF = /-backoff-[\d.]+$/;

/** A Pod that is ready for a smaller share of its time than this is hardly ready. */
const HARDLY = 0.2;

/** Stretches of readiness, whether or not a probe fails in them. */
function readyStretches(picture: Picture): readonly { readonly from: number; readonly to: number }[] {
  const joined: { from: number; to: number }[] = [];
  for (const { look, from, to } of picture.lanes.find(({ kind }) => kind === 'service')?.marks ?? []) {
    if (look !== 'in' && look !== 'failing') continue;
    const last = joined.at(-1);
    if (last !== undefined && last.to === from) last.to = to;
    else joined.push({ from, to });
  }
  return joined;
}

/** The exit that makes a Pod fail: of sidecars nobody asks how they end. */
export function decisiveExit(timeline: Timeline): ContainerExit | undefined {
  const sidecars = timeline.pod.containers.flatMap(({ name, role }) => (role === 'sidecar' ? [name] : []));
  const bad = stepsOf(timeline, 'exit').filter(({ exitCode }) => exitCode !== 0);
  return bad.findLast(({ container }) => !sidecars.includes(container)) ?? bad.at(-1);
}

/** At most five facts, the outcome first. */
export function factsOf(timeline: Timeline, picture: Picture): readonly Fact[] {
  const facts: Fact[] = [];
  const evidence = (mark: Mark | undefined): { readonly mark?: string } =>
    mark === undefined ? {} : { mark: mark.id };
  const ready = stepsOf(timeline, 'condition').find(({ type, status }) => type === 'Ready' && status === 'True');
  const readiness = timeline.pod.containers.some(({ probes }) => probes.some(({ type }) => type === 'readiness'));
  const inService = serviceMarks(picture, 'in');
  const restarts = stepsOf(timeline, 'start').filter(({ run }) => run > 0);
  const unscheduled = picture.lanes.flatMap(({ marks }) => marks).find(({ look }) => look === 'unschedulable');
  if (unscheduled !== undefined) {
    facts.push({
      label: l10n.t('Scheduled'),
      value: unscheduled.open ? l10n.t('never') : duration(unscheduled.to),
      note: unscheduled.open ? l10n.t('in {0}', duration(timeline.until)) : l10n.t('after waiting for a node'),
      tone: unscheduled.open ? 'bad' : 'warn',
      ...evidence(unscheduled),
    });
  }
  const marks = picture.lanes.flatMap((lane) => lane.marks);
  const firstExit =
    marks.find(({ look, good }) => look === 'exit' && !good) ?? marks.find(({ look }) => look === 'exit');
  const stretches = readyStretches(picture);
  if (ready === undefined) {
    facts.push({
      label: l10n.t('Ready'),
      value: l10n.t('never'),
      note: l10n.t('in {0}', duration(timeline.until)),
      tone: 'bad',
      ...evidence(firstExit ?? marks.find(({ look }) => look === 'verdict') ?? serviceMarks(picture, 'out')[0]),
    });
  } else if (restarts.length > 0 && total(stretches) < HARDLY * (timeline.until - ready.t)) {
    facts.push({
      label: l10n.t('Ready'),
      value: duration(Math.max(...stretches.map(({ from, to }) => to - from))),
      note: stretches.length === 1 ? l10n.t('once in {0}', duration(timeline.until)) : l10n.t('at most at a time'),
      tone: 'bad',
      ...evidence(firstExit ?? inService[0]),
    });
  } else {
    facts.push({
      label: l10n.t('Ready after'),
      value: duration(ready.t),
      note: readiness ? l10n.t('its readiness probe passed') : l10n.t('no readiness probe'),
      tone: 'good',
      ...evidence(inService[0]),
    });
  }
  const failure = stepsOf(timeline, 'phase').find(({ phase }) => phase === 'Failed');
  if (failure !== undefined) {
    const exit = decisiveExit(timeline);
    const shown = picture.lanes.flatMap(({ kind, marks }) => (kind === 'phase' ? marks : []));
    facts.unshift({
      label: l10n.t('Fails after'),
      value: duration(failure.t),
      note: failure.reason ?? (exit === undefined ? l10n.t('for good') : l10n.t('exit {0}', exit.exitCode)),
      tone: 'bad',
      ...evidence(shown.find(({ from }) => from === failure.t)),
    });
  }
  const pulls = picture.lanes.flatMap(({ kind, marks }) => (kind === 'node' ? marks : []));
  const failed = pulls.filter(({ look, good }) => look === 'pull' && good === false);
  if (failed.length > 0) {
    const again = pulls.at(-1)?.good ? l10n.t('then one succeeds') : l10n.t('with a growing back-off');
    facts.unshift({
      label: l10n.t('Failed pulls'),
      value: String(failed.length),
      note: again,
      tone: 'bad',
      ...evidence(failed[0]),
    });
  }
  const exits = stepsOf(timeline, 'exit').filter(({ container }) =>
    restarts.some((start) => start.container === container),
  );
  const codes = [...new Set(exits.map(({ exitCode }) => exitCode))];
  facts.push({
    label: l10n.t('Restarts'),
    value: String(restarts.length),
    note:
      restarts.length === 0
        ? l10n.t('in {0}', duration(timeline.until))
        : l10n.t('in {0}, exit {1}', duration(timeline.until), enumerated(codes.slice(0, 2))),
    tone: restarts.length === 0 ? 'plain' : codes.every((code) => code === 0) ? 'warn' : 'bad',
    ...evidence(firstExit),
  });
  const failing = serviceMarks(picture, 'failing');
  if (failing.length > 0) {
    facts.push({
      label: l10n.t('Failing, yet in Service'),
      ...(alike(failing)
        ? { value: duration(failing[0].to - failing[0].from), note: each(failing.length, exits.length) }
        : {
            value: duration(total(failing)),
            note:
              failing.length === 1
                ? l10n.t('from {0}', clock(failing[0]?.from ?? 0))
                : l10n.t('in {0} stretches', failing.length),
          }),
      tone: 'warn',
      ...evidence(failing[0]),
    });
  }
  const out = serviceMarks(picture, 'out').filter(({ from }) => ready !== undefined && from >= ready.t);
  const over = stepsOf(timeline, 'phase').some(({ phase }) => phase === 'Succeeded' || phase === 'Failed');
  const longest = over ? undefined : [...out].sort((a, b) => b.to - b.from - (a.to - a.from))[0];
  if (longest !== undefined) {
    facts.push({
      label: l10n.t('Out of Service'),
      value: `${longest.open ? '≥ ' : ''}${duration(longest.to - longest.from)}`,
      note: out.length === 1 ? l10n.t('from {0}', clock(longest.from)) : l10n.t('the longest of {0}', out.length),
      tone: stepsOf(timeline, 'delete').length > 0 ? 'plain' : 'bad',
      ...evidence(longest),
    });
  }
  // Back-off of a container; that of image pulls shows its reason instead.
  const wait = picture.lanes
    .flatMap(({ marks }) => marks)
    .findLast(({ look, id }) => look === 'backoff' && CRASH_BACK_OFF.test(id));
  if (wait !== undefined) {
    const nominal = wait.labels.find((words) => /^\d/.test(words));
    facts.push({
      label: l10n.t('Back-off'),
      value: nominal ?? duration(wait.to - wait.from),
      note: l10n.t('from {0}', clock(wait.from)),
      tone: 'warn',
      mark: wait.id,
    });
  }
  return facts.slice(0, 5);
}
