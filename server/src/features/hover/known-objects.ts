/** An object that a Pod names, as the files of the workspace define it: its keys and values, or what it asks for. */
import { asMapping, asStrings, type PlainMapping } from '../../model/plain.ts';
import { stringAt, toValue } from '../../yaml/tree.ts';
import { type GroupKind, KEY_FIELDS, KEY_SELECTORS, KEY_SOURCES, OBJECT_USES } from '../references/kinds.ts';
import { dataOf, type Found, findObject } from '../references/objects.ts';
import { code, type Describe, type Hovered } from './hovered.ts';

/** More keys than these are not listed. */
const MOST_KEYS = 12;

export const describeKnownObject: Describe = (hovered) => {
  const { field, place } = hovered;
  if (place.node.kind !== 'scalar' || place.node.text === '') return undefined;
  const kind = OBJECT_USES[field];
  if (kind !== undefined) {
    const found = findObject(hovered, kind, place.node.text);
    return found && describeObject(found, kind);
  }
  const source = keySourceAt(hovered);
  const found = source && findObject(hovered, source.kind, source.name);
  if (!found) return undefined;
  const key = place.node.text;
  const value = dataOf(found.object, source.kind).get(key);
  const of = `${source.kind} ${code(source.name)}${from(found)}`;
  if (value === undefined) return `There is no key ${code(key)} in ${of}.`;
  return source.kind === 'Secret' ? `A key of ${of}.` : `${code(value)}, by ${of}.`;
};

function describeObject(found: Found, kind: GroupKind): string | undefined {
  if (kind in KEY_FIELDS) {
    const data = [...dataOf(found.object, kind)];
    const shown = data
      .slice(0, MOST_KEYS)
      .map(([key, value]) => (kind === 'Secret' ? code(key) : `${code(key)}: ${code(value)}`));
    const rest = data.length > MOST_KEYS ? [`and ${data.length - MOST_KEYS} more`] : [];
    const list = [...shown, ...rest].map((line) => `- ${line}`).join('\n');
    return data.length > 0 ? `Has these keys${from(found)}:\n\n${list}` : `Has no keys${from(found)}.`;
  }
  const says = SAYS[kind]?.(asMapping(toValue(found.object.node)));
  return says && `${says}${from(found)}.`;
}

/** What is worth knowing of other kinds. */
const SAYS: Readonly<Record<GroupKind, (object: PlainMapping) => string>> = {
  PersistentVolumeClaim: ({ spec }) => {
    const { accessModes, storageClassName, resources } = asMapping(spec);
    const size = asMapping(asMapping(resources).requests).storage;
    const parts = [size, ...asStrings(accessModes), storageClassName].filter((part) => part !== undefined).map(code);
    return `Asks for ${parts.join(', ') || 'storage'}`;
  },
  'PriorityClass.scheduling.k8s.io': ({ value, preemptionPolicy }) =>
    `Priority ${code(value ?? 0)}${preemptionPolicy === 'Never' ? ', which preempts nobody' : ''}`,
};

/** The file, for whoever would look: its last name, which leads there. */
function from({ uri }: Found): string {
  const name = uri.split('/').at(-1) ?? '';
  return name === '' ? '' : ` ([${code(name.replaceAll('%20', ' '))}](<${uri}>))`;
}

/** The ConfigMap or Secret that a key is of. */
function keySourceAt({ field, place }: Hovered): { readonly kind: GroupKind; readonly name: string } | undefined {
  const [definition = '', name] = field.split('.');
  const selected = name === 'key' ? KEY_SELECTORS[definition] : undefined;
  const holder = selected === undefined ? place.parent?.parent?.parent : place.parent;
  const source =
    selected !== undefined
      ? { kind: selected, name: 'name' }
      : field === 'KeyToPath.key' && holder?.type?.kind === 'object'
        ? KEY_SOURCES[holder.type.definition]
        : undefined;
  const named = source && stringAt(holder?.node, source.name);
  return source && named !== undefined ? { kind: source.kind, name: named } : undefined;
}
