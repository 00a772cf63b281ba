import { hostPortOf } from '../ports/duplicate-host-port.ts';
import { found, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag, int, pathOf, text, type Value } from '../view.ts';

export const overlappingPort: Rule = warning(
  'overlapping-port',
  'Two ports of the Pod are the same: its containers share one network.',
  function* ({ pod }) {
    if (!pod) return;
    const isHostNetworkPod = pod.standalone && flag(at(pod.spec, 'hostNetwork')) === true;
    const seen = new Map<string, Value[]>();
    const named = new Map<string, Value>();
    for (const { value, role } of pod.containers)
      for (const port of at(value, 'ports').items) {
        const hostPort = (one: Value) => hostPortOf(one, isHostNetworkPod && role !== 'ephemeral');
        const ip = text(at(port, 'hostIP'));
        if (ip !== '' && hostPort(port) === 0)
          yield found(at(port, 'hostIP'), 'hostIP set without hostPort', [], pathOf(port));
        if (int(at(port, 'containerPort')) === 0) continue;
        const key = `${int(at(port, 'containerPort'))}/${text(at(port, 'protocol')) || 'TCP'}`;
        const others = seen.get(key) ?? [];
        for (const other of others) {
          const otherIp = text(at(other, 'hostIP'));
          const [a, b] = [hostPort(port), hostPort(other)];
          const place = pathOf(other);
          if (ip === otherIp && a === b)
            yield found(at(port, 'containerPort'), `Duplicate port definition with ${place}`, [], pathOf(port));
          else if (a === 0 || b === 0)
            yield found(at(port, 'containerPort'), `Overlapping port definition with ${place}`, [], pathOf(port));
          else if (a === b && (ip === '') !== (otherIp === ''))
            yield found(
              at(port, 'containerPort'),
              `Dangerously ambiguous port definition with ${place}`,
              [],
              pathOf(port),
            );
        }
        seen.set(key, [...others, port]);
        const name = at(port, 'name');
        const first = named.get(text(name));
        if (first)
          yield found(
            name,
            `Duplicate port name "${text(name)}" with ${pathOf(first)}, services and probes that select ports by name will use ${pathOf(first)}`,
            [],
            pathOf(port),
          );
        else if (text(name) !== '') named.set(text(name), port);
      }
  },
);
