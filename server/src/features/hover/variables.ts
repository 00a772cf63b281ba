/** Environment variables: what one holds, and what `$(VAR)` comes to, with the values that the workspace has. */
import * as l10n from '@vscode/l10n';
import { namespaceOf } from '../../model/names.ts';
import { asMapping, asMappings, asString, asStringMap, type PlainMapping } from '../../model/plain.ts';
import { enumerated } from '../../texts.ts';
import { toValue } from '../../yaml/tree.ts';
import { isExpanded } from '../references/kinds.ts';
import { dataOf, findObject } from '../references/objects.ts';
import { code, type Describe, type Hovered, paragraph } from './hovered.ts';

export const describeVariables: Describe = (hovered) => {
  const { owner, field, place, container } = hovered;
  const { node } = place;
  if (!container) return undefined;
  if (field === 'ObjectFieldSelector.fieldPath' && node.kind === 'scalar') {
    const value = fieldOfPod(node.text, hovered);
    return value === undefined ? undefined : l10n.t('Here that is {0}.', code(value));
  }
  if (field === 'EnvVar.name' || field === 'EnvVar.valueFrom') {
    const own = asMapping(place.parent && toValue(place.parent.node));
    const value = own.valueFrom === undefined ? undefined : valueFrom(asMapping(own.valueFrom), hovered);
    return value === undefined ? undefined : l10n.t('Its value is {0}.', code(value));
  }
  if (!isExpanded(owner.field.id) || node.kind !== 'scalar' || !node.text.includes('$(')) return undefined;
  const { text, unknown } = expand(node.text, visibleVariables(hovered));
  return paragraph([l10n.t('Expands to {0}.', code(text)), kept(unknown.map(code))]);
};

function kept(unknown: readonly string[]): string | undefined {
  if (unknown.length === 0) return undefined;
  return unknown.length > 1
    ? l10n.t('{0} are not defined here and stay as they are.', enumerated(unknown))
    : l10n.t('{0} is not defined here and stays as it is.', enumerated(unknown));
}

/**
 * By name, the container's variables: first those of whole ConfigMaps and Secrets, then its own, for one of these only
 * those before it. `<NAME>` stands for what is not known before the container runs.
 */
function visibleVariables(hovered: Hovered): Map<string, string> {
  const { field, place, container } = hovered;
  const variables = asMappings(container?.value.env);
  const own = field === 'EnvVar.value' ? place.path.findLast((segment) => typeof segment === 'number') : undefined;
  const known = new Map(asMappings(container?.value.envFrom).flatMap((source) => [...wholeSource(source, hovered)]));
  for (const { name, value, valueFrom: source } of own === undefined ? variables : variables.slice(0, Number(own))) {
    if (typeof name !== 'string') continue;
    const text =
      source === undefined
        ? expand(asString(value) ?? '', known).text
        : (valueFrom(asMapping(source), hovered) ?? `<${name}>`);
    known.set(name, text);
  }
  return known;
}

/** Each key of a ConfigMap or Secret as a variable. */
function wholeSource({ prefix, configMapRef, secretRef }: PlainMapping, hovered: Hovered): Map<string, string> {
  const kind = configMapRef === undefined ? 'Secret' : 'ConfigMap';
  const name = asString(asMapping(configMapRef ?? secretRef).name);
  const found = name === undefined ? undefined : findObject(hovered, kind, name);
  const data = found ? [...dataOf(found.object, kind)] : [];
  return new Map(
    data.map(([key, value]) => {
      const variable = `${asString(prefix) ?? ''}${key}`;
      return [variable, kind === 'Secret' ? `<${variable}>` : value];
    }),
  );
}

/** What a variable takes from elsewhere, where the files say it; Secrets are not told. */
function valueFrom({ configMapKeyRef, fieldRef }: PlainMapping, hovered: Hovered): string | undefined {
  const { name, key } = asMapping(configMapKeyRef);
  if (typeof name === 'string' && typeof key === 'string') {
    const found = findObject(hovered, 'ConfigMap', name);
    return found && dataOf(found.object, 'ConfigMap').get(key);
  }
  const path = asString(asMapping(fieldRef).fieldPath);
  return path === undefined ? undefined : fieldOfPod(path, hovered);
}

/** A field of the Pod that its manifest says; of a template only what all of its Pods share. */
function fieldOfPod(path: string, { pod, object }: Hovered): string | undefined {
  const { metadata, spec } = asMapping(pod);
  const [, map, key] = /^metadata\.(labels|annotations)\['([^']*)'\]$/.exec(path) ?? [];
  if (map !== undefined && key !== undefined) return asStringMap(asMapping(metadata)[map])[key];
  switch (path) {
    case 'metadata.name':
      return object.kind === 'Pod' ? asString(asMapping(metadata).name) : undefined;
    case 'metadata.namespace':
      return (
        asString(asMapping(metadata).namespace) ?? (namespaceOf(object) === 'default' ? undefined : namespaceOf(object))
      );
    case 'spec.serviceAccountName':
      return asString(asMapping(spec).serviceAccountName) ?? 'default';
    case 'spec.nodeName':
      return asString(asMapping(spec).nodeName);
    default:
      return undefined;
  }
}

/** The kubelet's expansion: `$$` is a dollar sign, and what is not known is left alone. */
function expand(text: string, variables: ReadonlyMap<string, string>): { text: string; unknown: string[] } {
  const unknown: string[] = [];
  const expanded = text.replace(/\$(\$|\(([^)]*)\))/g, (whole, inner: string, name: string | undefined) => {
    if (inner === '$') return '$';
    const value = variables.get(name ?? '');
    if (value === undefined) unknown.push(whole);
    return value ?? whole;
  });
  return { text: expanded, unknown };
}
