/** What a value comes to, beside it: quantities in the unit that people think in, values inherited or left out. */
import * as l10n from '@vscode/l10n';
import type { InlayHint } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import { defaultPullPolicy } from '../model/image.ts';
import { getObjects, getPod, type KubernetesObject } from '../model/object.ts';
import { definitionOf, type Place, rootOf, walk } from '../model/walk.ts';
import { parseQuantityField } from '../quantity/parse.ts';
import { isQuantity, sign } from '../quantity/quantity.ts';
import { isBytes, readable } from '../quantity/readable.ts';
import { type PlacedDocument, positionAt, type Range, type YamlFile } from '../yaml/file.ts';
import { isInside } from '../yaml/position.ts';
import { childOf, entryOf, isNull, type Node, stringAt, toValue } from '../yaml/tree.ts';
import { fileVersion } from './diagnostics.ts';
import { isInherited } from './inherited.ts';
import { leftOut } from './left-out.ts';
import { ownerOf } from './owner.ts';
import { moveRange, remember } from './structure/remember.ts';

const QUANTITIES = ['off', 'hover', 'always'] as const;
const DEFAULTS = ['off', 'inherited', 'all'] as const;

export interface InlayHintSettings {
  /** `hover`: in hovers only. */
  readonly quantities: (typeof QUANTITIES)[number];
  /** `all`: what a container inherits, and the defaults of what is left out. */
  readonly defaults: (typeof DEFAULTS)[number];
}

export const USUAL_INLAY_HINTS: InlayHintSettings = { quantities: 'always', defaults: 'inherited' };

/** What the user chose; the usual for what is no such choice. */
export function readInlayHintSettings(chosen: unknown): InlayHintSettings {
  const { quantities, defaults } = (chosen ?? {}) as Readonly<Record<string, unknown>>;
  return {
    quantities: QUANTITIES.find((known) => known === quantities) ?? USUAL_INLAY_HINTS.quantities,
    defaults: DEFAULTS.find((known) => known === defaults) ?? USUAL_INLAY_HINTS.defaults,
  };
}

/** The hints in a range; each document is read once for as long as it lives. */
export function getInlayHints(
  file: YamlFile,
  range: Range,
  settings: { readonly version: Version },
  { quantities, defaults }: InlayHintSettings,
): InlayHint[] {
  const version = fileVersion(file, settings.version);
  const isWanted = (source: Source) =>
    source === 'quantity' ? quantities === 'always' : defaults === 'all' || defaults === source;
  if (quantities !== 'always' && defaults === 'off') return [];
  return file.documents
    .filter(({ line, document }) => line <= range.end.line && line + document.lineStarts.length - 1 >= range.start.line)
    .flatMap((placed) => hintsIn(placed, version))
    .filter(({ source, hint: { position } }) => isWanted(source) && isInside(range, position))
    .map(({ hint }) => hint);
}

type Source = 'quantity' | 'inherited' | 'default';

interface Found {
  readonly source: Source;
  readonly hint: InlayHint;
}

const hintsIn = remember<Found, Version>(
  (placed, version) => {
    // What an alias repeats has been seen where it is written.
    const seen = new Set<Node>();
    return getObjects(placed.document)
      .filter(getPod)
      .flatMap((object) =>
        [...walk(rootOf(object), version)]
          .filter((place) => !seen.has(place.node) && seen.add(place.node) && isWritten(place))
          .flatMap((place) => hintsAt(placed, place, object, version)),
      );
  },
  ({ source, hint }, lines) => {
    const { start: position } = moveRange({ start: hint.position, end: hint.position }, lines);
    return { source, hint: { ...hint, position } };
  },
);

/** Neither merged in from elsewhere nor in the status, which nobody writes. */
function isWritten(place: Place): boolean {
  for (let { entry, parent } = place; parent; { entry, parent } = parent)
    if (entry?.merged || (!parent.parent && entry?.name === 'status')) return false;
  return true;
}

function hintsAt(placed: PlacedDocument, place: Place, object: KubernetesObject, version: Version): Found[] {
  const hint = (source: Source, offset: number, label: string, tooltip: string): Found => ({
    source,
    hint: { position: positionAt(placed, offset), label, tooltip, paddingLeft: true },
  });
  const found: Found[] = [];
  const { node, entry } = place;
  const amount = quantityHint(place);
  if (amount) found.push(hint('quantity', node.end, amount, l10n.t('The same amount in other words')));
  if (amount === undefined && isUnrequestedLimit(place))
    found.push(
      hint('inherited', node.end, l10n.t('also its request'), l10n.t('What is limited and not requested is requested')),
    );
  const definition = definitionOf(place)?.name;
  if (definition === 'Container') {
    const inherited = inheritedBy(place, version);
    // A context of its own says the most about who runs; else the image stands for the process.
    const own = entryOf(node, 'securityContext');
    const image = childOf(node, 'image');
    const offset = own && !own.merged && own.value.kind === 'mapping' && !own.value.flow ? own.key.end + 1 : image?.end;
    if (inherited.length > 0 && offset !== undefined)
      found.push(hint('inherited', offset, `${inherited.join(', ')} (Pod)`, l10n.t("From the Pod's securityContext")));
    const policy = pullPolicy(node);
    if (policy && image)
      found.push(hint('default', image.end, `imagePullPolicy: ${policy}`, l10n.t('What holds as nothing is written')));
  }
  if (definition && entry && node.kind === 'mapping' && !node.flow) {
    const left = leftOut(place, object, version).filter(({ name }) => DECISIVE[definition]?.includes(name));
    const label = left.map(({ name, text }) => `${name}: ${text}`).join(', ');
    if (label) found.push(hint('default', entry.key.end + 1, label, l10n.t('What holds as nothing is written')));
  }
  return found;
}

/** Undefined where the text is as readable as it gets. */
function quantityHint(place: Place): string | undefined {
  const { node, type, entry } = place;
  if (type?.kind !== 'quantity' || node.kind !== 'scalar' || node.style === 'missing') return undefined;
  const resource = entry?.name ?? ownerOf(place)?.field.name ?? '';
  const plain = isBytes(resource) ? PLAIN_BYTES : PLAIN_NUMBER;
  const written = parseQuantityField(node.value);
  if (plain.test(node.text.trim()) || !isQuantity(written) || sign(written) <= 0) return undefined;
  const words = readable(written, resource);
  if (words === node.text) return undefined;
  return words.startsWith('≈') ? words : `= ${words}`;
}

/** Up to four digits of a binary unit. */
const PLAIN_BYTES = /^(?:\d{1,4}|\d{1,2}\.\d{1,2})[KMGTPE]i$/;
/** A number that one reads at a glance, or thousandths. */
const PLAIN_NUMBER = /^(?:\d{1,4}m?|\d{1,3}\.\d{1,3})$/;

/** The server requests of a container what is limited and not requested. */
function isUnrequestedLimit({ parent, entry, node }: Place): boolean {
  if (!entry || !parent?.parent || parent.entry?.name !== 'limits' || isNull(node)) return false;
  const resources = parent.parent;
  const isContainers = definitionOf(resources)?.name === 'ResourceRequirements';
  const holder = resources.parent && definitionOf(resources.parent)?.name;
  return isContainers && holder === 'Container' && !entryOf(childOf(resources.node, 'requests'), entry.name);
}

/** What a container's process takes from the Pod, as its own context leaves it open. */
function inheritedBy(container: Place, version: Version): string[] {
  const ofPod = childOf(container.parent?.parent?.node, 'securityContext');
  const own = childOf(container.node, 'securityContext');
  return (ofPod?.kind === 'mapping' ? ofPod.entries : []).flatMap(({ name, value }) => {
    if (!isInherited(name, version) || isNull(value) || (own && entryOf(own, name))) return [];
    const shown = value.kind === 'mapping' ? (stringAt(value, 'type') ?? '') : String(toValue(value));
    return value.kind === 'scalar' || shown ? [`${name}: ${shown}`] : [];
  });
}

function pullPolicy(container: Node): string | undefined {
  const image = stringAt(container, 'image');
  return image && !entryOf(container, 'imagePullPolicy') ? defaultPullPolicy(image) : undefined;
}

/** Fields whose defaults decide what becomes of a Pod, though they are mostly left out. */
const DECISIVE: Readonly<Record<string, readonly string[]>> = {
  CronJobSpec: ['concurrencyPolicy'],
  DeploymentSpec: ['replicas'],
  JobSpec: ['backoffLimit'],
  PodSpec: ['restartPolicy', 'terminationGracePeriodSeconds'],
  Probe: ['periodSeconds', 'timeoutSeconds', 'failureThreshold'],
  ReplicaSetSpec: ['replicas'],
  StatefulSetSpec: ['replicas', 'podManagementPolicy'],
};
