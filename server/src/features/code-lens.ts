/** What stands above each Pod: the way to its preview, its QoS class, its Pod Security level, and what refers to it. */
import * as l10n from '@vscode/l10n';
import type { CodeLens, Command, Location } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import { nameOf, namespaceOf } from '../model/names.ts';
import { getPod } from '../model/object.ts';
import { type QosClass, qosClass } from '../model/resources.ts';
import { podSecurityLevel } from '../rules/pod-security/standards.ts';
import type { PodSecurityLevel } from '../rules/rule.ts';
import { getSubjects } from '../rules/subjects.ts';
import { type PlacedDocument, type Position, positionAt } from '../yaml/file.ts';
import { contains, type Span, toValue } from '../yaml/tree.ts';
import { fileVersion } from './diagnostics.ts';
import type { PodParty, SelectorParty } from './references/occurrence.ts';
import { areLinked } from './references/parties.ts';
import { groupKind, objectScope } from './references/scopes.ts';
import { getSymbols } from './references/symbols.ts';
import { type Located, type Source, sourcesOf, type Workspace } from './references/workspace.ts';
import { toLocation } from './references.ts';
import { remember } from './structure/remember.ts';

/** Commands of the client; their arguments are a URI, a position in it and, for the second, LSP locations. */
export const PREVIEW_COMMAND = 'podwright.previewPod';
export const REFERENCES_COMMAND = 'podwright.showReferences';

export function getCodeLenses(
  source: Source,
  workspace: Workspace,
  settings: { readonly version: Version },
): CodeLens[] {
  const version = fileVersion(source.file, settings.version);
  const pods = source.file.documents.flatMap((placed) => podsIn(placed, version).map((pod) => ({ placed, pod })));
  const referrers = findReferrers(
    pods.map(({ pod }) => pod.party),
    source,
    workspace,
  );
  return pods.flatMap(({ placed, pod }) => lensesOf(pod, source.uri, referencesTo(placed, pod, referrers)));
}

interface Pod {
  readonly start: Position;
  /** Of its object; not the object itself, which would keep a whole tree. */
  readonly span: Span;
  /** Scope and name of its object, by which others refer to it. */
  readonly key: string;
  readonly party: PodParty;
  readonly qos: QosClass;
  readonly level: PodSecurityLevel | undefined;
}

/** What lenses say of the Pods in a document, but for what refers to them. */
export const podsIn = remember<Pod, Version>(
  (placed, version) =>
    getSubjects(placed.document, version).flatMap((subject, index): Pod[] => {
      const { object } = subject;
      const pod = getPod(object);
      const party = getSymbols(placed.document).pods.get(index);
      if (!pod || !party) return [];
      const start = positionAt(placed, object.node.start);
      // A workload's template says of limits and requests what its Pods will have.
      return [
        {
          start,
          span: { start: object.node.start, end: object.node.end },
          key: `${objectScope(groupKind(object), namespaceOf(object))} ${nameOf(object)}`,
          party,
          qos: qosClass(toValue(pod.node)),
          level: podSecurityLevel(subject),
        },
      ];
    }),
  (pod, lines) => ({ ...pod, start: { line: pod.start.line + lines, character: pod.start.character } }),
);

function lensesOf({ start, qos, level }: Pod, uri: string, references: readonly Location[]): CodeLens[] {
  const count = references.length === 1 ? l10n.t('1 reference') : l10n.t('{0} references', references.length);
  const commands: Command[] = [
    { title: `$(open-preview) ${l10n.t('Preview')}`, command: PREVIEW_COMMAND, arguments: [uri, start] },
    fact(l10n.t('QoS {0}', qos)),
    ...(level ? [fact(l10n.t('Pod Security: {0}', level))] : []),
    ...(references.length > 0
      ? [{ title: count, command: REFERENCES_COMMAND, arguments: [uri, start, references] }]
      : []),
  ];
  return commands.map((command) => ({ range: { start, end: start }, command }));
}

/** Text to read and not to click. */
function fact(title: string): Command {
  return { title, command: '' };
}

/** What may lead to a Pod: selectors of other objects than its own, and places that name its object. */
interface Referrers {
  readonly selectors: readonly (Located & { readonly party: SelectorParty })[];
  /** By scope and name. */
  readonly names: ReadonlyMap<string, readonly Located[]>;
}

function findReferrers(pods: readonly PodParty[], source: Source, workspace: Workspace): Referrers {
  const selectors: (Located & { readonly party: SelectorParty })[] = [];
  const names = new Map<string, Located[]>();
  if (pods.length === 0) return { selectors, names };
  const mayRefer = textFilter(pods);
  for (const { uri, file } of sourcesOf(source, workspace))
    for (const placed of file.documents) {
      if (!mayRefer(placed.document.text)) continue;
      const { parties, occurrences } = getSymbols(placed.document);
      for (const party of parties) {
        const [occurrence] = party.parts;
        if (party.kind === 'selector' && !party.template && occurrence)
          selectors.push({ uri, placed, occurrence, party });
      }
      for (const occurrence of occurrences) {
        if (occurrence.kind !== 'object' || occurrence.role !== 'use') continue;
        const key = `${occurrence.scope} ${occurrence.name}`;
        const known = names.get(key);
        if (known) known.push({ uri, placed, occurrence });
        else names.set(key, [{ uri, placed, occurrence }]);
      }
    }
  return { selectors, names };
}

/** More labels than these are not worth looking for in each text. */
const MOST_LABELS = 50;

/** Most documents have nothing to do with the Pods, and need not even be parsed for them. */
function textFilter(pods: readonly PodParty[]): (text: string) => boolean {
  const labels = new Map(
    pods.flatMap((pod) => [...pod.labels].map(([key, value]) => [`${key} ${value}`, { key, value }])),
  );
  const wanted = labels.size > MOST_LABELS ? undefined : [...labels.values()];
  return (text) => {
    if (text.includes('scaleTargetRef')) return true;
    if (!text.includes('elector')) return false;
    if (!wanted || text.includes('matchExpressions')) return true;
    return wanted.some(({ key, value }) => text.includes(key) && text.includes(value));
  };
}

function referencesTo(placed: PlacedDocument, { span, key, party }: Pod, { selectors, names }: Referrers): Location[] {
  const isOwn = ({ placed: other, occurrence }: Located) =>
    other.document === placed.document && contains(span, occurrence.span.start);
  return [
    ...selectors.filter((selector) => !isOwn(selector) && areLinked(selector.party, party)),
    ...(names.get(key) ?? []),
  ].map(toLocation);
}
