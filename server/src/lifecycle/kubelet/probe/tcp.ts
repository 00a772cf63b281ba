import type { Container, Handler } from '../../pod/pod.ts';
import type { Kubelet } from '../kubelet.ts';
import { type Answer, currentStep, POD_IP, SUCCESS } from './answer.ts';
import { listenersOn, resolvePort } from './listeners.ts';

export function tcpSocket(kubelet: Kubelet, container: Container, handler: Handler & { kind: 'tcpSocket' }): Answer {
  const port = resolvePort(container, handler.port);
  if (typeof port === 'string') return { result: 'error', output: port };
  const open = listenersOn(kubelet, port).some(({ instance, listener }) => {
    const step = currentStep(kubelet, instance, listener.steps);
    return step !== undefined && step.closed !== true;
  });
  if (open) return SUCCESS;
  return { result: 'failure', output: `dial tcp ${handler.host || POD_IP}:${port}: connect: connection refused` };
}
