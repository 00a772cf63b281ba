/** What the Namespaces of the workspace ask of the Pods in them. */
import { getObjects } from '../model/object.ts';
import { POD_SECURITY_LEVELS, type PodSecurityLevel } from '../rules/rule.ts';
import type { YamlFile } from '../yaml/file.ts';
import { childOf, stringAt } from '../yaml/tree.ts';
import type { Workspace } from './references/workspace.ts';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

type Levels = readonly (readonly [namespace: string, level: PodSecurityLevel])[];

const levelsOf = new WeakMap<YamlFile, Levels>();

/** The Pod Security level that each Namespace enforces by its label, by the Namespace's name. */
export function enforcedLevels(workspace: Workspace): Readonly<Record<string, PodSecurityLevel>> {
  return Object.fromEntries(Array.from(workspace.files(), ({ file }) => remembered(file)).flat());
}

function remembered(file: YamlFile): Levels {
  const levels = levelsOf.get(file) ?? readLevels(file);
  levelsOf.set(file, levels);
  return levels;
}

function readLevels(file: YamlFile): Levels {
  // Hardly any document has one: the others need not be parsed.
  const namespaces = file.documents
    .flatMap(({ document }) => (document.text.includes(ENFORCE) ? getObjects(document) : []))
    .filter(({ kind }) => kind === 'Namespace');
  return namespaces.flatMap(({ node }) => {
    const metadata = childOf(node, 'metadata');
    const name = stringAt(metadata, 'name');
    const label = stringAt(childOf(metadata, 'labels'), ENFORCE);
    const level = POD_SECURITY_LEVELS.find((known) => known === label);
    return name !== undefined && level ? [[name, level] as const] : [];
  });
}
