/** Between two runs of a container. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import type { Mark } from './content.ts';
import { indexOf, PENDING } from './moments.ts';
import type { Pull } from './node.ts';
import { type Indexed, stepsOf } from './steps.ts';
import { openMark, stretches } from './stretches.ts';
import { duration } from './words.ts';

/** Seconds by which the API's view of a container may lag behind the runtime's. */
const API_LAG = 2;

/** What a container does between two runs: it waits, its image is pulled, it is in back-off. */
export function waits(
  timeline: Timeline,
  name: string,
  exit: Indexed<'exit'> | undefined,
  from: number,
  to: number,
  states: readonly Indexed<'state'>[],
  pulls: readonly Pull[],
  open: boolean,
): readonly Mark[] {
  const within = states.filter(({ t, state }) => state === 'waiting' && t >= from && t <= to);
  const own = pulls
    .filter(({ mark }) => mark.from >= from && mark.from < to)
    .map(({ mark }) => ({ ...mark, id: `${name}-${mark.id}`, to: Math.min(mark.to, to) }));
  const crash = exit === undefined ? undefined : backOffSign(timeline, name, from, to);
  if (crash !== undefined) return [...backOff(name, from, own[0]?.from ?? to, crash, open && own.length === 0), ...own];
  if (exit !== undefined && (open || to - from < 0.1) && within.length === 0) return [];
  const reasons = stretches(
    within.map(({ t, reason, index }) => ({ t: Math.max(from, t), value: reason ?? l10n.t('waiting'), step: index })),
    { t: to, gone: false },
  );
  if (exit === undefined && open && reasons.length === 0) return [notCreated(timeline, name, from, to)];
  const first = reasons[0];
  const lead = first !== undefined && first.from > from ? [{ ...first, to: first.from, from, open: false }] : [];
  const marks: Mark[] = [];
  for (const stretch of [...lead, ...reasons]) {
    let at = stretch.from;
    const push = (until: number, last: boolean): void => {
      if (until - at < 1e-6) return;
      const backing = stretch.value.endsWith('BackOff');
      const label = stretch.value;
      marks.push({
        id: `${name}-wait-${at}`,
        look: backing ? 'backoff' : 'waiting',
        from: at,
        to: until,
        labels: backing ? [label, l10n.t('back-off')] : [label],
        text: l10n.t('waiting: {0}', stretch.value),
        step: stretch.step,
        ...openMark(open && last && stretch.open),
      });
    };
    for (const pull of own) {
      if (pull.to <= stretch.from || pull.from >= stretch.to) continue;
      push(pull.from, false);
      at = Math.max(at, pull.to);
    }
    push(stretch.to, true);
  }
  return [...marks, ...own].sort((a, b) => a.from - b.from);
}

const notCreated = (timeline: Timeline, name: string, from: number, to: number): Mark => ({
  id: `${name}-wait-${from}`,
  look: 'waiting',
  from,
  to,
  labels: [l10n.t('not created'), l10n.t('none')],
  text: l10n.t('not created'),
  step: indexOf(timeline, PENDING) ?? 0,
  open: true,
});

/** What tells that a container is in back-off: its state, of which the API may learn only as it ends, or an event. */
function backOffSign(
  timeline: Timeline,
  name: string,
  from: number,
  to: number,
): Indexed<'state'> | Indexed<'event'> | undefined {
  const nextExit = stepsOf(timeline, 'exit').find(({ container, t }) => container === name && t > to)?.t;
  const latest = Math.min(to + API_LAG, nextExit ?? Number.POSITIVE_INFINITY);
  const state = stepsOf(timeline, 'state').find(
    ({ container, reason, t }) => container === name && reason === 'CrashLoopBackOff' && t >= from && t <= latest,
  );
  const event = stepsOf(timeline, 'event').find(
    ({ container, reason, t }) => container === name && reason === 'BackOff' && t >= from && t <= to,
  );
  return state ?? event;
}

/** The nominal back-off from the exit, then the time until the kubelet looks again. */
function backOff(
  name: string,
  from: number,
  to: number,
  crash: Indexed<'state'> | Indexed<'event'>,
  open: boolean,
): readonly Mark[] {
  const nominal = crash.kind === 'state' ? backOffSeconds(crash.message) : undefined;
  const over = nominal === undefined ? to : Math.min(to, from + nominal);
  const goesOn = open && over >= to;
  // The doubling reads best in seconds: 10, 20, 40, 80, 160.
  const word = l10n.t('back-off');
  const short = nominal === undefined ? word : nominal < 200 ? `${Math.round(nominal)} s` : duration(nominal);
  const label = nominal === undefined ? word : l10n.t('back-off {0}', short);
  const marks: Mark[] = [
    {
      id: `${name}-backoff-${from}`,
      look: 'backoff',
      from,
      to: over,
      labels: goesOn ? [`${label} →`, label, short] : [label, short],
      text: nominal === undefined ? word : l10n.t('back-off, {0}', short),
      step: crash.index,
      ...openMark(goesOn),
    },
  ];
  if (over < to) {
    marks.push({
      id: `${name}-over-${over}`,
      look: 'waitOver',
      from: over,
      to,
      labels: [],
      text: l10n.t('back-off is over; the kubelet looks again after {0}', duration(to - over)),
      step: crash.index,
      ...openMark(open),
    });
  }
  return marks;
}

/** Seconds of `back-off 1m20s restarting failed container=…`, the message of CrashLoopBackOff. */
function backOffSeconds(message: string | undefined): number | undefined {
  const found = /^back-off (?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)? /.exec(message ?? '');
  if (found === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = found;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
