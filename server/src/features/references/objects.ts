/** Objects of the workspace by their names, and what they hold. */
import { nameOf, namespaceOf } from '../../model/names.ts';
import { getObjects, type KubernetesObject } from '../../model/object.ts';
import { asMapping, asString } from '../../model/plain.ts';
import { toValue } from '../../yaml/tree.ts';
import { CLUSTER_SCOPED, type GroupKind, KEY_FIELDS } from './kinds.ts';
import { groupKind } from './scopes.ts';
import { documentsWith, type Workspace } from './workspace.ts';

export interface Found {
  readonly object: KubernetesObject;
  readonly uri: string;
}

/** The object of that kind and name in the namespace of the hovered one, in whatever file it is. */
export function findObject(
  { workspace, object }: { readonly workspace: Workspace; readonly object: KubernetesObject },
  kind: GroupKind,
  name: string,
): Found | undefined {
  for (const { uri, file } of workspace.files())
    for (const document of documentsWith(file, kind.replace(/\..*/, '')))
      for (const other of getObjects(document)) {
        const isNamed = groupKind(other) === kind && nameOf(other) === name;
        if (isNamed && (CLUSTER_SCOPED.has(kind) || namespaceOf(other) === namespaceOf(object)))
          return { object: other, uri };
      }
  return undefined;
}

/** The keys of a ConfigMap or Secret and, where it is text, what they hold. */
export function dataOf({ node }: KubernetesObject, kind: GroupKind): ReadonlyMap<string, string> {
  const plain = asMapping(toValue(node));
  return new Map(
    (KEY_FIELDS[kind] ?? []).flatMap((name) =>
      Object.entries(asMapping(plain[name])).map(([key, value]) => [key, asString(value) ?? String(value)] as const),
    ),
  );
}
