import type { Container, Handler } from '../../pod/pod.ts';
import type { Kubelet } from '../kubelet.ts';
import { atOnce, currentStep, type Expected, POD_IP, SUCCESS } from './answer.ts';
import { listenersOn, resolvePort } from './listeners.ts';

export function tcpSocket(kubelet: Kubelet, container: Container, handler: Handler & { kind: 'tcpSocket' }): Expected {
  const port = resolvePort(container, handler.port);
  if (typeof port === 'string') return atOnce({ result: 'error', output: port });
  const open = listenersOn(kubelet, port).some(({ instance, listener }) => {
    const step = currentStep(kubelet, instance, listener.steps);
    return step !== undefined && step.closed !== true;
  });
  if (open) return atOnce(SUCCESS);
  return atOnce({
    result: 'failure',
    output: `dial tcp ${handler.host || POD_IP}:${port}: connect: connection refused`,
  });
}
