import * as l10n from '@vscode/l10n';
import type { Kubelet } from '../kubelet/kubelet.ts';
import { terminate } from '../kubelet/pod-worker.ts';
import { isOver, isStopped } from '../kubelet/stage.ts';
import { isTerminal } from '../kubelet/status/status.ts';
import { because, record } from '../recorder.ts';
import type { Why } from '../why.ts';
import { removeMirrorPod } from './remove-pod.ts';

/**
 * `kubectl delete`, or the removal of a static Pod's file (`registry/core/pod/strategy.go` `CheckGracefulDelete`).
 * @param by why a controller deletes it
 */
export function deletePod(kubelet: Kubelet, by?: Why): void {
  const { apiObject, assumptions, pod, recorder, statusManager, isStatic, worker } = kubelet;
  if (apiObject.stage === 'gone' || apiObject.deletion !== undefined) return;
  const isBound = apiObject.stage === 'bound';
  const asked = by === undefined ? assumptions.grace : undefined;
  const phase = worker.stage.name === 'rejected' ? 'Failed' : (statusManager.published?.phase ?? 'Pending');
  const ended = isTerminal(phase) || !isBound;
  const wanted = asked ?? pod.terminationGracePeriodSeconds;
  const grace = isStatic ? pod.terminationGracePeriodSeconds : ended ? 0 : wanted < 0 ? 1 : wanted;
  const field = asked === undefined ? ['spec.terminationGracePeriodSeconds'] : [];
  const text = isStatic
    ? l10n.t('The file is taken from the manifest folder.')
    : grace > 0
      ? l10n.t('The Pod is deleted with a grace period of {0} s.', grace)
      : !ended
        ? l10n.t('The Pod is deleted at once because the grace period is 0; its containers are stopped afterwards.')
        : isBound
          ? l10n.t('The Pod is deleted at once because it is {0}.', phase)
          : l10n.t('The Pod is deleted at once because it has no node.');
  const step = record(recorder, { kind: 'delete', grace, why: by ?? because(text, field) });
  if (isStatic) {
    apiObject.deletion = step;
    if (isStopped(worker)) removeMirrorPod(kubelet);
    else terminate(kubelet, undefined, step);
  } else if (grace > 0) {
    apiObject.deletion = step;
    terminate(kubelet, { grace, step }, step);
  } else {
    apiObject.stage = 'gone';
    if (ended) record(recorder, { kind: 'gone', why: because(text, [], step) });
    if (isBound && !isOver(worker)) terminate(kubelet, undefined, step);
  }
}
