/** Whether the Service sends traffic, and to whom. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import type { Lane, Mark, Successor } from './content.ts';
import { indexOf, UNREADY } from './moments.ts';
import { stepsOf } from './steps.ts';
import { type End, openMark, stretches } from './stretches.ts';
import { duration } from './words.ts';

/** True while a probe's last answer was a failure and its container has not been started anew since. */
function failingSpans(timeline: Timeline): readonly { from: number; to: number; step: number }[] {
  const open = new Map<string, { from: number; step: number }>();
  const spans: { from: number; to: number; step: number }[] = [];
  const close = (key: string, to: number): void => {
    const begun = open.get(key);
    if (begun !== undefined) spans.push({ ...begun, to });
    open.delete(key);
  };
  for (const [step, s] of timeline.steps.entries()) {
    if (s.kind === 'probe') {
      const key = `${s.container}\n${s.probeType}`;
      if (s.result === 'succeeded') close(key, s.t);
      else if (!open.has(key)) open.set(key, { from: s.t, step });
    } else if (s.kind === 'start') {
      for (const key of [...open.keys()]) if (key.startsWith(`${s.container}\n`)) close(key, s.t);
    }
  }
  for (const key of [...open.keys()]) close(key, timeline.until);
  return spans.sort((a, b) => a.from - b.from);
}

/** A Service sends traffic to a Pod that is Ready and not being deleted; it does not ask whether the Pod works. */
export function serviceLane(timeline: Timeline, end: End): Lane {
  const changes = timeline.steps.flatMap((step, index) => {
    if (step.kind === 'condition' && step.type === 'Ready')
      return [{ t: step.t, value: step.status === 'True', step: index }];
    return [];
  });
  const deletion = stepsOf(timeline, 'delete')[0];
  const cut =
    deletion === undefined
      ? changes
      : [...changes.filter(({ t }) => t < deletion.t), { t: deletion.t, value: false, step: deletion.index }];
  const first = cut[0];
  const before = { t: 0, value: false, step: indexOf(timeline, UNREADY) ?? 0 };
  const whole = first === undefined || first.t > 0 ? [before, ...cut] : cut;
  const failing = failingSpans(timeline);
  const marks: Mark[] = [];
  for (const { from, to, value, step, open } of stretches(whole, end)) {
    if (!value) {
      const length = duration(to - from);
      marks.push({
        id: `service-${from}`,
        look: 'out',
        from,
        to,
        labels: [l10n.t('out {0}', open ? `≥ ${length}` : length), l10n.t('out')],
        text: open ? l10n.t('out of Service for at least {0}', length) : l10n.t('out of Service for {0}', length),
        step,
        ...openMark(open),
      });
      continue;
    }
    let at = from;
    const goesOn = (until: number): { readonly open?: true } => openMark(open && until === to);
    const inService = (until: number): void => {
      if (until <= at) return;
      const text = l10n.t('in Service');
      const span = { from: at, to: until, ...goesOn(until) };
      marks.push({ id: `service-${at}`, look: 'in', ...span, labels: [text, l10n.t('in')], text, step });
    };
    for (const span of failing) {
      const [a, b] = [Math.max(span.from, at), Math.min(span.to, to)];
      if (b <= a) continue;
      inService(a);
      marks.push({
        id: `service-${a}`,
        look: 'failing',
        from: a,
        to: b,
        labels: [l10n.t('in Service, failing'), l10n.t('in, failing'), l10n.t('failing')],
        text: l10n.t('in Service although a probe fails, {0}', duration(b - a)),
        step: span.step,
        ...goesOn(b),
      });
      at = b;
    }
    inService(to);
  }
  return { id: 'service', kind: 'service', title: l10n.t('Service traffic'), marks };
}

/** Why it comes is why this one is deleted. */
export function successorLane(timeline: Timeline, { from, ready }: Successor, until: number): Lane {
  const deletion = stepsOf(timeline, 'delete')[0];
  const why = deletion === undefined ? {} : { step: deletion.index };
  const length = duration(ready - from);
  const title = l10n.t('Next Pod');
  const starts: Mark = {
    id: 'successor-starts',
    look: 'waiting',
    from,
    to: ready,
    labels: [l10n.t('starts'), length],
    text: l10n.t('the next Pod starts, ready after {0}', length),
    ...why,
  };
  const serves: Mark = {
    id: 'successor-serves',
    look: 'in',
    from: ready,
    to: until,
    labels: [l10n.t('in Service'), l10n.t('in')],
    text: l10n.t('the next Pod is in Service'),
    open: true,
    ...why,
  };
  return { id: 'successor', kind: 'service', title, marks: until > ready ? [starts, serves] : [starts] };
}
