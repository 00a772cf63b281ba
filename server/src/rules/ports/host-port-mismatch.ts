import { addField, fixByWriting } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag, int, pathOf } from '../view.ts';
import { hostPortOf } from './duplicate-host-port.ts';

export const hostPortMismatch: Rule = validation(
  'host-port-mismatch',
  "With hostNetwork a container's ports are the node's: hostPort and containerPort must be the same.",
  function* (subject) {
    const { pod, document } = subject;
    if (!pod || !flag(at(pod.spec, 'hostNetwork'))) return;
    for (const { value, role } of pod.containers) {
      if (role === 'ephemeral') continue;
      for (const port of at(value, 'ports').items) {
        const hostPort = hostPortOf(port, pod.standalone);
        const containerPort = int(at(port, 'containerPort'));
        // What is out of range is so twice.
        if (int(at(port, 'hostPort')) === 0 && (hostPort < 0 || hostPort > 65535))
          yield found(
            at(port, 'containerPort'),
            'With hostNetwork it is the hostPort too',
            [],
            pathOf(at(port, 'hostPort')),
          );
        if (role !== 'main') continue;
        if (hostPort === containerPort || (!pod.standalone && hostPort === 0)) continue;
        const written = at(port, 'hostPort');
        const isTaken = pod.containers.some(({ value: other }) =>
          at(other, 'ports').items.some((one) => one !== port && hostPortOf(one, pod.standalone) === containerPort),
        );
        const fixes = isTaken
          ? []
          : written.node
            ? fixByWriting(document, written, containerPort)
            : addField(subject, written, containerPort);
        yield found(written, 'hostPort must match containerPort when hostNetwork is true', fixes);
      }
    }
  },
);
