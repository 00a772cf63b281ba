/** What a person would most likely have written, told from the names around. */
import { dataKey, environmentName } from './formats.ts';
import { at, enclosing, int, number, text, type Value } from './view.ts';

const FIELDS: readonly (readonly [name: RegExp, fieldPath: string])[] = [
  [/pod_?ips$/, 'status.podIPs'],
  [/host_?ips$/, 'status.hostIPs'],
  [/(pod|my)_?ip$/, 'status.podIP'],
  [/(host|node)_?ip$/, 'status.hostIP'],
  [/uid$/, 'metadata.uid'],
  [/namespace$/, 'metadata.namespace'],
  [/service_?account(_?name)?$/, 'spec.serviceAccountName'],
  [/(node|host)(_?name)?$/, 'spec.nodeName'],
  [/labels$/, 'metadata.labels'],
  [/annotations$/, 'metadata.annotations'],
  [/name$/, 'metadata.name'],
];

/** Of the variable or the file whose value a `fieldRef` gives. */
export function fieldForName(reference: Value): string | undefined {
  const name = nameOfReader(reference).toLowerCase();
  return FIELDS.find(([pattern]) => pattern.test(name))?.[1];
}

/** Of the variable or the file whose value a `resourceFieldRef` gives. */
export function resourceForName(reference: Value): string | undefined {
  const name = nameOfReader(reference).toLowerCase();
  if (/maxprocs$/.test(name)) return 'limits.cpu';
  const resource = /cpu/.test(name)
    ? 'cpu'
    : /mem/.test(name)
      ? 'memory'
      : /storage|disk/.test(name)
        ? 'ephemeral-storage'
        : undefined;
  return resource && `${/request/.test(name) ? 'requests' : 'limits'}.${resource}`;
}

/** Keys are often called like the variables that they fill. */
export function keyForVariable(reference: Value): string | undefined {
  const name = nameOfReader(reference);
  return dataKey(name).length === 0 ? name : undefined;
}

/** The name of a variable whose value comes from somewhere that has a name of its own. */
export function variableForSource(variable: Value): string | undefined {
  const from = at(variable, 'valueFrom');
  const source =
    text(at(from, 'secretKeyRef', 'key')) ||
    text(at(from, 'configMapKeyRef', 'key')) ||
    text(at(from, 'fieldRef', 'fieldPath')).replace(/^metadata\.(?=name)/, 'pod_') ||
    text(at(from, 'resourceFieldRef', 'resource'));
  const name = source
    .replace(/^(status|spec|metadata)\./, '')
    .replace(/([a-z])(?=[A-Z])/g, '$1_')
    .replace(/\W+/g, '_')
    .toUpperCase();
  return name !== '' && environmentName(name).length === 0 ? name : undefined;
}

/** Ports that are called so everywhere. */
export const WELL_KNOWN_PORTS: Readonly<Record<string, number>> = {
  dns: 53,
  grpc: 50051,
  http: 80,
  https: 443,
  metrics: 9090,
  ssh: 22,
  web: 80,
};

/** The number of the port of that name, in the container around a value. */
export function portNamed(value: Value, name: string): number | undefined {
  const port = portsAround(value).find((one) => text(at(one, 'name')) === name);
  return port && number(at(port, 'containerPort'));
}

/** The ports of the container around a value. */
function portsAround(value: Value): readonly Value[] {
  const container = enclosing(value, 'Container') ?? enclosing(value, 'EphemeralContainer');
  return container ? at(container, 'ports').items : [];
}

/** The number of the first port of the container around a value; 0 when there is none. */
export function firstPortAround(value: Value): number {
  const [port] = portsAround(value);
  return port ? int(at(port, 'containerPort')) : 0;
}

/** The variable's name, or the file's path. */
function nameOfReader(reference: Value): string {
  const variable = enclosing(reference, 'EnvVar');
  const file = enclosing(reference, 'DownwardAPIVolumeFile');
  return variable ? text(at(variable, 'name')) : file ? text(at(file, 'path')) : '';
}
