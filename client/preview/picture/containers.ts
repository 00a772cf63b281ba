/** The lanes of a container: its runs with the waits between them, and below them what decides about it. */
import * as l10n from '@vscode/l10n';
import type { ContainerIdentity, Timeline } from '../../../server/src/lifecycle/timeline.ts';
import type { Lane, Mark, Run } from './content.ts';
import type { Life } from './life.ts';
import { pulls } from './node.ts';
import { hookLanes, probeLane } from './probes.ts';
import { type Indexed, stepsOf } from './steps.ts';
import { type End, openMark, stretches } from './stretches.ts';
import { cpuLane, memoryLane } from './usage.ts';
import { waits } from './waits.ts';
import { duration } from './words.ts';

export function containerLanes(
  timeline: Timeline,
  container: ContainerIdentity,
  end: End,
): { readonly lanes: readonly Lane[]; readonly runs: readonly Run[] } {
  const name = container.name;
  const starts = stepsOf(timeline, 'start').filter((step) => step.container === name);
  const exits = stepsOf(timeline, 'exit').filter((step) => step.container === name);
  const states = stepsOf(timeline, 'state').filter((step) => step.container === name);
  const pulled = pulls(timeline).filter((pull) => pull.container === name);
  const lives = starts.map((start) => ({ run: start.run, start, exit: exits.find(({ run }) => run === start.run) }));
  const marks: Mark[] = [];
  let free = 0;
  for (const [i, life] of lives.entries()) {
    marks.push(...waits(timeline, name, lives[i - 1]?.exit, free, life.start.t, states, pulled, false));
    marks.push(...runMarks(timeline, container, life, states, lives.length > 1, end));
    free = life.exit?.t ?? end.t;
  }
  const last = lives.at(-1);
  if (last === undefined || last.exit !== undefined) {
    marks.push(...waits(timeline, name, last?.exit, free, end.t, states, pulled, !end.gone));
  }
  const lane: Lane = {
    id: `container-${name}`,
    kind: 'container',
    title: name,
    subtitle: roleWord(container.role),
    field: container.path,
    marks,
  };
  return {
    lanes: [
      lane,
      ...hookLanes(timeline, container, end),
      ...container.probes.map((probe) => probeLane(timeline, container, probe)),
      ...memoryLane(timeline, container, lives),
      ...cpuLane(timeline, container),
    ],
    runs: lives.map((life, i) => runOf(timeline, name, life, lives[i - 1]?.exit, end)),
  };
}

function roleWord(role: ContainerIdentity['role']): string {
  switch (role) {
    case 'container':
      return l10n.t('container');
    case 'init':
      return l10n.t('init');
    case 'sidecar':
      return l10n.t('sidecar');
  }
}

function runMarks(
  timeline: Timeline,
  container: ContainerIdentity,
  { run, start, exit }: Life,
  states: readonly Indexed<'state'>[],
  several: boolean,
  end: End,
): readonly Mark[] {
  const name = container.name;
  const to = exit?.t ?? end.t;
  const goesOn = exit === undefined && !end.gone;
  const stop = stepsOf(timeline, 'stop').find((s) => s.container === name && s.t >= start.t && s.t <= to);
  const killing = stepsOf(timeline, 'event').find(
    (s) => s.reason === 'Killing' && s.container === name && s.t >= start.t && s.t <= to,
  );
  const stopping = Math.min(to, killing?.t ?? to, stop?.t ?? to);
  const marks: Mark[] = [];
  const number = run + 1;
  const title = several ? [l10n.t('run {0}', number), String(number)] : [];
  if (container.role === 'init') {
    marks.push({
      id: `${name}-run-${run}`,
      look: 'starting',
      from: start.t,
      to: stopping,
      labels: several ? [l10n.t('run {0} · running', number), ...title] : [l10n.t('running'), l10n.t('run')],
      text: several ? l10n.t('run {0}, running', number) : l10n.t('running'),
      step: start.index,
      ...openMark(goesOn && stopping === to),
    });
  } else {
    // The API's `ready` may outlive a restart: then the new run counts as ready from its start.
    const before = states.filter(({ t }) => t <= start.t).at(-1);
    const changes = [
      { t: start.t, value: before?.ready ?? false, step: start.index },
      ...states.filter(({ t }) => t > start.t && t < stopping).map((s) => ({ t: s.t, value: s.ready, step: s.index })),
    ];
    for (const { from, to: until, value, step, open } of stretches(changes, { t: stopping, gone: false })) {
      const words = value ? l10n.t('ready') : l10n.t('not ready');
      marks.push({
        id: `${name}-run-${run}-${from}`,
        look: value ? 'ready' : 'notReady',
        from,
        to: until,
        labels: value && several ? [l10n.t('run {0} · ready', number), ...title] : [words],
        text: several ? l10n.t('run {0}, {1}', number, words) : words,
        step,
        ...openMark(goesOn && open && until === to),
      });
    }
  }
  if (stop !== undefined && stop.t > stopping) {
    const length = duration(stop.t - stopping);
    // Where the hook has a lane of its own, this is part of the termination.
    const own = stepsOf(timeline, 'hook').some(({ container, hook }) => container === name && hook === 'preStop');
    // A sidecar without one waits until those that were started after it have ended.
    const waits = container.role === 'sidecar' && !own;
    marks.push({
      id: `${name}-hook-${run}`,
      look: own || waits ? 'terminating' : 'hook',
      from: stopping,
      to: stop.t,
      labels: waits ? [l10n.t('waits {0}', length), length] : [`preStop ${length}`, 'preStop', length],
      text: waits ? l10n.t('waits {0} for others to end', length) : l10n.t('{0} hook, {1}', 'preStop', length),
      ...(killing === undefined ? {} : { step: killing.index }),
    });
  }
  const signalled = stop?.t ?? stopping;
  if (to > signalled) {
    const length = duration(to - signalled);
    marks.push({
      id: `${name}-stop-${run}`,
      look: 'terminating',
      from: signalled,
      to,
      labels: [`SIGTERM ${length}`, length],
      text: l10n.t('terminating, {0} after SIGTERM', length),
      step: stop?.index ?? killing?.index ?? start.index,
      ...openMark(goesOn),
    });
  }
  if (exit !== undefined) {
    const code = String(exit.exitCode);
    const how = exit.how === 'SIGKILL' ? [`SIGKILL, ${code}`] : exit.how === 'OOM' ? [`OOM ${code}`] : [];
    marks.push({
      id: `${name}-exit-${run}`,
      look: 'exit',
      from: exit.t,
      to: exit.t,
      labels: [...how, code],
      text:
        exit.how === 'itself'
          ? l10n.t('exit code {0}, {1}', code, exit.reason)
          : l10n.t('exit code {0}, {1} ({2})', code, exit.reason, exit.how),
      step: exit.index,
      good: exit.exitCode === 0,
    });
  }
  return marks;
}

function runOf(timeline: Timeline, container: string, life: Life, before: Indexed<'exit'> | undefined, end: End): Run {
  const from = life.start.t;
  const to = life.exit?.t ?? end.t;
  // How often a probe passed says little; which one failed for good is what one looks at.
  const verdicts = stepsOf(timeline, 'probe')
    .filter((step) => step.container === container && step.t >= from && step.t <= to)
    .filter(
      ({ probeType, result, count, threshold }) =>
        probeType !== 'readiness' && result !== 'succeeded' && count >= threshold,
    )
    .map(({ probeType }) => probeType);
  const waited = before === undefined ? 0 : from - before.t;
  return { container, from, to, waited, shape: [life.exit?.exitCode, life.exit?.how, ...new Set(verdicts)].join('|') };
}
