/** What a number counts. A file mode is written in octal by people; an ID is a user's or group's on the node. */
export type Unit =
  | 'seconds'
  | 'bytes'
  | 'file mode'
  | 'UID'
  | 'GID'
  | 'retries'
  | 'Pods'
  | 'port'
  | 'weight'
  | 'CPU cores';

/** Names say it: where Kubernetes gives a unit in the name, and where a name means the same in every definition. */
const BY_NAME: readonly (readonly [RegExp, Unit])[] = [
  [/seconds/i, 'seconds'],
  [/^(defaultMode|mode)$/, 'file mode'],
  [/^(runAsUser|user|defaultUser)$/, 'UID'],
  [/^(runAsGroup|fsGroup|supplementalGroups)$/, 'GID'],
  [/^(containerPort|hostPort|port)$/, 'port'],
  [/^weight$/, 'weight'],
  [/^(backoffLimit|backoffLimitPerIndex)$/, 'retries'],
  [/^(replicas|completions|parallelism)$/, 'Pods'],
  [/^sizeLimit$/, 'bytes'],
];

/** Kinds of types that count something. */
const COUNTABLE: ReadonlySet<string> = new Set(['int32', 'int64', 'quantity', 'intOrString']);

/** The unit of a field, given its name and the kind of its type (for a list, of its items). */
export function unitOfField(name: string, kind: string): Unit | undefined {
  if (!COUNTABLE.has(kind)) return undefined;
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
}

/** The unit of a resource's quantity, by the resource's name: `cpu`, `memory`, `hugepages-2Mi`, `storage`. */
export function unitOfResource(resource: string): Unit | undefined {
  if (resource === 'cpu') return 'CPU cores';
  return /^(memory|storage|ephemeral-storage|hugepages-.+)$/.test(resource) ? 'bytes' : undefined;
}
