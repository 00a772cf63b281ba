/** NodePorts: no two Pods on a node that want the same port of it. */
import { type Plugin, resolvable } from '../plugin.ts';
import { ANY_IP, type HostPort } from '../pod.ts';

export const nodePorts: Plugin = {
  name: 'NodePorts',
  filter: ({ pod }) =>
    pod.hostPorts.length === 0
      ? undefined
      : ({ pods }) =>
          pods.some((other) => clashes(pod.hostPorts, other.hostPorts))
            ? resolvable("node(s) didn't have free ports for the requested pod ports")
            : undefined,
};

/** Whether two Pods cannot both have the ports of a node that they want. */
export function clashes(wanted: readonly HostPort[], used: readonly HostPort[]): boolean {
  return wanted.some((port) => used.some((other) => isSamePort(port, other)));
}

function isSamePort(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ANY_IP || b.ip === ANY_IP);
}
