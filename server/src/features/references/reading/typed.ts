/** The names in an object along its types. */
import { getCatalog } from '../../../catalog/catalog.ts';
import { getPod, type KubernetesObject } from '../../../model/object.ts';
import { definitionOf, type Place, rootOf, walk } from '../../../model/walk.ts';
import { childOf, type Node, type Span, stringAt } from '../../../yaml/tree.ts';
import {
  type GroupKind,
  isExpanded,
  KEY_SELECTORS,
  KEY_SOURCES,
  type KindId,
  OBJECT_USES,
  POD_NAMES,
} from '../kinds.ts';
import type { PodParty } from '../occurrence.ts';
import { nameIn, type Occurrence } from '../occurrence.ts';
import { dataKeyScope, objectScope } from '../scopes.ts';
import { scriptIn, variablesOf } from '../shell.ts';
import type { Collector } from './collector.ts';
import { isPortName, itemsOf } from './nodes.ts';

interface FieldRule {
  readonly kind: KindId;
  readonly role: Occurrence['role'];
  readonly scope: 'pod' | 'container';
}

/** By `Definition.field`. */
const FIELDS: ReadonlyMap<string, FieldRule> = new Map(
  POD_NAMES.flatMap(({ kind, scope, defines, uses }) => [
    ...defines.map((field): [string, FieldRule] => [field, { kind, role: 'definition', scope }]),
    ...uses.map((field): [string, FieldRule] => [field, { kind, role: 'use', scope }]),
  ]),
);

/** The object along its types. */
export function readTyped(collector: Collector, pod: PodParty | undefined): void {
  const { text, object, namespace, add, addName, scopeOf } = collector;
  const isDefined = new Set<string>();
  const variables: Occurrence[] = [];
  const scripts: { readonly node: Node; readonly scope: string }[] = [];
  for (const place of walk(rootOf(object), getCatalog().newest)) {
    const script = scriptIn(commandLine(place));
    if (script) scripts.push({ node: script, ...scopeOf('container', place) });
    const field = fieldOf(place);
    if (field === undefined) continue;
    const rule = FIELDS.get(field);
    if (rule) {
      const scope = scopeOf(rule.scope, place);
      if (rule.kind === 'variable') isDefined.add(`${scope.scope} ${nameIn(text, place.node)?.name}`);
      const isPort = rule.kind === 'port' && pod;
      if (!isPort || isPortName(place.node))
        addName(place.node, { kind: rule.kind, role: rule.role, ...scope, ...(isPort && { party: pod }) });
    }
    const used = OBJECT_USES[field];
    if (used !== undefined) addName(place.node, { kind: 'object', role: 'use', scope: objectScope(used, namespace) });
    if (isExpanded(field.replace('[]', '')) || (field === 'ExecAction.command[]' && isOfProbe(place)))
      variables.push(...variablesIn(collector, place));
    readKey(collector, field, place);
    readLabels(collector, field, place, pod);
    if (isClaimTemplate(place)) addName(place.node, { kind: 'volume', role: 'definition', ...scopeOf('pod', place) });
  }
  // What no variable of the container has as its name stays as it is: `$(date)` is the shell's.
  for (const use of variables) if (isDefined.has(`${use.scope} ${use.name}`)) add(use);
  for (const { node, scope } of scripts)
    for (const { name, span } of variablesOf(text.slice(node.start, node.end), (one) =>
      isDefined.has(`${scope} ${one}`),
    ))
      add({
        kind: 'variable',
        role: 'use',
        name,
        span: { start: node.start + span.start, end: node.start + span.end },
        scope,
        local: true,
        within: 'script',
      });
}

function* variablesIn({ text, scopeOf }: Collector, place: Place): Generator<Occurrence> {
  const { node } = place;
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return;
  const { scope } = scopeOf('container', place);
  for (const match of text.slice(node.start, node.end).matchAll(/\$\$|\$\(([^()\s]+)\)/g)) {
    const name = match[1];
    if (name === undefined) continue;
    const start = node.start + match.index + 2;
    const span: Span = { start, end: start + name.length };
    yield { kind: 'variable', role: 'use', name, span, scope, local: true, within: 'text' };
  }
}

function readKey(collector: Collector, field: string, place: Place): void {
  const holder = place.parent;
  const definition = holder && definitionOf(holder)?.name;
  const selected = definition === undefined ? undefined : KEY_SELECTORS[definition];
  if (selected !== undefined && field.endsWith('.key'))
    addKeyUse(collector, selected, stringAt(holder?.node, 'name'), place.node);
  if (field === 'KeyToPath.key') {
    const from = holder?.parent?.parent;
    const source = from && KEY_SOURCES[definitionOf(from)?.name ?? ''];
    if (source) addKeyUse(collector, source.kind, stringAt(from.node, source.name), place.node);
  }
  if (field === 'VolumeMount.subPath') {
    const source = wholeSource(collector.object, stringAt(holder?.node, 'name'));
    if (source) addKeyUse(collector, source.kind, source.name, place.node);
  }
}

function addKeyUse({ namespace, addName }: Collector, of: GroupKind, name: string | undefined, node: Node): void {
  if (name !== undefined) addName(node, { kind: 'dataKey', role: 'use', scope: dataKeyScope(of, namespace, name) });
}

/** The ConfigMap or Secret whose keys are the files of a volume, if it is one of all keys under their own names. */
function wholeSource(
  object: KubernetesObject,
  volume: string | undefined,
): { kind: GroupKind; name: string | undefined } | undefined {
  const spec = childOf(getPod(object)?.node, 'spec');
  const node = itemsOf(childOf(spec, 'volumes')).find((item) => stringAt(item, 'name') === volume);
  const configMap = childOf(node, 'configMap');
  const secret = childOf(node, 'secret');
  if (configMap && !childOf(configMap, 'items')) return { kind: 'ConfigMap', name: stringAt(configMap, 'name') };
  if (secret && !childOf(secret, 'items')) return { kind: 'Secret', name: stringAt(secret, 'secretName') };
  return undefined;
}

/** Selectors over labels of Pods; those that are not of the object's own template look in a namespace. */
const SELECTOR_FIELDS: ReadonlySet<string> = new Set([
  'PodAffinityTerm.labelSelector',
  'TopologySpreadConstraint.labelSelector',
]);

function readLabels(collector: Collector, field: string, place: Place, pod: PodParty | undefined): void {
  const { namespace, addName, addSelector } = collector;
  const own = place.path.length === 2 && place.path[0] === 'spec' && place.path[1] === 'selector';
  if (own && pod) addSelector(place.node, field === 'ReplicationControllerSpec.selector', [namespace], pod);
  if (SELECTOR_FIELDS.has(field)) addSelector(place.node, false, namespacesOf(collector, place));
  if (field === 'ObjectFieldSelector.fieldPath' && pod) readLabelPath(collector, place, pod);
  if (field === 'TopologySpreadConstraint.matchLabelKeys[]' && pod)
    addName(place.node, { kind: 'labelKey', role: 'use', scope: undefined, party: pod });
  if (/^PodAffinityTerm\.(mis)?matchLabelKeys\[\]$/.test(field) && pod)
    addName(place.node, { kind: 'labelKey', role: 'use', scope: undefined, party: pod });
}

/** The downward API: `metadata.labels['app']`. */
function readLabelPath({ text, add }: Collector, { node }: Place, party: PodParty): void {
  if (node.kind !== 'scalar') return;
  const match = /metadata\.labels\[(''|['"])([^'"\]]+)\1\]/.exec(text.slice(node.start, node.end));
  const [, quote = '', name] = match ?? [];
  if (!match || name === undefined) return;
  const start = node.start + match.index + 'metadata.labels['.length + quote.length;
  add({
    kind: 'labelKey',
    role: 'use',
    name,
    span: { start, end: start + name.length },
    scope: undefined,
    within: 'text',
    party,
  });
}

function namespacesOf({ text, namespace }: Collector, place: Place): readonly string[] | undefined {
  const term = place.parent?.node;
  if (childOf(term, 'namespaceSelector')) return undefined;
  const named = itemsOf(childOf(term, 'namespaces')).flatMap((item) => nameIn(text, item)?.name ?? []);
  return named.length > 0 ? named : [namespace];
}

/** `Definition.field` of a field's value, with `[]` behind it for an item of its list. */
function fieldOf(place: Place): string | undefined {
  const owner = place.field ? place : place.parent;
  if (!owner?.field || !owner.parent) return undefined;
  return owner === place ? owner.field.id : `${owner.field.id}[]`;
}

/** The words that a container, a probe or a hook is to run; none where that is not said here. */
function commandLine(place: Place): readonly Node[] {
  switch (definitionOf(place)?.name) {
    case 'Container':
    case 'EphemeralContainer':
      return [...itemsOf(childOf(place.node, 'command')), ...itemsOf(childOf(place.node, 'args'))];
    case 'ExecAction':
      return itemsOf(childOf(place.node, 'command'));
    default:
      return [];
  }
}

/** The kubelet puts variables into the command of a probe, and not into that of a hook. */
function isOfProbe(item: Place): boolean {
  const handler = item.parent?.parent?.parent;
  return handler !== undefined && definitionOf(handler)?.name === 'Probe';
}

/** The name of a claim that a StatefulSet makes for each Pod, which is a volume's too. */
function isClaimTemplate({ path }: Place): boolean {
  return path.length === 5 && path[1] === 'volumeClaimTemplates' && path[3] === 'metadata' && path[4] === 'name';
}
