/** An object that a Pod names, as the files of the workspace define it: its keys and values, or what it asks for. */
import * as l10n from '@vscode/l10n';
import { asMapping, asStrings, type PlainMapping } from '../../model/plain.ts';
import { enumerated } from '../../texts.ts';
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
  if (value === undefined) return l10n.t('There is no key {0} in {1}.', code(key), of);
  return source.kind === 'Secret' ? l10n.t('A key of {0}.', of) : l10n.t('{0}, by {1}.', code(value), of);
};

function describeObject(found: Found, kind: GroupKind): string | undefined {
  if (kind in KEY_FIELDS) {
    const data = [...dataOf(found.object, kind)];
    const shown = data
      .slice(0, MOST_KEYS)
      .map(([key, value]) => (kind === 'Secret' ? code(key) : `${code(key)}: ${code(value)}`));
    const rest = data.length > MOST_KEYS ? [l10n.t('and {0} more', data.length - MOST_KEYS)] : [];
    const list = [...shown, ...rest].map((line) => `- ${line}`).join('\n');
    if (data.length === 0) return l10n.t('Has no keys{0}.', from(found));
    return `${l10n.t('Has these keys{0}:', from(found))}\n\n${list}`;
  }
  return SAYS[kind]?.(asMapping(toValue(found.object.node)), from(found));
}

/** What is worth knowing of other kinds; `file` goes in front of the full stop. */
const SAYS: Readonly<Record<GroupKind, (object: PlainMapping, file: string) => string>> = {
  PersistentVolumeClaim: ({ spec }, file) => {
    const { accessModes, storageClassName, resources } = asMapping(spec);
    const size = asMapping(asMapping(resources).requests).storage;
    const parts = [size, ...asStrings(accessModes), storageClassName].filter((part) => part !== undefined).map(code);
    return parts.length > 0
      ? l10n.t('Asks for {0}{1}.', enumerated(parts), file)
      : l10n.t('Asks for storage{0}.', file);
  },
  'PriorityClass.scheduling.k8s.io': ({ value, preemptionPolicy }, file) =>
    preemptionPolicy === 'Never'
      ? l10n.t('Priority {0}, which preempts nobody{1}.', code(value ?? 0), file)
      : l10n.t('Priority {0}{1}.', code(value ?? 0), file),
};

/** The file, for whoever would look: its last name, which leads there. */
function from({ uri }: Found): string {
  const name = uri.split('/').at(-1) ?? '';
  return name === '' ? '' : l10n.t(' ({0})', `[${code(name.replaceAll('%20', ' '))}](<${uri}>)`);
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
