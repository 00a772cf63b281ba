/** Unknown fields whose cure is to write their holder otherwise, not only to rename or to move one field. */
import * as l10n from '@vscode/l10n';
import { getCatalog, type Type, type Version } from '../../catalog/catalog.ts';
import { memoize } from '../../memoize.ts';
import type { Node } from '../../yaml/tree.ts';
import { envFrom, isMapping, itemOfField } from '../decode/shorthands.ts';
import { moveEntry } from '../edits/move.ts';
import { renameKey, replaceValue } from '../edits/replace.ts';
import { type Yaml, yamlOf } from '../edits/yaml.ts';
import { fixByRemoving } from '../fields/field-fixes.ts';
import { fix } from '../report.ts';
import type { Fix, Subject } from '../rule.ts';
import { fitsDeeply } from '../types.ts';
import { at, isA, isSet, nameOf, pathOf, type Value } from '../view.ts';

interface Reshaped {
  readonly message: string;
  readonly fixes: readonly Fix[];
  /** The path of what the preferred fix makes of the field. */
  readonly supplies?: string;
}

/** What people call the fields of other tools and other kinds. */
const ALIASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Container: {
    arguments: 'args',
    cwd: 'workingDir',
    entrypoint: 'command',
    environment: 'env',
    mounts: 'volumeMounts',
    volumes: 'volumeMounts',
  },
  ContainerPort: { targetPort: 'containerPort', internal: 'containerPort', published: 'hostPort' },
  DeploymentSpec: { updateStrategy: 'strategy' },
  PodSpec: { priorityClass: 'priorityClassName' },
  Volume: { pvc: 'persistentVolumeClaim', cm: 'configMap', claim: 'persistentVolumeClaim' },
  VolumeMount: { path: 'mountPath', target: 'mountPath' },
};

/** Fields of other kinds that have no meaning here, as `Definition.field`. */
const MEANINGLESS: Readonly<Record<string, (name: string) => string>> = {
  'DaemonSetSpec.replicas': (name) => l10n.t('Unknown field "{0}": a DaemonSet runs one Pod on each node', name),
  'JobSpec.replicas': (name) =>
    l10n.t('Unknown field "{0}": a Job counts its Pods in parallelism and completions', name),
  'PodAffinityTerm.weight': (name) => l10n.t('Unknown field "{0}": only preferred terms have a weight', name),
  'NodeSelectorTerm.weight': (name) => l10n.t('Unknown field "{0}": only preferred terms have a weight', name),
  'PodSpec.replicas': (name) => l10n.t('Unknown field "{0}": only workloads have replicas', name),
};

export const meantFor = (name: string, meant: string): string =>
  l10n.t('Unknown field "{0}"; did you mean {1}?', name, meant);

export const belongsIn = (name: string, path: string): string =>
  path === ''
    ? l10n.t('Unknown field "{0}"; it belongs in the object itself', name)
    : l10n.t('Unknown field "{0}"; it belongs in {1}', name, path);

/** What to make of the unknown field; `isNear` tells that another field has nearly its name. */
export function reshape(subject: Subject, value: Value, isNear: boolean): Reshaped | undefined {
  const holder = value.parent;
  if (holder?.type?.kind !== 'object') return undefined;
  const { definition } = holder.type;
  const name = nameOf(value);
  return (
    renamed(subject, value, ALIASES[definition]?.[name]) ??
    servicePort(subject, value, holder) ??
    dropped(subject, value, MEANINGLESS[`${definition}.${name}`]?.(name)) ??
    rewritten(subject, value, holder, { definition, isNear })
  );
}

function renamed({ document, version }: Subject, value: Value, name: string | undefined): Reshaped | undefined {
  const holder = value.parent;
  if (!name || !holder || isSet(at(holder, name)) || holder.type?.kind !== 'object') return undefined;
  const field = getCatalog().field(holder.type.definition, name, version);
  if (!field || !value.node || !isMeant(value.node, field.type, version)) return undefined;
  const fixes = fix(l10n.t('Rename to {0}', name), true, renameKey(document, value, name));
  return { message: meantFor(nameOf(value), name), fixes, supplies: pathOf(at(holder, name)) };
}

/** Whether the value may be what the field holds, even if it is written for short; a list of other things is not. */
function isMeant(node: Node, type: Type, version: Version): boolean {
  const isListOfObjects = type.kind === 'list' && type.of.kind === 'object' && node.kind === 'sequence';
  if (!isListOfObjects) return true;
  const { of } = type;
  return node.items.every((item) => item.kind !== 'mapping' || fitsDeeply(item, of, version));
}

/** A Service has `port` and `targetPort`; of the two a container knows the second alone. */
function servicePort({ document }: Subject, value: Value, holder: Value): Reshaped | undefined {
  if (!isA(holder, 'ContainerPort')) return undefined;
  if (nameOf(value) !== 'port' && nameOf(value) !== 'targetPort') return undefined;
  const names = holder.node?.kind === 'mapping' ? holder.node.entries.map((entry) => entry.name) : [];
  if (!names.includes('containerPort') && !names.includes('targetPort')) return undefined;
  return {
    message: l10n.t('Unknown field "{0}"; it is a field of Services', nameOf(value)),
    fixes: fixByRemoving(document, value),
  };
}

function dropped({ document }: Subject, value: Value, message: string | undefined): Reshaped | undefined {
  return message ? { message, fixes: fixByRemoving(document, value) } : undefined;
}

/** More than these are no slip that could be mended at once. */
const MOST_STRANGERS = 50;

/** The unknown fields of each holder, in the order written; each of them asks for all. */
const strangersIn = memoize((subject: Subject): ReadonlyMap<Value | undefined, readonly Value[]> => {
  const strangers = new Map<Value | undefined, Value[]>();
  for (const value of subject.unknown) {
    const beside = strangers.get(value.parent);
    if (beside) beside.push(value);
    else strangers.set(value.parent, [value]);
  }
  return strangers;
});

/** The first unknown field of a holder tells how all of it was meant; the others go with it. */
function rewritten(
  subject: Subject,
  value: Value,
  holder: Value,
  { definition, isNear }: { readonly definition: string; readonly isNear: boolean },
): Reshaped | undefined {
  const { document } = subject;
  const strangers = strangersIn(subject).get(holder) ?? [];
  const whole = strangers.length > MOST_STRANGERS ? undefined : yamlOf(holder.node);
  if (!isMapping(whole)) return undefined;
  const known = Object.fromEntries(
    Object.entries(whole).filter(([name]) => !strangers.some((one) => nameOf(one) === name)),
  );
  const strange = Object.fromEntries(strangers.map((one) => [nameOf(one), whole[nameOf(one)] as Yaml]));
  const isFirst = strangers[0] === value;
  const meant =
    rewrite(definition, known, strange, nameOf(value)) ??
    (isNear ? undefined : keyedItem(known, strange, holder, value));
  if (!meant) return undefined;
  const { message, yaml } = meant;
  // One field alone moves with its comments.
  const target = strangers.length === 1 && meant.into ? at(holder, meant.into) : undefined;
  const move = target && (moveEntry(document, value, target, nameOf(value)) ?? undefined);
  const edits = move ?? replaceValue(document, holder, yaml);
  return { message, fixes: isFirst ? fix(meant.title, true, edits) : [] };
}

interface Meant {
  readonly message: string;
  readonly title: string;
  readonly yaml: Yaml;
  /** The field that the strangers belong in. */
  readonly into?: string;
}

type Fields = Readonly<Record<string, Yaml>>;

function rewrite(definition: string, known: Fields, strange: Fields, name: string): Meant | undefined {
  const names = Object.keys(strange);
  const scalars = Object.values(strange).every((one) => typeof one !== 'object');
  switch (definition) {
    case 'ResourceRequirements': {
      if (!scalars || !names.every((name) => /^(cpu|memory|ephemeral-storage|hugepages-.+|.+\/.+)$/.test(name)))
        return undefined;
      const { limits, requests } = known;
      const into = isMapping(limits) && !isMapping(requests) ? 'limits' : 'requests';
      const inside = { ...(isMapping(known[into]) && known[into]), ...strange };
      return {
        message: l10n.t('Unknown field "{0}"; it belongs in requests or limits', name),
        title: l10n.t('Move to {0}', into),
        yaml: { ...known, [into]: inside },
        into,
      };
    }
    case 'LabelSelector': {
      if (!scalars) return undefined;
      const { matchLabels } = known;
      const inside = { ...(isMapping(matchLabels) && matchLabels), ...strange };
      return {
        message: l10n.t('Unknown field "{0}"; labels belong in matchLabels', name),
        title: l10n.t('Move to {0}', 'matchLabels'),
        yaml: { ...known, matchLabels: inside },
        into: 'matchLabels',
      };
    }
    case 'EnvFromSource': {
      const { name: source } = strange;
      if (names.length !== 1 || typeof source !== 'string' || 'configMapRef' in known || 'secretRef' in known)
        return undefined;
      const yaml = envFrom(source);
      const into = Object.keys(yaml as object)[0] ?? '';
      return {
        message: belongsIn(name, into),
        title: l10n.t('Move to {0}', into),
        yaml: { ...known, ...(yaml as object) },
      };
    }
    case 'NodeSelector': {
      const fields = getCatalog().definition('NodeSelectorTerm')?.fields;
      if ('nodeSelectorTerms' in known || !names.every((one) => fields?.has(one))) return undefined;
      return {
        message: belongsIn(name, 'nodeSelectorTerms'),
        title: l10n.t('Move to {0}', 'nodeSelectorTerms'),
        yaml: { ...known, nodeSelectorTerms: [strange] },
      };
    }
    case 'WeightedPodAffinityTerm':
      return wrappedTerm(known, strange, name, 'PodAffinityTerm', 'podAffinityTerm');
    case 'PreferredSchedulingTerm':
      return wrappedTerm(known, strange, name, 'NodeSelectorTerm', 'preference');
    case 'PodAffinityTerm':
      return unwrappedTerm(strange, name, 'podAffinityTerm');
    case 'NodeSelectorTerm':
      return unwrappedTerm(strange, name, 'preference');
    default:
      return undefined;
  }
}

/** A term without its weight. */
function wrappedTerm(
  known: Fields,
  strange: Fields,
  name: string,
  definition: string,
  into: string,
): Meant | undefined {
  const fields = getCatalog().definition(definition)?.fields;
  if (into in known || !Object.keys(strange).every((one) => fields?.has(one))) return undefined;
  return {
    message: belongsIn(name, into),
    title: l10n.t('Move to {0}', into),
    yaml: { weight: 100, ...known, [into]: strange },
  };
}

/** A term with a weight where none is weighed. */
function unwrappedTerm(strange: Fields, name: string, from: string): Meant | undefined {
  const inner = strange[from];
  if (!isMapping(inner)) return undefined;
  return {
    message: l10n.t('Unknown field "{0}"; only preferred terms have it', name),
    title: l10n.t('Take it out of {0}', from),
    yaml: inner,
  };
}

/** `- KEY: value` for a variable, `- data: {emptyDir: {}}` for a volume. */
function keyedItem(known: Fields, strange: Fields, holder: Value, value: Value): Meant | undefined {
  const [name, ...others] = Object.keys(strange);
  const inner = name === undefined ? undefined : strange[name];
  if (name === undefined || inner === undefined || others.length > 0 || Object.keys(known).length > 0) return undefined;
  if (typeof holder.segment !== 'number' || !holder.type) return undefined;
  const yaml = itemOfField(holder.type, name, inner);
  if (!yaml) return undefined;
  const first = Object.keys(yaml as object)[0] ?? 'name';
  return {
    message: meantFor(nameOf(value), `${first}: ${nameOf(value)}`),
    title: l10n.t('Make it the {0}', first),
    yaml,
  };
}
