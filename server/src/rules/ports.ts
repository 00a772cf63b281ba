/** Ports of containers. */
import * as l10n from '@vscode/l10n';
import { fix, removeValue, replaceValue } from './edits.ts';
import { portName, toPortName } from './formats.ts';
import { found, validation } from './report.ts';
import { addField } from './required.ts';
import type { Rule } from './rule.ts';
import { at, flag, int, pathOf, text, type Value } from './view.ts';

export const duplicatePortName: Rule = validation(
  'duplicate-port-name',
  'Port names are unique in a container.',
  function* ({ pod, document }) {
    for (const { value } of pod?.containers ?? []) {
      const ports = at(value, 'ports').items;
      const names = new Set<string>();
      for (const port of ports) {
        const name = text(at(port, 'name'));
        if (name === '' || portName(name).length > 0) continue;
        if (names.has(name)) {
          const other = freeName(name, new Set(ports.map((one) => text(at(one, 'name')))));
          const fixes = fix(l10n.t('Write {0}', other), true, replaceValue(document, at(port, 'name'), other));
          yield found(
            at(port, 'name'),
            `Duplicate value "${name}": another port of this container has this name`,
            fixes,
          );
        }
        names.add(name);
      }
    }
  },
);

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const other = toPortName(`${name.slice(0, 14 - String(number).length)}-${number}`);
    if (!taken.has(other)) return other;
  }
}

/** What the server takes for a port's hostPort: with hostNetwork, a Pod's ports are the node's. */
export function hostPortOf(port: Value, isHostNetworkPod: boolean): number {
  return int(at(port, 'hostPort')) || (isHostNetworkPod ? int(at(port, 'containerPort')) : 0);
}

export const duplicateHostPort: Rule = validation(
  'duplicate-host-port',
  'Two ports of a Pod cannot take the same port, protocol and address of the node.',
  function* ({ pod, document }) {
    if (!pod) return;
    const isHostNetworkPod = pod.standalone && flag(at(pod.spec, 'hostNetwork')) === true;
    const ofContainers = new Set<string>();
    for (const { value, role } of pod.containers) {
      if (role === 'ephemeral') continue;
      // Init containers end before the others start: each stands alone.
      const taken = role === 'main' ? ofContainers : new Set<string>();
      for (const port of at(value, 'ports').items) {
        const hostPort = hostPortOf(port, isHostNetworkPod);
        if (hostPort === 0) continue;
        const key = `${text(at(port, 'protocol')) || 'TCP'}/${text(at(port, 'hostIP'))}/${hostPort}`;
        const written = at(port, 'hostPort');
        if (taken.has(key)) {
          const path =
            role === 'main' ? pathOf(written) : pathOf(written).replace(/initContainers\[\d+\]/, 'initContainers[0]');
          const fixes = fix(l10n.t('Remove the port'), true, removeValue(document, written.node ? written : port));
          yield found(
            written,
            `Duplicate value "${key}": another port of the Pod takes this port of the node`,
            fixes,
            path,
          );
        }
        taken.add(key);
      }
    }
  },
);

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
            ? fix(l10n.t('Write {0}', containerPort), true, replaceValue(document, written, containerPort))
            : addField(subject, written, containerPort);
        yield found(written, 'hostPort must match containerPort when hostNetwork is true', fixes);
      }
    }
  },
);

export const portRules: readonly Rule[] = [duplicatePortName, duplicateHostPort, hostPortMismatch];
