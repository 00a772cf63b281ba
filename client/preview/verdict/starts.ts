/** Pods that never begin. */
import * as l10n from '@vscode/l10n';
import type { PodAbout } from '../../../server/src/features/about.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { sentences } from '../../../server/src/texts.ts';
import { stepsOf } from '../picture/steps.ts';
import { cores, roundBytes } from '../picture/words.ts';
import { quoted, type Story } from './story.ts';

/** What is asked of the nodes, and what they have. */
export type Room = Pick<PodAbout, 'total' | 'nodes'>;

export function neverScheduled(timeline: Timeline, room: Room | undefined): Story | undefined {
  const last = stepsOf(timeline, 'condition').findLast(({ type }) => type === 'PodScheduled');
  if (last?.status !== 'False') return undefined;
  const [fit = '', ...rest] = (last.message ?? last.reason ?? '').split('. ');
  return {
    tone: 'bad',
    headline: (room && tooMuch(room)) ?? l10n.t('Never scheduled: no node fits.'),
    detail: sentences(
      l10n.t('The Pod stays Pending.'),
      [fit, ...rest.slice(0, 1)].filter(Boolean).map(quoted).join(' '),
    ),
  };
}

/** What no node has as much of as the Pod asks for. */
function tooMuch({ total, nodes }: Room): string | undefined {
  for (const name of ['memory', 'cpu'] as const) {
    const asked = total.find((resource) => resource.name === name)?.request;
    const most = Math.max(...nodes.map((node) => node[name].free));
    if (asked === undefined || nodes.length === 0 || asked.count <= most) continue;
    return name === 'memory'
      ? l10n.t('Never scheduled: asks for {0} of memory; no node has more than {1}.', asked.text, roundBytes(most))
      : l10n.t('Never scheduled: asks for {0} of CPU; no node has more than {1}.', asked.text, cores(most));
  }
  return undefined;
}

export function neverStarted(timeline: Timeline): Story | undefined {
  if (stepsOf(timeline, 'start').length > 0) return undefined;
  const waits = stepsOf(timeline, 'state').filter(({ state, reason }) => state === 'waiting' && reason !== undefined);
  // An error says more than the back-off after it.
  const waiting = waits.findLast(({ reason = '' }) => reason.includes('Err')) ?? waits.at(-1);
  if (waiting === undefined) return { tone: 'warn', headline: l10n.t('Nothing has started yet.'), detail: '' };
  const warning = stepsOf(timeline, 'event').find(
    ({ type, reason }) => type === 'Warning' && reason.startsWith('Failed'),
  );
  const pulling = waiting.reason === 'ErrImagePull' || waiting.reason === 'ImagePullBackOff';
  const { container, reason = waiting.state } = waiting;
  return {
    tone: 'bad',
    headline: pulling
      ? l10n.t('Never starts: the image of {0} cannot be pulled.', container)
      : l10n.t('Never starts: {0} stays in {1}.', container, reason),
    detail: warning === undefined ? '' : quoted(warning.message),
  };
}
