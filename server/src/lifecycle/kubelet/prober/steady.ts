/** A probe that goes on giving the same answer is not asked tick by tick: time goes to where the answer may change. */

import type { Container, Handler } from '../../pod/pod.ts';
import type { Millis } from '../../queue.ts';
import { behaviourOf, type Instance, millis } from '../../runtime/runtime.ts';
import type { Kubelet } from '../kubelet.ts';

/** Equal results in a row that are written down one by one, as far as anybody reads them. */
export const WRITTEN_RESULTS = 1000;

/** When a handler's answer may change by itself; a start or an end of a container may change it at any time. */
export function nextAnswer({ runtime, queue }: Kubelet, container: Container, handler: Handler): Millis {
  const changes = runtime.instances.flatMap((instance) => {
    const { exec, listen } = behaviourOf(runtime, instance.container.name);
    const scripts =
      handler.kind === 'exec'
        ? instance.container === container
          ? (exec?.[handler.command.join(' ')] ?? [])
          : []
        : (listen ?? []).flatMap(({ steps }) => steps);
    return scripts.map(({ from }) => changeAt(instance, from));
  });
  return Math.min(...changes.filter((change) => change > queue.now));
}

function changeAt({ startedAt }: Instance, from: number): Millis {
  return startedAt + millis(from);
}
