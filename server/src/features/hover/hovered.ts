/** What is hovered over, with what the special hovers ask for. */

import * as l10n from '@vscode/l10n';
import type { Version } from '../../catalog/catalog.ts';
import { getPod, type KubernetesObject } from '../../model/object.ts';
import { formatPath } from '../../model/path.ts';
import { asMapping, type PlainMapping } from '../../model/plain.ts';
import { definitionOf, type Place } from '../../model/walk.ts';
import { sentences } from '../../texts.ts';
import { toValue } from '../../yaml/tree.ts';

import { containerAt, type Owner, ownerOf } from '../owner.ts';
import type { Workspace } from '../references/workspace.ts';

/** What is known beyond the document. */
export interface Surroundings {
  readonly version: Version;
  /** The files whose objects may be named. */
  readonly workspace: Workspace;
  /** Milliseconds since 1970; what depends on the time is left out without it. */
  readonly now: number | undefined;
}

export interface Hovered extends Surroundings {
  readonly object: KubernetesObject;
  readonly place: Place;
  /** The field whose value the place is, or lies in as an item or entry. */
  readonly owner: Owner;
  /** `Definition.field` of the owner. */
  readonly field: string;
  /** The Pod as a plain object; undefined outside of one. */
  readonly pod: PlainMapping | undefined;
  /** The container around the place. */
  readonly container: ContainerAround | undefined;
}

export interface ContainerAround {
  readonly value: PlainMapping;
  readonly list: 'containers' | 'initContainers' | 'ephemeralContainers';
  /** In the Pod: `spec.containers[0]`. */
  readonly path: string;
}

/** One paragraph or list of Markdown about a place; undefined when the hover is about something else. */
export type Describe = (hovered: Hovered) => string | undefined;

export function hoveredAt(place: Place, object: KubernetesObject, surroundings: Surroundings): Hovered | undefined {
  const owner = ownerOf(place) ?? fieldOfOtherVersions(place);
  if (!owner) return undefined;
  const pod = getPod(object);
  const container = containerAt(place);
  const list = container?.path.at(-2);
  return {
    ...surroundings,
    object,
    place,
    owner,
    field: owner.field.id,
    pod: pod && asMapping(toValue(pod.node)),
    container:
      container && pod && (list === 'containers' || list === 'initContainers' || list === 'ephemeralContainers')
        ? {
            value: asMapping(toValue(container.node)),
            list,
            path: formatPath(container.path.slice(pod.path.length)),
          }
        : undefined,
  };
}

/** The field that an entry names, though the version does not have it. */
function fieldOfOtherVersions({ parent, entry }: Place): Owner | undefined {
  const definition = parent && definitionOf(parent);
  const field = entry && definition?.fields.get(entry.name);
  return definition && field && { definition: definition.name, field };
}

/** Longer texts, such as scripts, are cut. */
const LONGEST = 120;

/** A text of the manifest, on one line and so that nothing in it counts as Markdown. */
export function code(text: unknown): string {
  const line = String(text).replace(/\s+/g, ' ');
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  const ticks = '`'.repeat(Math.max(0, ...Array.from(short.matchAll(/`+/g), ([run]) => run.length)) + 1);
  return ticks.length > 1 ? `${ticks} ${short} ${ticks}` : `\`${short}\``;
}

/** A sentence that may quote the manifest, so that nothing in it counts as Markdown, HTML or a link. */
export function prose(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.replace(/[\\`*_{}[\]()#!<>&~|:@]|(?<=\bwww)\./gi, '\\$&');
}

/** Sentences one after the other; undefined when there are none. */
export function paragraph(parts: readonly (string | undefined)[]): string | undefined {
  return sentences(...parts.map((part) => part ?? '')) || undefined;
}

export const seconds = (from: number, to = from): string =>
  from >= to ? l10n.t('{0} s', to) : l10n.t('{0}–{1} s', from, to);
