/** Ports of a container: `--publish` and `--expose`. */
import type { Yaml } from '../../../rules/edits/yaml.ts';
import { compact, type Fields } from '../manifest.ts';
import { all, type Given } from '../options.ts';

/** `[ip:][hostPort:]containerPort[/protocol]`, ranges too. */
export function readPorts(given: Given): Yaml[] {
  const published = all(given, 'publish').flatMap((text) => {
    const [, host, inside = '', protocol = 'tcp'] =
      /^(?:(?:\[[^\]]*\]|\d+\.[\d.]+):)?(?:([\d-]*):)?([\d-]+)(?:\/(\w+))?$/.exec(text) ?? [];
    const hostPorts = range(host ?? '');
    return range(inside).map((containerPort, i) => port(containerPort, protocol, hostPorts[i]));
  });
  const exposed = all(given, 'expose').flatMap((text) => {
    const [inside = '', protocol = 'tcp'] = text.split('/');
    return range(inside).map((containerPort) => port(containerPort, protocol, undefined));
  });
  return [...published, ...exposed];
}

function port(containerPort: number, protocol: string, hostPort: number | undefined): Fields {
  const name = protocol.toUpperCase();
  return compact({ containerPort, hostPort, protocol: name === 'TCP' ? undefined : name });
}

function range(text: string): number[] {
  const [first, end = first] = text.split('-').map(Number);
  if (!first || !end || end < first || end - first > 100) return [];
  return Array.from({ length: end - first + 1 }, (_, i) => first + i);
}
