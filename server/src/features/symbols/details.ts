/** What the outline says beside a name: of a container its image and ports, of a volume what it is made of. */
import * as l10n from '@vscode/l10n';
import { definitionOf, type Place } from '../../model/walk.ts';
import { childOf, type Node, stringAt } from '../../yaml/tree.ts';

/** Fields that tell the items of a list apart, the best first. */
const NAMING = [
  'name',
  'containerPort',
  'mountPath',
  'devicePath',
  'topologyKey',
  'key',
  'path',
  'conditionType',
  'ip',
  'port',
  'action',
  'resourceName',
];

/** What to call an item of a list: by what tells it from the others, else by its number. */
export function itemName(item: Node, index: number): string {
  for (const field of NAMING) {
    const value = scalarAt(item, field);
    if (value) return value;
  }
  const holders = item.kind === 'mapping' ? item.entries.filter(({ value }) => value.kind === 'mapping') : [];
  const [source] = holders;
  return (source && stringAt(source.value, 'name')) || source?.name || String(index);
}

export function describe(place: Place): string | undefined {
  const definition = definitionOf(place)?.name;
  return definition === undefined ? undefined : DETAILS[definition]?.(place.node);
}

const DETAILS: Readonly<Record<string, (node: Node) => string | undefined>> = {
  Container: describeContainer,
  EphemeralContainer: describeContainer,
  ContainerPort: (port) => scalarAt(port, 'name') && scalarAt(port, 'containerPort'),
  EnvVar: (variable) => scalarAt(variable, 'value') ?? sourceOf(childOf(variable, 'valueFrom')),
  EnvFromSource: (source) => otherThan(source, 'prefix'),
  Volume: (volume) => otherThan(volume, 'name'),
  VolumeMount: (mount) => scalarAt(mount, 'mountPath'),
  VolumeDevice: (device) => scalarAt(device, 'devicePath'),
  VolumeProjection: (source) => otherThan(source, 'name'),
  Probe: describeProbe,
  LifecycleHandler: describeHandler,
  ResourceRequirements: (resources) =>
    [describeList('requests', resources), describeList('limits', resources)].filter(Boolean).join('; ') || undefined,
  Toleration: (toleration) => scalarAt(toleration, 'effect'),
  TopologySpreadConstraint: (constraint) => scalarAt(constraint, 'whenUnsatisfiable'),
  KeyToPath: (item) => scalarAt(item, 'path'),
  HTTPHeader: (header) => scalarAt(header, 'value'),
};

function describeContainer(container: Node): string {
  const ports = itemsAt(container, 'ports').flatMap((port) => scalarAt(port, 'containerPort') ?? []);
  return [scalarAt(container, 'image'), ports.map((port) => `:${port}`).join(' ')].filter(Boolean).join(' ');
}

/** `httpGet :8080/healthz every 10s`. */
function describeProbe(probe: Node): string {
  const period = scalarAt(probe, 'periodSeconds');
  const handler = describeHandler(probe);
  if (!period) return handler ?? '';
  return handler ? l10n.t('{0} every {1}s', handler, period) : l10n.t('every {0}s', period);
}

function describeHandler(handler: Node): string | undefined {
  const http = childOf(handler, 'httpGet');
  if (http) return `httpGet :${scalarAt(http, 'port') ?? ''}${scalarAt(http, 'path') ?? '/'}`;
  for (const kind of ['tcpSocket', 'grpc']) {
    const socket = childOf(handler, kind);
    if (socket) return `${kind} :${scalarAt(socket, 'port') ?? ''}`;
  }
  const exec = childOf(handler, 'exec');
  if (exec) return `exec ${itemsAt(exec, 'command').map(scalarOf).join(' ')}`.trim();
  const sleep = childOf(handler, 'sleep');
  return sleep && `sleep ${scalarAt(sleep, 'seconds') ?? ''}s`;
}

function describeList(name: string, resources: Node): string | undefined {
  const list = childOf(resources, name);
  if (list?.kind !== 'mapping' || list.entries.length === 0) return undefined;
  return `${name} ${list.entries.map((entry) => `${entry.name} ${scalarOf(entry.value) ?? ''}`).join(', ')}`;
}

/** `configMapKeyRef settings`. */
function sourceOf(node: Node | undefined): string | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const source = node.entries.find(({ name }) => name !== 'prefix');
  if (!source) return undefined;
  const detail =
    stringAt(source.value, 'name') ?? stringAt(source.value, 'fieldPath') ?? stringAt(source.value, 'resource');
  return detail ? `${source.name} ${detail}` : source.name;
}

function otherThan(node: Node, field: string): string | undefined {
  return node.kind === 'mapping' ? node.entries.find(({ name }) => name !== field)?.name : undefined;
}

function itemsAt(node: Node, name: string): readonly Node[] {
  const list = childOf(node, name);
  return list?.kind === 'sequence' ? list.items : [];
}

function scalarAt(node: Node, name: string): string | undefined {
  return scalarOf(childOf(node, name));
}

/** The characters of a scalar on one line. */
function scalarOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.style !== 'missing' ? (node.text.split('\n')[0] as string) : undefined;
}
