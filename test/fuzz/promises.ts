/** What each refactoring promises to leave as it was, as a relation of a file's objects before and after it. */
import { isDeepStrictEqual } from 'node:util';
import { getCatalog } from '../../server/src/catalog/catalog.ts';
import { getObjects } from '../../server/src/model/object.ts';
import { parseQuantity } from '../../server/src/quantity/parse.ts';
import { compare, isQuantity } from '../../server/src/quantity/quantity.ts';
import type { YamlFile } from '../../server/src/yaml/file.ts';
import { toValue } from '../../server/src/yaml/tree.ts';

type Json = Readonly<Record<string, unknown>>;
type Relation = (before: readonly Json[], after: readonly Json[]) => boolean;

/** The file's Kubernetes objects as plain values. */
export function objectsIn({ documents }: YamlFile): Json[] {
  return documents
    .flatMap(({ document }) => getObjects(document))
    .map(({ node }) => toValue(node))
    .filter(isMapping);
}

/** By LSP's kind of the code action. */
export const PROMISES: Readonly<Record<string, Relation>> = {
  'refactor.rewrite.style': isDeepStrictEqual,
  'refactor.rewrite.sort': isDeepStrictEqual,
  'refactor.rewrite.quantity': (before, after) => isAlike(before, after, isSameAmount),
  'refactor.rewrite.port': sameBy(withPortNumbers),
  'refactor.move.securityContext': sameBy(withInheritedContext),
  'refactor.rewrite.sidecar': sameBy(withoutRoles),
  'refactor.rewrite.probe': isAdded,
  'refactor.rewrite.mount': isAdded,
  'refactor.rewrite.resources': isAdded,
  'refactor.rewrite.clean': (before, after) => isPart(after, before),
  'refactor.rewrite.workload': (before, after) => isDeepStrictEqual(templates(before), templates(after)),
  'refactor.rewrite.harden': sameBy(withoutSecurity),
  'refactor.extract.env': (before, after) =>
    isDeepStrictEqual(withValues(before), withValues(after)) && isPart(stores(before), stores(after)),
};

function sameBy(normal: (object: Json) => unknown): Relation {
  return (before, after) => isDeepStrictEqual(before.map(normal), after.map(normal));
}

function isMapping(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of fields; an empty mapping when it is none. */
function at(value: unknown, ...fields: readonly string[]): Json {
  const found = fields.reduce<unknown>((holder, field) => (isMapping(holder) ? holder[field] : undefined), value);
  return isMapping(found) ? found : {};
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}

function without(value: Json, ...fields: readonly string[]): Json {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !fields.includes(name)));
}

/** The same with another value at a path; the object itself where it has nothing there. */
function change(object: Json, [field, ...rest]: readonly string[], by: (value: Json) => Json): Json {
  if (field === undefined) return by(object);
  const child = object[field];
  return isMapping(child) ? { ...object, [field]: change(child, rest, by) } : object;
}

/** Path of the Pod's spec in an object that carries one. */
function specPath({ kind, apiVersion }: Json): readonly string[] | undefined {
  const known = getCatalog().podKinds.find((one) => one.kind === kind && one.apiVersion === apiVersion);
  return known && [...known.podPath, 'spec'];
}

function changeSpec(object: Json, by: (spec: Json) => Json): Json {
  const path = specPath(object);
  return path ? change(object, path, by) : object;
}

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

function changeContainers(object: Json, by: (container: Json, spec: Json) => Json): Json {
  return changeSpec(object, (spec) => ({
    ...spec,
    ...Object.fromEntries(
      CONTAINERS.filter((field) => field in spec).map((field) => [
        field,
        list(spec[field]).map((container) => by(container, spec)),
      ]),
    ),
  }));
}

function isAlike(a: unknown, b: unknown, isSame: (a: unknown, b: unknown) => boolean): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => isAlike(item, b[i], isSame));
  if (isMapping(a) && isMapping(b)) {
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length && names.every((name) => name in b && isAlike(a[name], b[name], isSame))
    );
  }
  return isDeepStrictEqual(a, b) || isSame(a, b);
}

function isSameAmount(a: unknown, b: unknown): boolean {
  const [x, y] = [a, b].map((written) => parseQuantity(String(written)));
  return x !== undefined && y !== undefined && isQuantity(x) && isQuantity(y) && compare(x, y) === 0;
}

/** Whether all of the first is in the second: lists may have more items, mappings more fields. */
function isPart(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part)) {
    if (!Array.isArray(whole)) return false;
    let next = 0;
    return part.every((item) => {
      while (next < whole.length && !isPart(item, whole[next])) next++;
      return next++ < whole.length;
    });
  }
  if (!isMapping(part)) return isDeepStrictEqual(part, whole);
  return isMapping(whole) && Object.keys(part).every((name) => isPart(part[name], whole[name]));
}

/** What was there is there still, but for fields that held nothing. */
function isAdded(before: unknown, after: unknown): boolean {
  return isPart(withoutEmpty(before), after);
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isMapping(value)) return value;
  const isEmpty = (child: unknown) => child === null || (Array.isArray(child) && child.length === 0);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => !isEmpty(child))
      .map(([name, child]) => [name, withoutEmpty(child)]),
  );
}

/** Ports without names; probes and hooks ask for them by number. */
function withPortNumbers(object: Json): Json {
  return changeContainers(object, (container) => {
    const ports = list(container.ports);
    const numbers = new Map(ports.map(({ name, containerPort }) => [name, containerPort]));
    const resolve = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(resolve);
      if (!isMapping(value)) return value;
      const entries = Object.entries(value).map(([field, child]) => [
        field,
        field === 'port' && numbers.has(child) ? numbers.get(child) : resolve(child),
      ]);
      return Object.fromEntries(entries);
    };
    const handlers = ['startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle'].filter((one) => one in container);
    return {
      ...container,
      ...('ports' in container && { ports: ports.map((port) => without(port, 'name')) }),
      ...Object.fromEntries(handlers.map((handler) => [handler, resolve(container[handler])])),
    };
  });
}

/** What each container runs as, wherever it is said. */
function withInheritedContext(object: Json): unknown {
  const { field, newest } = getCatalog();
  const isShared = (name: string) =>
    field('SecurityContext', name, newest) && field('PodSecurityContext', name, newest);
  const pick = (context: Json, shared: boolean) =>
    Object.fromEntries(Object.entries(context).filter(([name]) => Boolean(isShared(name)) === shared));
  const whole = changeContainers(object, (container, spec) => ({
    ...container,
    securityContext: { ...pick(at(spec, 'securityContext'), true), ...at(container, 'securityContext') },
  }));
  return changeSpec(whole, (spec) => ({ ...spec, securityContext: pick(at(spec, 'securityContext'), false) }));
}

/** All containers in one list, whatever they are. */
function withoutRoles(object: Json): Json {
  return changeSpec(object, (spec) => ({
    ...without(spec, ...CONTAINERS),
    containers: CONTAINERS.flatMap((field) => list(spec[field]))
      .map((container) => without(container, 'restartPolicy'))
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
  }));
}

/** The Pods, but for how they are started again, with the labels and annotations of the objects that hold them. */
function templates(objects: readonly Json[]): unknown[] {
  return objects.map((object) => {
    const path = specPath(object);
    if (!path) return object;
    const { labels: _, annotations: __, ...metadata } = at(object, 'metadata');
    return { metadata, spec: without(at(object, ...path), 'restartPolicy') };
  });
}

/** Without what the Pod Security Standards look at. */
function withoutSecurity(object: Json): unknown {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (!isMapping(value)) return value;
    const fields = without(value, 'securityContext', 'hostNetwork', 'hostPID', 'hostIPC', 'hostPort', 'host');
    return Object.fromEntries(Object.entries(fields).map(([name, child]) => [name, strip(child)]));
  };
  return changeSpec(object, (spec) => strip(spec) as Json);
}

const STORES = { ConfigMap: 'configMapKeyRef', Secret: 'secretKeyRef' } as const;

function stores(objects: readonly Json[]): Json[] {
  return objects.filter(({ kind }) => String(kind) in STORES);
}

/** The objects beside ConfigMaps and Secrets; variables have the values that these give them. */
function withValues(objects: readonly Json[]): Json[] {
  const known = new Map<string, unknown>();
  for (const { kind, metadata, data, stringData } of stores(objects))
    for (const [key, value] of [...Object.entries(at(data)), ...Object.entries(at(stringData))])
      known.set(JSON.stringify([kind, at(metadata).name, at(metadata).namespace, key]), value);
  const resolve = (variable: Json, namespace: unknown): Json => {
    for (const [kind, reference] of Object.entries(STORES)) {
      const { name, key } = at(variable, 'valueFrom', reference);
      const value = known.get(JSON.stringify([kind, name, namespace, key]));
      if (value !== undefined) return { ...without(variable, 'valueFrom'), value };
    }
    return variable;
  };
  return objects
    .filter(({ kind }) => !(String(kind) in STORES))
    .map((object) =>
      changeContainers(object, (container) =>
        'env' in container
          ? { ...container, env: list(container.env).map((one) => resolve(one, at(object, 'metadata').namespace)) }
          : container,
      ),
    );
}
