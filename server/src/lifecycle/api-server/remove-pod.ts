import * as l10n from '@vscode/l10n';
import type { Kubelet } from '../kubelet/kubelet.ts';
import { isOver } from '../kubelet/stage.ts';
import { isTerminal } from '../kubelet/status/status.ts';
import { at } from '../queue.ts';
import { because, record } from '../recorder.ts';
import { SPREAD } from '../spread.ts';

/** The kubelet removes a deleted object once its phase is terminal and its worker has ended (`canBeDeleted`). */
export function removeWhenFinished({ apiObject, statusManager, worker, recorder, isStatic }: Kubelet): void {
  const { published } = statusManager;
  const { deletion } = apiObject;
  if (isStatic || !isOver(worker) || deletion === undefined || published === undefined || !isTerminal(published.phase))
    return;
  apiObject.stage = 'gone';
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
export function removeMirrorPod({ queue, recorder, apiObject }: Kubelet): void {
  const { deletion } = apiObject;
  if (deletion === undefined) return;
  at(queue, queue.now + SPREAD.housekeeping, () => {
    apiObject.stage = 'gone';
    const why = because(l10n.t('The mirror Pod is removed: all containers have ended.'), [], deletion);
    record(recorder, { kind: 'gone', why });
  });
}
