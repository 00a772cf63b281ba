import * as l10n from '@vscode/l10n';
import type { ChangeAssumption, NodeAssumption } from '../assumptions/assumptions.ts';
import { rejectionOf } from '../kubelet/admission.ts';
import { watchStorage } from '../kubelet/eviction.ts';
import type { Kubelet } from '../kubelet/kubelet.ts';
import { terminate, updatePod } from '../kubelet/pod-worker.ts';
import { isTerminal } from '../kubelet/status/status.ts';
import { exists } from '../kubelet/volumes.ts';
import { at } from '../queue.ts';
import { because, record } from '../recorder.ts';
import { millis } from '../runtime/runtime.ts';
import { schedule } from '../schedule/schedule.ts';
import { SPREAD } from '../spread.ts';
import type { Why } from '../timeline.ts';

/** The Pod is there: a static one is its kubelet's at once, any other goes to the scheduler. */
export function createPod(kubelet: Kubelet): void {
  const { recorder, statusManager, pleg, isStatic, assumptions, node } = kubelet;
  pleg.onEvent = () => updatePod(kubelet);
  statusManager.onPublish = () => removeWhenFinished(kubelet);
  if (isStatic) {
    kubelet.worker.onTerminated = () => removeMirrorPod(kubelet);
    const why = because(l10n.t('The kubelet finds the Pod in its manifest folder.'));
    record(recorder, { kind: 'phase', phase: 'Pending', why });
    admit(kubelet, node);
  } else if (assumptions.nodes === undefined) {
    bind(kubelet, because(l10n.t('The Pod arrives bound to its node.')));
    updatePod(kubelet);
  } else {
    schedulePod(kubelet, assumptions.nodes);
  }
}

function schedulePod(kubelet: Kubelet, nodes: readonly NodeAssumption[]): void {
  const { pod, assumptions, kubernetes, recorder, queue } = kubelet;
  const claims = pod.volumes.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'persistentvolumeclaim'));
  const missingClaims = claims.filter((claim) => !exists(kubelet, claim)).map(({ name }) => name);
  const decision = schedule(pod.object, { nodes, placed: assumptions.placed ?? [], missingClaims }, kubernetes);
  switch (decision.kind) {
    case 'bound':
      bind(
        kubelet,
        because(l10n.t('The Pod names its node, {0}, so no scheduler is involved.', decision.node), ['spec.nodeName']),
      );
      admit(kubelet, decision.node);
      break;
    case 'scheduled':
      assign(
        kubelet,
        decision.node,
        because(l10n.t('{0} fits the Pod best of {1} nodes that fit.', decision.node, decision.fitting.length)),
      );
      break;
    case 'silent':
      break;
    case 'refused': {
      const { reason, message, event, preempts } = decision;
      const why = because(
        reason === 'SchedulingGated'
          ? l10n.t('The Pod is not scheduled because it has scheduling gates.')
          : l10n.t('No node fits: {0}', message),
        [reason === 'SchedulingGated' ? 'spec.schedulingGates' : undefined],
      );
      const refusal = record(recorder, {
        kind: 'condition',
        type: 'PodScheduled',
        status: 'False',
        reason,
        message,
        why,
      });
      if (event !== undefined) {
        record(recorder, {
          kind: 'event',
          type: 'Warning',
          reason: 'FailedScheduling',
          from: 'default-scheduler',
          message: event,
          why: { ...why, after: refusal },
        });
      }
      if (preempts === undefined) return;
      at(queue, queue.now + millis(preempts.readyAfter), () => {
        const text = l10n.t(
          "{0} fits once {1} had to go for the Pod's higher priority.",
          preempts.node,
          preempts.victims.join(', '),
        );
        assign(kubelet, preempts.node, because(text, ['spec.priority'], refusal));
      });
    }
  }
}

/** The scheduler's word. */
function assign(kubelet: Kubelet, node: string, why: Why): void {
  if (kubelet.statusManager.gone) return;
  const { pod, recorder } = kubelet;
  const message = `Successfully assigned ${pod.namespace}/${pod.name} to ${node}`;
  const step = record(recorder, {
    kind: 'event',
    type: 'Normal',
    reason: 'Scheduled',
    from: 'default-scheduler',
    message,
    why,
  });
  bind(kubelet, because(l10n.t('The Pod has a node, {0}.', node), [], step));
  updatePod(kubelet);
}

/** The Pod has a node. */
function bind(kubelet: Kubelet, why: Why): void {
  const { statusManager, recorder } = kubelet;
  statusManager.bound = true;
  watchStorage(kubelet);
  record(recorder, { kind: 'condition', type: 'PodScheduled', status: 'True', why });
}

/** The kubelet takes a Pod that no scheduler has looked at, or rejects it for good. */
function admit(kubelet: Kubelet, node: string): void {
  const { pod, assumptions, isStatic, recorder, statusManager, worker } = kubelet;
  const { nodes = [], placed = [] } = assumptions;
  const rejection = rejectionOf(pod.object, node, nodes, placed, isStatic);
  if (rejection === undefined) {
    updatePod(kubelet);
    return;
  }
  const { reason, message } = rejection;
  const why = because(l10n.t('The kubelet of {0} rejects the Pod: {1}.', node, message));
  const step = record(recorder, { kind: 'event', type: 'Warning', reason, from: 'kubelet', message, why });
  worker.finished = true;
  statusManager.rejected = true;
  const whole = `Pod was rejected: ${message}`;
  record(recorder, { kind: 'phase', phase: 'Failed', reason, message: whole, why: { ...why, after: step } });
}

/**
 * `kubectl delete`, or the removal of a static Pod's file (`registry/core/pod/strategy.go` `CheckGracefulDelete`).
 * @param by why a controller deletes it
 */
export function deletePod(kubelet: Kubelet, by?: Why): void {
  const { assumptions, pod, recorder, statusManager, isStatic, worker } = kubelet;
  if (statusManager.gone || statusManager.deletion !== undefined) return;
  const asked = by === undefined ? assumptions.grace : undefined;
  const phase = statusManager.rejected ? 'Failed' : (statusManager.published?.phase ?? 'Pending');
  const ended = isTerminal(phase) || (!isStatic && !statusManager.bound);
  const wanted = asked ?? pod.terminationGracePeriodSeconds;
  const grace = isStatic ? pod.terminationGracePeriodSeconds : ended ? 0 : wanted < 0 ? 1 : wanted;
  const field = asked === undefined ? ['spec.terminationGracePeriodSeconds'] : [];
  const text = isStatic
    ? l10n.t('The file is taken from the manifest folder.')
    : grace > 0
      ? l10n.t('The Pod is deleted with a grace period of {0} s.', grace)
      : !ended
        ? l10n.t('The Pod is deleted at once because the grace period is 0; its containers are stopped afterwards.')
        : statusManager.bound
          ? l10n.t('The Pod is deleted at once because it is {0}.', phase)
          : l10n.t('The Pod is deleted at once because it has no node.');
  const step = record(recorder, { kind: 'delete', grace, why: by ?? because(text, field) });
  if (isStatic) {
    statusManager.deletion = step;
    if (worker.terminated || worker.finished) removeMirrorPod(kubelet);
    else terminate(kubelet, undefined, step);
  } else if (grace > 0) {
    statusManager.deletion = step;
    terminate(kubelet, { grace, step }, step);
  } else {
    statusManager.gone = true;
    if (ended) record(recorder, { kind: 'gone', why: because(text, [], step) });
    if (statusManager.bound && !worker.finished) terminate(kubelet, undefined, step);
  }
}

/**
 * The Pod's object gets another image; the container's back-off is forgotten with the old one. A static Pod's file is
 * written anew, which makes it another Pod: this one ends first.
 * @param replace called when the kubelet can start the other one, at its next housekeeping
 */
export function changeImage(kubelet: Kubelet, { container, image }: ChangeAssumption, replace: () => void): void {
  const { statusManager, worker, newImages, crashLoopBackOff, queue, isStatic } = kubelet;
  if (statusManager.gone) return;
  if (isStatic) {
    if (worker.terminating || statusManager.rejected) return;
    worker.replaced = true;
    worker.onFinish = () => at(queue, queue.now + SPREAD.housekeeping, replace);
    terminate(kubelet, undefined, undefined);
    return;
  }
  if (!statusManager.bound) return;
  newImages.set(container, image);
  crashLoopBackOff.entries.delete(container);
  if (!worker.terminating) updatePod(kubelet);
}

/** The kubelet removes a deleted object once its phase is terminal and its worker has ended (`canBeDeleted`). */
function removeWhenFinished({ statusManager, recorder, isStatic }: Kubelet): void {
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
function removeMirrorPod({ queue, recorder, statusManager }: Kubelet): void {
  const { deletion } = statusManager;
  if (deletion === undefined) return;
  at(queue, queue.now + SPREAD.housekeeping, () => {
    statusManager.gone = true;
    const why = because(l10n.t('The mirror Pod is removed: all containers have ended.'), [], deletion);
    record(recorder, { kind: 'gone', why });
  });
}
