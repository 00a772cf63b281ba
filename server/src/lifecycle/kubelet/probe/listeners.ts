import type { ListenAssumption } from '../../assumptions/assumptions.ts';
import type { Container } from '../../pod/pod.ts';
import { behaviourOf, type Instance } from '../../runtime/runtime.ts';
import type { Kubelet } from '../kubelet.ts';

/** The port's number, or why there is none, as Go says it. */
export function resolvePort(container: Container, port: number | string): number | string {
  const named = typeof port === 'string' ? container.ports.find(({ name }) => name === port)?.containerPort : port;
  if (named !== undefined) return named > 0 && named < 65_536 ? named : `invalid port number: ${named}`;
  return /^\d+$/.test(String(port)) ? Number(port) : `strconv.Atoi: parsing "${port}": invalid syntax`;
}

/** What listens on the port: all containers of the Pod share one address. */
export function listenersOn({ runtime }: Kubelet, port: number): readonly Listening[] {
  const listening: Listening[] = [];
  for (const instance of runtime.instances) {
    if (instance.state.kind !== 'running') continue;
    for (const listener of behaviourOf(runtime, instance.container.name).listen ?? []) {
      if (listener.port === port) listening.push({ instance, listener });
    }
  }
  return listening;
}

interface Listening {
  readonly instance: Instance;
  readonly listener: ListenAssumption;
}
