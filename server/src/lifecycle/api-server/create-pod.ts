import * as l10n from '@vscode/l10n';
import type { NodeAssumption } from '../assumptions/assumptions.ts';
import { rejectionOf } from '../kubelet/admission.ts';
import { watchStorage } from '../kubelet/eviction.ts';
import type { Kubelet } from '../kubelet/kubelet.ts';
import { updatePod } from '../kubelet/pod-worker.ts';
import { exists } from '../kubelet/volumes.ts';
import { at } from '../queue.ts';
import { because, record } from '../recorder.ts';
import { millis } from '../runtime/runtime.ts';
import { claimsOf } from '../schedule/claims.ts';
import { schedule } from '../schedule/schedule.ts';
import type { Why } from '../why.ts';
import { removeMirrorPod, removeWhenFinished } from './remove-pod.ts';

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
  const missingClaims = claimsOf(pod.object)
    .map(({ name }) => name)
    .filter((name) => !exists(kubelet, { kind: 'persistentvolumeclaim', name }));
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
          : reason === 'SchedulerError'
            ? l10n.t('The scheduler ends in an error: {0}', message)
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
  if (kubelet.apiObject.stage === 'gone') return;
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
  const { apiObject, recorder } = kubelet;
  apiObject.stage = 'bound';
  watchStorage(kubelet);
  record(recorder, { kind: 'condition', type: 'PodScheduled', status: 'True', why });
}

/** The kubelet takes a Pod that no scheduler has looked at, or rejects it for good. */
function admit(kubelet: Kubelet, node: string): void {
  const { pod, assumptions, isStatic, recorder, worker } = kubelet;
  const { nodes = [], placed = [] } = assumptions;
  const rejection = rejectionOf(pod.object, node, nodes, placed, isStatic);
  if (rejection === undefined) {
    updatePod(kubelet);
    return;
  }
  const { reason, message } = rejection;
  const why = because(l10n.t('The kubelet of {0} rejects the Pod: {1}.', node, message));
  const step = record(recorder, { kind: 'event', type: 'Warning', reason, from: 'kubelet', message, why });
  worker.stage = { name: 'rejected' };
  const whole = `Pod was rejected: ${message}`;
  record(recorder, { kind: 'phase', phase: 'Failed', reason, message: whole, why: { ...why, after: step } });
}
