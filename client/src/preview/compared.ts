/** The life that a preview compares with. */
import { CancellationError, l10n } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import type { PreviewedObject } from '../../../server/src/protocol/messages.ts';
import type { ComparedWith, HostMessage, Source } from '../../preview/messages.ts';
import { textAtHead } from './commit.ts';
import { askTimeline } from './questions.ts';

type Compared = Extract<HostMessage, { type: 'compared' }>;

/** Looks up, in a cluster, what really happened; see `cluster/overlay.ts`. Throws with a message for the user. */
export type Observe = (
  source: Source,
  until: number,
) => Promise<{ readonly title: string; readonly timeline: Timeline; readonly gaps: readonly string[] }>;

/** Another story of the same text, or the same story of the last commit's. */
export async function predictedLife(
  client: BaseLanguageClient | undefined,
  wanted: Exclude<ComparedWith, { kind: 'cluster' }>,
  source: Source,
  { kind, namespace, name }: PreviewedObject,
  assumptions: Assumptions,
): Promise<Compared> {
  const text = wanted.kind === 'commit' ? await textAtHead(source.uri) : undefined;
  if (wanted.kind === 'commit' && text === undefined)
    return { type: 'compared', problem: l10n.t('The last commit does not have this file.') };
  const other = text === undefined ? {} : { text, object: { kind, namespace, name } };
  const result = await askTimeline(client, source, wanted.kind === 'story' ? wanted.assumptions : assumptions, other);
  if (result?.kind === 'timeline') return { type: 'compared', timeline: result.timeline };
  return { type: 'compared', problem: l10n.t('The last commit does not have {0} {1}.', kind, name) };
}

/** What really happened, for as many seconds as the picture covers. */
export async function observedLife(observe: Observe, source: Source, until: number): Promise<Compared> {
  const answer = await observe(source, until).catch((error: unknown) => ({
    problem:
      error instanceof CancellationError ? l10n.t('No cluster was asked.') : String((error as Error)?.message ?? error),
  }));
  return { type: 'compared', ...answer };
}
