/** Which ports the probes and hooks of a container look at. */

import type { Subject } from '../rule.ts';
import { at, isSet, text, type Value } from '../view.ts';
import { PROBES } from './same-probes.ts';

/** The ports that a container's own probes look at. */
export function* probedPorts({
  pod,
}: Subject): Generator<readonly [action: Value, port: Value, ports: readonly Value[]]> {
  for (const { value } of pod?.containers ?? [])
    for (const probe of PROBES)
      for (const name of ['httpGet', 'tcpSocket', 'grpc']) {
        const action = at(value, probe, name);
        if (isSet(action) && text(at(action, 'host')) === '')
          yield [action, at(action, 'port'), at(value, 'ports').items];
      }
}
