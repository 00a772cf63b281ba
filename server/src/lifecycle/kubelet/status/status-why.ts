/** Why the API shows a state, a phase or a condition. */
import * as l10n from '@vscode/l10n';
import { because, latest } from '../../recorder.ts';
import type { Why } from '../../why.ts';
import type { Kubelet } from '../kubelet.ts';
import type { ApiContainer, ApiStatus, Condition } from './status.ts';

export function stateWhy(
  { recorder }: Kubelet,
  before: ApiContainer | undefined,
  { name, state, ready, started }: ApiContainer,
): Why {
  switch (state.kind) {
    case 'waiting':
      return because(
        state.reason === ''
          ? l10n.t('{0} waits for its first start.', name)
          : l10n.t('{0} shows {1}: what the last sync of the Pod came to.', name, state.reason),
        [],
        latest(recorder, 'event', name) ?? latest(recorder, 'exit', name),
      );
    case 'running':
      if (before?.state.kind === 'running' && before.id === undefined) break;
      if (before?.state.kind === 'running' && (before.ready !== ready || before.started !== started)) {
        const text = ready
          ? l10n.t('{0} becomes ready.', name)
          : started
            ? l10n.t('{0} is not ready.', name)
            : l10n.t('{0} has not started yet.', name);
        return because(text, [], latest(recorder, 'probe', name) ?? latest(recorder, 'start', name));
      }
      break;
    case 'terminated':
      return because(
        l10n.t('{0} shows {1}: the kubelet noticed its end at the next relist or sync.', name, state.reason),
        [],
        latest(recorder, 'exit', name) ?? latest(recorder, 'delete'),
      );
  }
  return because(
    l10n.t('{0} shows as running: the kubelet noticed its start at the next relist.', name),
    [],
    latest(recorder, 'start', name),
  );
}

export function phaseWhy({ phase, reason }: ApiStatus, after: number | undefined): Why {
  return because(phaseText(phase, reason), reason === 'DeadlineExceeded' ? ['spec.activeDeadlineSeconds'] : [], after);
}

function phaseText(phase: ApiStatus['phase'], reason: string): string {
  switch (phase) {
    case 'Pending':
      return l10n.t('The phase is Pending because not every container has started.');
    case 'Running':
      return l10n.t(
        'The phase is Running because all containers have started and at least one runs or will run again.',
      );
    case 'Succeeded':
      return l10n.t('The phase is Succeeded because all containers ended with exit code 0 and none runs again.');
    case 'Failed':
      return reason === ''
        ? l10n.t('The phase is Failed because the containers ended for good and not all of them with exit code 0.')
        : l10n.t('The phase is Failed because of {0}.', reason);
  }
}

export function conditionWhy({ type, status, message, reason }: Condition, after: number | undefined): Why {
  return because(status === 'True' ? whyTrue(type) : whyFalse(type, message || reason), [], after);
}

function whyFalse(type: Condition['type'], said: string): string {
  if (said !== '') return l10n.t('{0} is False: {1}.', type, said);
  return type === 'AllContainersRestarting'
    ? l10n.t('AllContainersRestarting is False: no container waits to be removed.')
    : l10n.t('{0} is False: there is no sandbox.', type);
}

function whyTrue(type: Condition['type']): string {
  switch (type) {
    case 'PodReadyToStartContainers':
      return l10n.t('PodReadyToStartContainers is True: the sandbox with its network is ready.');
    case 'Initialized':
      return l10n.t('Initialized is True: every init container has done its part.');
    case 'Ready':
      return l10n.t('Ready is True: every container is ready, so the Pod is an endpoint of its Services.');
    case 'ContainersReady':
      return l10n.t('ContainersReady is True: every container is ready.');
    case 'PodScheduled':
      return l10n.t('PodScheduled is True: the Pod has a node.');
    case 'AllContainersRestarting':
      return l10n.t(
        'AllContainersRestarting is True: a container ended with an exit code for which its restartPolicyRules say RestartAllContainers.',
      );
  }
}
