import * as l10n from '@vscode/l10n';
import type { Kubelet } from '../kubelet/kubelet.ts';
import { isTerminal } from '../kubelet/status/status.ts';
import { at } from '../queue.ts';
import { because, record } from '../recorder.ts';
import { SPREAD } from '../spread.ts';

/** The kubelet removes a deleted object once its phase is terminal and its worker has ended (`canBeDeleted`). */
export function removeWhenFinished({ statusManager, recorder, isStatic }: Kubelet): void {
  const { finished, deletion, published } = statusManager;
  if (isStatic || !finished || deletion === undefined || published === undefined || !isTerminal(published.phase))
    return;
  statusManager.gone = true;
  const why = because(
    l10n.t('The object is removed: all containers have ended and the kubelet has cleaned up.'),
    [],
    deletion,
  );
  record(recorder, { kind: 'gone', why });
}

/**
 * Housekeeping removes the mirror Pod of a file that is gone as soon as no container runs any more
 * (`IsPodForMirrorPodTerminatingByFullName`).
 */
export function removeMirrorPod({ queue, recorder, statusManager }: Kubelet): void {
  const { deletion } = statusManager;
  if (deletion === undefined) return;
  at(queue, queue.now + SPREAD.housekeeping, () => {
    statusManager.gone = true;
    const why = because(l10n.t('The mirror Pod is removed: all containers have ended.'), [], deletion);
    record(recorder, { kind: 'gone', why });
  });
}
