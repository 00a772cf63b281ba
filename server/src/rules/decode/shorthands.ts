/** What people write for short, spelled out as the API wants it: `tcpSocket: 8080`, `- KEY=value`, `nodeSelector: a=b`. */
import { getCatalog, type Type } from '../../catalog/catalog.ts';
import type { Yaml } from '../edits/yaml.ts';
import { firstPortAround } from '../guesses.ts';
import type { Value } from '../view.ts';

/** The field that a scalar or a list alone stands for. */
const MAIN_FIELDS: Readonly<Record<string, string>> = {
  AppArmorProfile: 'type',
  Capabilities: 'add',
  CSIVolumeSource: 'driver',
  DaemonSetUpdateStrategy: 'type',
  DeploymentStrategy: 'type',
  ExecAction: 'command',
  GRPCAction: 'port',
  HostPathVolumeSource: 'path',
  ImageVolumeSource: 'reference',
  NodeSelector: 'nodeSelectorTerms',
  ObjectFieldSelector: 'fieldPath',
  PersistentVolumeClaimVolumeSource: 'claimName',
  PodDNSConfig: 'nameservers',
  PodReadinessGate: 'conditionType',
  ProjectedVolumeSource: 'sources',
  ResourceFieldSelector: 'resource',
  SeccompProfile: 'type',
  SecretVolumeSource: 'secretName',
  SleepAction: 'seconds',
  StatefulSetUpdateStrategy: 'type',
  TCPSocketAction: 'port',
};

/** Shorthands that take more than to name the field. */
const SPELLINGS: Readonly<Record<string, (short: Yaml, place: Value) => Yaml | undefined>> = {
  ContainerPort: spellPort,
  EmptyDirVolumeSource: (short) => (/^memory$/i.test(String(short)) ? { medium: 'Memory' } : {}),
  EnvFromSource: (short) => (typeof short === 'string' ? envFrom(short) : undefined),
  EnvVar: (short) => pair(short, /^([^=\s]+)=(.*)$/s, 'name', 'value'),
  HTTPGetAction: spellHttpGet,
  HTTPHeader: (short) => pair(short, /^([^:\s]+):\s*(.*)$/s, 'name', 'value'),
  KeyToPath: (short) => (typeof short === 'string' ? { key: short, path: short } : undefined),
  LifecycleHandler: (short) => (typeof short === 'string' ? { exec: { command: commandOf(short) } } : undefined),
  Probe: (short, place) => (typeof short === 'string' ? spellProbe(short, place) : undefined),
  LabelSelector: (short) => wrapped('matchLabels', labels(short)),
  NFSVolumeSource: (short) => pair(short, /^([^:\s]+):(\/\S*)$/, 'server', 'path'),
  Toleration: (short) => (typeof short === 'string' ? { key: short, operator: 'Exists' } : undefined),
  VolumeMount: spellMount,
};

/** What a scalar or a list means where an object of that definition belongs. */
export function spellOut(definition: string, short: Yaml, place: Value): Yaml | undefined {
  const spell = SPELLINGS[definition];
  if (spell) return spell(short, place);
  const fields = getCatalog().definition(definition)?.fields;
  const [, field = '', written = ''] = /^(\w+) *= *(\S+)$/.exec(String(short)) ?? [];
  if (fields?.get(field)?.type.kind === 'string') return { [field]: written };
  const name = MAIN_FIELDS[definition] ?? (fields?.has('name') ? 'name' : undefined);
  const type = name === undefined ? undefined : fields?.get(name)?.type;
  if (name === undefined || type === undefined) return undefined;
  if (Array.isArray(short)) return type.kind === 'list' ? { [name]: short } : undefined;
  if (type.kind === 'list') return { [name]: name === 'command' ? commandOf(String(short)) : [String(short)] };
  if (type.kind === 'string') return { [name]: String(short) };
  const isNumber = typeof short === 'number' || type.kind === 'intOrString';
  return isNumber || !/^int/.test(type.kind) ? { [name]: short } : undefined;
}

/** `a=b,c=d`, or a list of single fields, as labels. */
export function labels(short: Yaml): Yaml | undefined {
  if (typeof short === 'string' && /^[^\s=,]+=[^\s=,]*(, *[^\s=,]+=[^\s=,]*)*$/.test(short))
    return Object.fromEntries(short.split(/, */).map((one) => one.split('=') as [string, string]));
  if (!Array.isArray(short) || short.length === 0) return undefined;
  const parts = short.map((item) => (typeof item === 'string' ? labels(item) : item));
  return parts.every((part) => typeof part === 'object' && !Array.isArray(part))
    ? (Object.assign({}, ...parts) as Yaml)
    : undefined;
}

/** The words of a command line; what needs a shell is given to one. */
export function commandOf(line: string): readonly string[] {
  if (/[|&;<>()$`\\"'*?[\]#~\n]/.test(line)) return ['/bin/sh', '-c', line];
  return line.trim().split(/\s+/);
}

/** The list's item that a field of a mapping stands for: `KEY: value` for a variable, `name: {…}` for a volume. */
export function itemOfField(type: Type, name: string, value: Yaml): Yaml | undefined {
  if (type.kind !== 'object') return undefined;
  switch (type.definition) {
    case 'EnvVar':
    case 'HTTPHeader':
    case 'PodDNSConfigOption':
    case 'Sysctl':
      return isMapping(value) ? { name, ...value } : scalarPair('name', name, 'value', value);
    case 'KeyToPath':
      return scalarPair('key', name, 'path', value);
    case 'HostAlias':
      return { ip: name, hostnames: Array.isArray(value) ? value : [String(value)] };
    case 'ContainerPort':
      return typeof value === 'number' ? { name, containerPort: value } : undefined;
    case 'VolumeMount':
      return typeof value === 'string' ? { name, mountPath: value } : undefined;
    default:
      return isMapping(value) && getCatalog().definition(type.definition)?.fields.has('name')
        ? { name, ...value }
        : undefined;
  }
}

/** Seconds of `30s`, `5m` or `1h`. */
export function secondsOf(duration: string): number | undefined {
  const match = /^(\d+)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hours?)$/i.exec(duration.trim());
  if (!match) return undefined;
  const unit = (match[2] as string).charAt(0).toLowerCase();
  return Number(match[1]) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
}

/** A source of variables by its name alone. */
export function envFrom(name: string): Yaml {
  return { [/secret|cred|token|passw/i.test(name) ? 'secretRef' : 'configMapRef']: { name } };
}

/** Docker's `HOST:CONTAINER/protocol`. */
function spellPort(short: Yaml): Yaml | undefined {
  const match = /^(?:(\d+):)?(\d+)(?:\/(tcp|udp|sctp))?$/i.exec(String(short));
  if (!match) return undefined;
  return {
    containerPort: Number(match[2]),
    ...(match[1] && { hostPort: Number(match[1]) }),
    ...(match[3] && { protocol: match[3].toUpperCase() }),
  };
}

/** Docker's `VOLUME:/path:ro`. */
function spellMount(short: Yaml): Yaml | undefined {
  const match = /^([^:\s/]+):(\/[^:]*)(?::(ro|rw))?$/.exec(String(short));
  if (!match) return undefined;
  return { name: match[1] as string, mountPath: match[2] as string, ...(match[3] === 'ro' && { readOnly: true }) };
}

function spellHttpGet(short: Yaml, place: Value): Yaml | undefined {
  if (typeof short === 'number') return { port: short };
  const match = /^(?:https?:\/\/[^/:]*)?(?::(\d+))?(\/\S*)?$/.exec(String(short));
  if (!match || short === '') return undefined;
  const port = match[1] ? Number(match[1]) : firstPortAround(place);
  return { ...(match[2] && { path: match[2] }), ...(port && { port }) };
}

/** A path to ask for, or a command to run. */
function spellProbe(short: string, place: Value): Yaml | undefined {
  if (!/^(?:\/|https?:)/.test(short) || /\s/.test(short)) return { exec: { command: commandOf(short) } };
  const httpGet = spellHttpGet(short, place);
  return httpGet === undefined ? undefined : { httpGet };
}

function pair(short: Yaml, pattern: RegExp, first: string, second: string): Yaml | undefined {
  const match = typeof short === 'string' ? pattern.exec(short) : undefined;
  return match ? { [first]: match[1] as string, [second]: match[2] as string } : undefined;
}

function scalarPair(first: string, name: string, second: string, value: Yaml): Yaml | undefined {
  return typeof value === 'object' ? undefined : { [first]: name, [second]: String(value) };
}

function wrapped(name: string, yaml: Yaml | undefined): Yaml | undefined {
  return yaml === undefined ? undefined : { [name]: yaml };
}

export function isMapping(yaml: Yaml | undefined): yaml is { readonly [name: string]: Yaml } {
  return typeof yaml === 'object' && !Array.isArray(yaml);
}
