/** What is found while an object is read, by the words of each kind of finding. */
import { namespaceOf } from '../../../model/names.ts';
import type { KubernetesObject } from '../../../model/object.ts';
import { formatPath } from '../../../model/path.ts';
import type { Place } from '../../../model/walk.ts';
import { childOf, type Entry, type Node, stringAt } from '../../../yaml/tree.ts';
import { containerAt } from '../../owner.ts';
import type { GroupKind, KindId } from '../kinds.ts';
import { keySpan, nameIn, type Occurrence, type Party, type PodParty, type SelectorParty } from '../occurrence.ts';
import { requirementsIn } from '../parties.ts';
import { groupKind } from '../scopes.ts';
import { entriesOf, itemsOf } from './nodes.ts';

export interface Collector {
  readonly text: string;
  readonly object: KubernetesObject;
  readonly kind: GroupKind;
  readonly namespace: string;
  add(occurrence: Omit<Occurrence, 'local' | 'within'> & Partial<Occurrence>): void;
  /** A scalar, if it is a name. */
  addName(node: Node | undefined, rest: Pick<Occurrence, 'kind' | 'role' | 'scope'> & Partial<Occurrence>): void;
  /** A key that defines something. */
  addKey(entry: Entry, rest: { kind: KindId; scope: string | undefined; party?: Party }): void;
  addParty(party: Party): void;
  /** A map of labels. */
  addLabels(map: Node | undefined, party: Party, role: Occurrence['role']): void;
  /**
   * @param isMap whether it is a map of labels, as a Service has it, rather than a `LabelSelector`
   * @param namespaces where it looks; undefined for everywhere
   */
  addSelector(
    node: Node | undefined,
    isMap: boolean,
    namespaces: readonly string[] | undefined,
    template?: PodParty,
  ): SelectorParty;
  /** The scope of a name that only the Pod, or only the container around a place, knows. */
  scopeOf(scope: 'pod' | 'container', place: Place | undefined): { scope: string; local: true };
}

/** @param index of the object in its document */
export function createCollector(
  text: string,
  object: KubernetesObject,
  index: number,
  { occurrences, parties }: { readonly occurrences: Occurrence[]; readonly parties: Party[] },
): Collector {
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

  function addKey(entry: Entry, rest: { kind: KindId; scope: string | undefined; party?: Party }): void {
    if (entry.name !== '') add({ role: 'definition', name: entry.name, span: keySpan(text, entry), ...rest });
  }

  function addLabels(map: Node | undefined, party: Party, role: Occurrence['role']): void {
    for (const entry of entriesOf(map)) {
      if (entry.name === '') continue;
      add({ kind: 'labelKey', role, name: entry.name, span: keySpan(text, entry), scope: undefined, party });
      addName(entry.value, { kind: 'labelValue', role, scope: undefined, party, label: entry.name });
    }
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

  function scopeOf(scope: 'pod' | 'container', place: Place | undefined): { scope: string; local: true } {
    const container = scope === 'container' ? place && containerAt(place) : undefined;
    return { scope: `${index} ${container ? formatPath(container.path) : ''}`, local: true };
  }

  return {
    text,
    object,
    kind: groupKind(object),
    namespace: namespaceOf(object),
    add,
    addName,
    addKey,
    addParty: (party) => parties.push(party),
    addLabels,
    addSelector,
    scopeOf,
  };
}
