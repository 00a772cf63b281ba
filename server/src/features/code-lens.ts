/** What stands above each Pod: the way to its preview, its QoS class, its Pod Security level, and what refers to it. */
import type { CodeLens, Command, Location } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import { getPod } from '../model/object.ts';
import { qosClass } from '../model/resources.ts';
import { podSecurityLevel } from '../rules/pod-security.ts';
import type { Subject } from '../rules/rule.ts';
import { getSubjects } from '../rules/view.ts';
import { type PlacedDocument, positionAt, rangeOf } from '../yaml/file.ts';
import { contains, toValue } from '../yaml/tree.ts';
import { fileVersion } from './diagnostics.ts';
import type { Occurrence } from './references/occurrence.ts';
import { areLinked, type PodParty } from './references/parties.ts';
import { getSymbols } from './references/symbols.ts';
import { type Source, sourcesOf, type Workspace } from './references/workspace.ts';

/** Commands of the client; their arguments are a URI, a position in it and, for the second, LSP locations. */
export const PREVIEW_COMMAND = 'podwright.previewPod';
export const REFERENCES_COMMAND = 'podwright.showReferences';

export function getCodeLenses(
  source: Source,
  workspace: Workspace,
  settings: { readonly version: Version },
): CodeLens[] {
  const version = fileVersion(source.file, settings.version);
  return source.file.documents.flatMap((placed) =>
    getSubjects(placed.document, version).flatMap((subject) => lensesOf(placed, subject, source, workspace)),
  );
}

function lensesOf(placed: PlacedDocument, subject: Subject, source: Source, workspace: Workspace): CodeLens[] {
  const { object } = subject;
  const pod = getPod(object);
  if (!pod) return [];
  const start = positionAt(placed, object.node.start);
  const range = { start, end: start };
  const level = podSecurityLevel(subject);
  const references = [...referencesTo(placed, subject, source, workspace)];
  const count = references.length === 1 ? '1 reference' : `${references.length} references`;
  const commands: Command[] = [
    { title: '$(open-preview) Preview', command: PREVIEW_COMMAND, arguments: [source.uri, start] },
    // A Pod gets requests from its limits; a workload's template does not, its Pods do.
    fact(`QoS ${qosClass(toValue(pod.node))}`),
    ...(level ? [fact(`Pod Security: ${level}`)] : []),
    ...(references.length > 0
      ? [{ title: count, command: REFERENCES_COMMAND, arguments: [source.uri, start, references] }]
      : []),
  ];
  return commands.map((command) => ({ range, command }));
}

/** Text to read and not to click. */
function fact(title: string): Command {
  return { title, command: '' };
}

/** The selectors of other objects that find the Pod by its labels, and the places that name its object. */
function* referencesTo(
  placed: PlacedDocument,
  { object }: Subject,
  source: Source,
  workspace: Workspace,
): Generator<Location> {
  const { pods, occurrences } = getSymbols(placed.document);
  const pod = pods.get(object);
  const name = occurrences.find(
    ({ kind, role, span }) => kind === 'object' && role === 'definition' && contains(object.node, span.start),
  );
  for (const { uri, file } of sourcesOf(source, workspace))
    for (const other of file.documents) {
      if (!mentions(other.document.text, pod, name)) continue;
      const symbols = getSymbols(other.document);
      for (const occurrence of symbols.occurrences)
        if (name && occurrence.role === 'use' && occurrence.kind === 'object' && isSame(occurrence, name))
          yield { uri, range: rangeOf(other, occurrence.span) };
      for (const party of symbols.parties) {
        const [first] = party.parts;
        const isOwn = other.document === placed.document && first && contains(object.node, first.span.start);
        if (pod && first && !isOwn && areLinked(party, pod)) yield { uri, range: rangeOf(other, first.span) };
      }
    }
}

function isSame(a: Occurrence, b: Occurrence): boolean {
  return a.name === b.name && a.scope === b.scope;
}

/** Most documents have nothing to do with a Pod, and need not even be parsed for it. */
function mentions(text: string, pod: PodParty | undefined, name: Occurrence | undefined): boolean {
  if (name && text.includes(name.name)) return true;
  if (!pod || !text.includes('elector')) return false;
  const hasExpressions = text.includes('matchExpressions');
  return [...pod.labels].some(([key, value]) => text.includes(key) && (hasExpressions || text.includes(value)));
}
