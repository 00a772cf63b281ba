/** What a refactoring is: data plus a function. The table of all refactorings is `refactorings.ts`. */
import * as l10n from '@vscode/l10n';
import type { Version } from '../../catalog/catalog.ts';
import type { Container, Edit, PodParts, Subject } from '../../rules/rule.ts';
import { isWithin, nameOf, type Value } from '../../rules/view.ts';
import type { PlacedDocument, YamlFile } from '../../yaml/file.ts';
import type { Span } from '../../yaml/tree.ts';

/** Where the user stands: an object, and in it the values around the cursor. */
export interface Selection {
  readonly file: YamlFile;
  readonly placed: PlacedDocument;
  readonly version: Version;
  readonly subject: Subject;
  /** Offsets in the document; empty where nothing is selected. */
  readonly span: Span;
  /** The values around the start of the span, innermost first; the object itself is the last. */
  readonly values: readonly Value[];
}

export interface Offer {
  readonly title: string;
  /** Changes of the document that the user stands in; an offer without any is not made. */
  readonly edits: readonly Edit[] | undefined;
  /** Changes of other documents of the same file. */
  readonly others?: readonly { readonly placed: PlacedDocument; readonly edits: readonly Edit[] }[];
}

export interface Refactoring {
  /** LSP's kind, below `refactor`. */
  readonly kind: `refactor.${'extract' | 'inline' | 'move' | 'rewrite'}${string}`;
  offers(selection: Selection): Iterable<Offer>;
}

/** The container around the cursor. */
export function containerAt({ subject, values }: Selection): Container | undefined {
  const [inner] = values;
  return inner && subject.pod?.containers.find(({ value }) => isWithin(inner, value));
}

/** The Pod, when the cursor is in its spec, or in the object of a Pod in whatever place. */
export function podAt({ subject, values }: Selection): PodParts | undefined {
  const [inner] = values;
  const { pod } = subject;
  return pod && inner && (pod.standalone || isWithin(inner, pod.spec)) ? pod : undefined;
}

/** A mapping or a list in words. */
export function label(value: Value): string {
  const { segment, parent } = value;
  return typeof segment === 'number' && parent ? l10n.t('this item of {0}', nameOf(parent)) : nameOf(value);
}
