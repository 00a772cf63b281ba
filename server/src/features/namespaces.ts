/** What the Namespaces of the workspace ask of the Pods in them. */
import { memoize } from '../memoize.ts';
import { getObjects } from '../model/object.ts';
import { POD_SECURITY_LEVELS, type PodSecurityLevel } from '../rules/rule.ts';
import type { YamlDocument, YamlFile } from '../yaml/file.ts';
import { childOf, stringAt } from '../yaml/tree.ts';
import type { Workspace } from './references/workspace.ts';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

type Levels = readonly (readonly [namespace: string, level: PodSecurityLevel])[];

const NO_LEVELS: Levels = [];

/** The Pod Security level that each Namespace enforces by its label, by the Namespace's name. */
export function enforcedLevels(workspace: Workspace): Readonly<Record<string, PodSecurityLevel>> {
  return Object.fromEntries(Array.from(workspace.files(), ({ file }) => levelsInFile(file)).flat());
}

const levelsInFile = memoize((file: YamlFile): Levels => file.documents.flatMap(({ document }) => levelsIn(document)));

const levelsIn = memoize((document: YamlDocument): Levels => {
  // Hardly any document has one: the others need not be parsed.
  if (!document.text.includes(ENFORCE)) return NO_LEVELS;
  const namespaces = getObjects(document).filter(({ kind }) => kind === 'Namespace');
  return namespaces.flatMap(({ node }) => {
    const metadata = childOf(node, 'metadata');
    const name = stringAt(metadata, 'name');
    const label = stringAt(childOf(metadata, 'labels'), ENFORCE);
    const level = POD_SECURITY_LEVELS.find((known) => known === label);
    return name !== undefined && level ? [[name, level] as const] : [];
  });
});
