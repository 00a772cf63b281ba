/** The names in one YAML document: what it defines and what it refers to. Remembered as long as the document lives. */
import { getCatalog } from '../../catalog/catalog.ts';
import { getObjects, getPod, type KubernetesObject } from '../../model/object.ts';
import { formatPath } from '../../model/path.ts';
import { definitionOf, type Place, rootOf, walk } from '../../model/walk.ts';
import type { PlacedDocument, YamlDocument, YamlFile } from '../../yaml/file.ts';
import { childOf, type Entry, entryOf, type Node, type Span, stringAt } from '../../yaml/tree.ts';
import { anchorsIn } from './anchors.ts';
import {
  CLUSTER_SCOPED,
  CONTAINER_ANNOTATION_PREFIXES,
  CONTAINER_ANNOTATIONS,
  EXPANDED,
  type GroupKind,
  KEY_FIELDS,
  KEY_SELECTORS,
  KEY_SOURCES,
  KINDS,
  type KindId,
  OBJECT_USES,
  OTHER_USES,
  POD_PORTS,
  POD_SELECTORS,
  REFERENCES_WITH_KIND,
} from './kinds.ts';
import { keySpan, nameIn, type Occurrence } from './occurrence.ts';
import { labelsIn, type Party, type PodParty, requirementsIn, type SelectorParty } from './parties.ts';
import { scriptIn, variablesOf } from './shell.ts';

export interface DocumentSymbols {
  readonly occurrences: readonly Occurrence[];
  readonly parties: readonly Party[];
  /** By the object's index in the document: the Pod that it is or makes. */
  readonly pods: ReadonlyMap<number, PodParty>;
}

const symbolsOf = new WeakMap<YamlDocument, DocumentSymbols>();

export function getSymbols(document: YamlDocument): DocumentSymbols {
  let symbols = symbolsOf.get(document);
  if (!symbols) {
    symbols = readDocument(document);
    symbolsOf.set(document, symbols);
  }
  return symbols;
}

/**
 * Reads names ahead of whoever asks for them: of at most so many documents whose names are not known yet.
 *
 * @param from index of the first document to look into
 * @returns the index behind the last one
 */
export function readAhead({ documents }: YamlFile, from: number, most: number): number {
  let index = from;
  for (let read = 0; index < documents.length && read < most; index++) {
    const { document } = documents[index] as PlacedDocument;
    if (symbolsOf.has(document)) continue;
    getSymbols(document);
    read++;
  }
  return index;
}

/** As kubectl names a kind: `ConfigMap`, `Deployment.apps`. */
export function groupKind({ apiVersion, kind }: KubernetesObject): GroupKind {
  const slash = apiVersion?.indexOf('/') ?? -1;
  return slash < 0 ? (kind ?? '') : `${kind}.${apiVersion?.slice(0, slash)}`;
}

/** Where an object is when it does not say so itself: where kubectl puts it without being told. */
export function namespaceOf({ node }: KubernetesObject): string {
  return stringAt(childOf(node, 'metadata'), 'namespace') ?? 'default';
}

/** All objects of a kind in a namespace; for kinds without one it does not matter. */
export function objectScope(kind: GroupKind, namespace: string): string {
  return `${kind} ${CLUSTER_SCOPED.has(kind) ? '' : namespace}`;
}

/** All keys of one ConfigMap or Secret. */
export function dataKeyScope(kind: GroupKind, namespace: string, name: string): string {
  return `${objectScope(kind, namespace)} ${name}`;
}

interface FieldRule {
  readonly kind: KindId;
  readonly role: Occurrence['role'];
  readonly scope: 'pod' | 'container';
}

/** By `Definition.field`. */
const FIELDS: ReadonlyMap<string, FieldRule> = new Map(
  Object.entries(KINDS).flatMap(([id, { scope, defines = [], uses = [] }]) => {
    if (!scope) return [];
    const kind = id as KindId;
    return [
      ...defines.map((field): [string, FieldRule] => [field, { kind, role: 'definition', scope }]),
      ...uses.map((field): [string, FieldRule] => [field, { kind, role: 'use', scope }]),
    ];
  }),
);

/** Selectors over labels of Pods; those that are not of the object's own template look in a namespace. */
const SELECTOR_FIELDS: ReadonlySet<string> = new Set([
  'PodAffinityTerm.labelSelector',
  'TopologySpreadConstraint.labelSelector',
]);

function readDocument(document: YamlDocument): DocumentSymbols {
  const occurrences: Occurrence[] = [];
  const parties: Party[] = [];
  const pods = new Map<number, PodParty>();
  for (const [index, object] of getObjects(document).entries()) {
    const reader = createReader(document.text, object, index, { occurrences, parties });
    const pod = reader.readPod();
    if (pod) pods.set(index, pod);
    if (object.known?.definition) reader.readTyped(pod);
    else reader.readOther();
    reader.readObject();
  }
  const anchors = occurrences.length > 0 ? anchorsIn(document.text) : [];
  return { occurrences: [...occurrences, ...anchors], parties, pods };
}

interface Reader {
  readPod(): PodParty | undefined;
  readTyped(pod: PodParty | undefined): void;
  readOther(): void;
  readObject(): void;
}

/** Reads one object; what it finds it adds to the lists. */
function createReader(
  text: string,
  object: KubernetesObject,
  index: number,
  { occurrences, parties }: { readonly occurrences: Occurrence[]; readonly parties: Party[] },
): Reader {
  const kind = groupKind(object);
  const namespace = namespaceOf(object);
  const metadata = childOf(object.node, 'metadata');

  function add(occurrence: Omit<Occurrence, 'local' | 'within'> & Partial<Occurrence>): void {
    const full: Occurrence = { local: false, within: 'scalar', ...occurrence };
    occurrences.push(full);
    full.party?.parts.push(full);
  }

  function addName(
    node: Node | undefined,
    rest: Pick<Occurrence, 'kind' | 'role' | 'scope'> & Partial<Occurrence>,
  ): void {
    const found = nameIn(text, node);
    if (found) add({ ...found, ...rest });
  }

  /** What every object has: its name, and its keys if it is made of such. */
  function readObject(): void {
    addName(childOf(metadata, 'name'), { kind: 'object', role: 'definition', scope: objectScope(kind, namespace) });
    const name = stringAt(metadata, 'name');
    if (name === undefined) return;
    const scope = dataKeyScope(kind, namespace, name);
    for (const field of KEY_FIELDS[kind] ?? [])
      for (const entry of entriesOf(childOf(object.node, field))) addKey(entry, { kind: 'dataKey', scope });
    if (kind === 'Service')
      for (const port of nodesAt(object.node, 'spec.ports[].name'))
        addName(port, { kind: 'servicePort', role: 'definition', scope });
  }

  function addKey(entry: Entry, rest: { kind: KindId; scope: string | undefined; party?: Party }): void {
    if (entry.name !== '') add({ role: 'definition', name: entry.name, span: keySpan(text, entry), ...rest });
  }

  function readPod(): PodParty | undefined {
    const pod = getPod(object);
    if (!pod) return undefined;
    const podMetadata = childOf(pod.node, 'metadata');
    const labels = childOf(podMetadata, 'labels');
    const party: PodParty = { kind: 'pod', namespace, labels: labelsIn(labels), parts: [] };
    parties.push(party);
    addLabels(labels, party, 'definition');
    for (const entry of entriesOf(childOf(podMetadata, 'annotations'))) readAnnotation(entry);
    return party;
  }

  function addLabels(map: Node | undefined, party: Party, role: Occurrence['role']): void {
    for (const entry of entriesOf(map)) {
      if (entry.name === '') continue;
      add({ kind: 'labelKey', role, name: entry.name, span: keySpan(text, entry), scope: undefined, party });
      addName(entry.value, { kind: 'labelValue', role, scope: undefined, party, label: entry.name });
    }
  }

  function readAnnotation(entry: Entry): void {
    const use = { kind: 'container', role: 'use', ...scopeOf('pod', undefined) } as const;
    if (CONTAINER_ANNOTATIONS.has(entry.name)) addName(entry.value, use);
    const prefix = CONTAINER_ANNOTATION_PREFIXES.find((start) => entry.name.startsWith(start));
    if (prefix === undefined) return;
    const { start, end } = keySpan(text, entry);
    const name = entry.name.slice(prefix.length);
    if (name && end - start === entry.name.length)
      add({ ...use, name, span: { start: start + prefix.length, end }, within: 'text' });
  }

  /** The object along its types. */
  function readTyped(pod: PodParty | undefined): void {
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
      if (EXPANDED.has(field) || (field === 'ExecAction.command[]' && isOfProbe(place)))
        variables.push(...variablesIn(place));
      readKey(field, place);
      readLabels(field, place, pod);
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

  function scopeOf(scope: 'pod' | 'container', place: Place | undefined): { scope: string; local: true } {
    const container = scope === 'container' ? containerOf(place) : undefined;
    return { scope: `${index} ${container ? formatPath(container.path) : ''}`, local: true };
  }

  function* variablesIn(place: Place): Generator<Occurrence> {
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

  function readKey(field: string, place: Place): void {
    const holder = place.parent;
    const definition = holder && definitionOf(holder)?.name;
    const selected = definition === undefined ? undefined : KEY_SELECTORS[definition];
    if (selected !== undefined && field.endsWith('.key'))
      addKeyUse(selected, stringAt(holder?.node, 'name'), place.node);
    if (field === 'KeyToPath.key') {
      const from = holder?.parent?.parent;
      const source = from && KEY_SOURCES[definitionOf(from)?.name ?? ''];
      if (source) addKeyUse(source.kind, stringAt(from.node, source.name), place.node);
    }
    if (field === 'VolumeMount.subPath') {
      const source = wholeSource(stringAt(holder?.node, 'name'));
      if (source) addKeyUse(source.kind, source.name, place.node);
    }
  }

  function addKeyUse(of: GroupKind, name: string | undefined, node: Node): void {
    if (name !== undefined) addName(node, { kind: 'dataKey', role: 'use', scope: dataKeyScope(of, namespace, name) });
  }

  /** The ConfigMap or Secret whose keys are the files of a volume, if it is one of all keys under their own names. */
  function wholeSource(volume: string | undefined): { kind: GroupKind; name: string | undefined } | undefined {
    const spec = childOf(getPod(object)?.node, 'spec');
    const node = itemsOf(childOf(spec, 'volumes')).find((item) => stringAt(item, 'name') === volume);
    const configMap = childOf(node, 'configMap');
    const secret = childOf(node, 'secret');
    if (configMap && !childOf(configMap, 'items')) return { kind: 'ConfigMap', name: stringAt(configMap, 'name') };
    if (secret && !childOf(secret, 'items')) return { kind: 'Secret', name: stringAt(secret, 'secretName') };
    return undefined;
  }

  function readLabels(field: string, place: Place, pod: PodParty | undefined): void {
    const own = place.path.length === 2 && place.path[0] === 'spec' && place.path[1] === 'selector';
    if (own && pod) addSelector(place.node, field === 'ReplicationControllerSpec.selector', [namespace], pod);
    if (SELECTOR_FIELDS.has(field)) addSelector(place.node, false, namespacesOf(place));
    if (field === 'ObjectFieldSelector.fieldPath' && pod) readLabelPath(place, pod);
    if (field === 'TopologySpreadConstraint.matchLabelKeys[]' && pod)
      addName(place.node, { kind: 'labelKey', role: 'use', scope: undefined, party: pod });
    if (/^PodAffinityTerm\.(mis)?matchLabelKeys\[\]$/.test(field) && pod)
      addName(place.node, { kind: 'labelKey', role: 'use', scope: undefined, party: pod });
  }

  /** The downward API: `metadata.labels['app']`. */
  function readLabelPath({ node }: Place, party: PodParty): void {
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

  function namespacesOf(place: Place): readonly string[] | undefined {
    const term = place.parent?.node;
    if (childOf(term, 'namespaceSelector')) return undefined;
    const named = itemsOf(childOf(term, 'namespaces')).flatMap((item) => nameIn(text, item)?.name ?? []);
    return named.length > 0 ? named : [namespace];
  }

  function addSelector(
    node: Node | undefined,
    isMap: boolean,
    namespaces: readonly string[] | undefined,
    template?: PodParty,
  ): SelectorParty {
    const requirements = requirementsIn(node, isMap);
    const party: SelectorParty = {
      kind: 'selector',
      namespaces,
      requirements,
      parts: [],
      ...(template && { template }),
    };
    parties.push(party);
    addLabels(isMap ? node : childOf(node, 'matchLabels'), party, 'use');
    for (const expression of isMap ? [] : itemsOf(childOf(node, 'matchExpressions'))) {
      const key = stringAt(expression, 'key');
      if (key === undefined) continue;
      addName(childOf(expression, 'key'), { kind: 'labelKey', role: 'use', scope: undefined, party });
      for (const value of itemsOf(childOf(expression, 'values')))
        addName(value, { kind: 'labelValue', role: 'use', scope: undefined, party, label: key });
    }
    return party;
  }

  /** Kinds that the catalog knows no types of. */
  function readOther(): void {
    for (const [path, used] of Object.entries(OTHER_USES[kind] ?? {}))
      for (const node of nodesAt(object.node, path))
        addName(node, { kind: 'object', role: 'use', scope: objectScope(used, namespace) });

    const withKind = REFERENCES_WITH_KIND[kind];
    for (const node of withKind === undefined ? [] : nodesAt(object.node, withKind)) {
      const apiVersion = stringAt(node, 'apiVersion') ?? stringAt(node, 'apiGroup');
      const used = groupKind({ ...object, apiVersion, kind: stringAt(node, 'kind') });
      const scope = objectScope(used, stringAt(node, 'namespace') ?? namespace);
      addName(childOf(node, 'name'), { kind: 'object', role: 'use', scope });
    }

    for (const service of kind.startsWith('Ingress.') ? nodesAt(object.node, INGRESS_SERVICES) : []) {
      const scope = dataKeyScope('Service', namespace, stringAt(service, 'name') ?? '');
      addName(childOf(childOf(service, 'port'), 'name'), { kind: 'servicePort', role: 'use', scope });
    }

    const selectors = (POD_SELECTORS[kind] ?? []).flatMap((path) => {
      const [, holders = '', name = ''] = /^(.*)\.(\w+)$/.exec(path) ?? [];
      return nodesAt(object.node, holders).flatMap((holder) => {
        const selector = childOf(holder, name);
        // Which namespaces such a selector means, their labels tell, and those are not here.
        const namespaces = childOf(holder, 'namespaceSelector') ? undefined : [namespace];
        return selector ? [addSelector(selector, kind === 'Service', namespaces)] : [];
      });
    });
    const ports = POD_PORTS[kind];
    const [party] = selectors;
    if (ports !== undefined && party)
      for (const node of nodesAt(object.node, ports))
        if (isPortName(node)) addName(node, { kind: 'port', role: 'use', scope: undefined, party });
  }

  return { readPod, readTyped, readOther, readObject };
}

const INGRESS_SERVICES = 'spec.rules[].http.paths[].backend.service';

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

/** The container that a place stands in. */
function containerOf(place: Place | undefined): Place | undefined {
  let at = place;
  while (at && !/^(?:Ephemeral)?Container$/.test(definitionOf(at)?.name ?? '')) at = at.parent;
  return at;
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

function isPortName(node: Node): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string' && !/^[0-9]*$/.test(node.value);
}

function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'sequence' ? node.items : [];
}

/** The values at a path such as `spec.ports[].targetPort`, in which `[]` stands for each item. */
export function nodesAt(node: Node, path: string): Node[] {
  let nodes: Node[] = [node];
  for (const step of path.split('.')) {
    const name = step.replace('[]', '');
    nodes = nodes.flatMap((at) => entryOf(at, name)?.value ?? []);
    if (step.endsWith('[]')) nodes = nodes.flatMap(itemsOf);
  }
  return nodes;
}
