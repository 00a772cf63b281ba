/** Two lives of a Pod side by side: what differs, in numbers, and which moments of one answer to which of the other. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';
import { enumerated } from '../../server/src/texts.ts';
import type { Mark } from './picture/content.ts';
import { layOut } from './picture/lanes.ts';
import { stepsOf } from './picture/steps.ts';
import { clock, duration } from './picture/words.ts';

export interface Difference {
  readonly label: string;
  /** In A, and in B. */
  readonly a: string;
  readonly b: string;
}

/** The same moment in both lives: the nth exit of a container, or its becoming ready. Seconds. */
export interface Pair {
  readonly container: string;
  readonly what: string;
  readonly a: number;
  readonly b: number;
}

/** What is not the same, the outcome first; empty for lives that are alike. */
export function differences(a: Timeline, b: Timeline): readonly Difference[] {
  const both = namesOf(a).filter((name) => namesOf(b).includes(name));
  const [of_a, of_b] = [measures(a, both), measures(b, both)];
  return [...new Set([...of_a.keys(), ...of_b.keys()])].flatMap((label) => {
    const [mine, others] = [of_a.get(label) ?? '–', of_b.get(label) ?? '–'];
    return mine === others ? [] : [{ label, a: mine, b: others }];
  });
}

const namesOf = ({ pod }: Timeline): readonly string[] => pod.containers.map(({ name }) => name);

/** What a life comes to, by label; of its containers, those that are named. */
function measures(timeline: Timeline, containers: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const several = containers.length > 1;
  const ready = stepsOf(timeline, 'condition').find(({ type, status }) => type === 'Ready' && status === 'True');
  found.set(l10n.t('ready after'), ready === undefined ? l10n.t('never') : duration(ready.t));
  const service = layOut(timeline).lanes.find(({ kind }) => kind === 'service')?.marks ?? [];
  const total = (look: Mark['look'], from = 0): number =>
    service
      .filter((mark) => mark.look === look && mark.from >= from)
      .reduce((sum, mark) => sum + mark.to - mark.from, 0);
  found.set(l10n.t('failing, yet in Service'), duration(total('failing')));
  found.set(l10n.t('out of Service once ready'), ready === undefined ? '–' : duration(total('out', ready.t)));
  const phase = stepsOf(timeline, 'phase').at(-1);
  if (phase !== undefined) found.set(l10n.t('phase at the end'), phase.phase);
  // A cluster may add its own.
  found.set(l10n.t('containers'), enumerated(namesOf(timeline)));
  for (const name of containers) {
    const labelled = (label: string): string => (several ? l10n.t('{0}: {1}', name, label) : label);
    const starts = stepsOf(timeline, 'start').filter(({ container }) => container === name);
    const exits = stepsOf(timeline, 'exit').filter(({ container }) => container === name);
    found.set(labelled(l10n.t('restarts')), String(Math.max(0, starts.length - 1)));
    found.set(labelled(l10n.t('first exit')), exits[0] === undefined ? l10n.t('none') : clock(exits[0].t));
    const codes = [...new Set(exits.map(({ exitCode, how }) => `${exitCode}${how === 'itself' ? '' : ` (${how})`}`))];
    found.set(labelled(l10n.t('exit codes')), enumerated(codes) || l10n.t('none'));
  }
  const gone = stepsOf(timeline, 'gone')[0];
  if (gone !== undefined) found.set(l10n.t('gone at'), clock(gone.t));
  return found;
}

/** Moments that come in both lives, in order, container by container. */
export function pairs(a: Timeline, b: Timeline): readonly Pair[] {
  return b.pod.containers.flatMap(({ name }) => {
    const [first, second] = [moments(a, name), moments(b, name)];
    return first.flatMap(({ what, t }): Pair[] => {
      const other = second.find((moment) => moment.what === what);
      return other === undefined ? [] : [{ container: name, what, a: t, b: other.t }];
    });
  });
}

function moments(timeline: Timeline, name: string): readonly { readonly what: string; readonly t: number }[] {
  const ready = stepsOf(timeline, 'state').find(({ container, ready }) => container === name && ready);
  const exits = stepsOf(timeline, 'exit').filter(({ container }) => container === name);
  return [
    ...(ready === undefined ? [] : [{ what: l10n.t('ready'), t: ready.t }]),
    ...exits.map(({ run, t }) => ({
      what: l10n.t({ message: 'exit {0}', args: [run + 1], comment: 'the first, second … exit' }),
      t,
    })),
  ];
}
