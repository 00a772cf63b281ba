/** Links in the text: from a kind to its reference, from a field to the page that explains it, from an image to its registry. */
import * as l10n from '@vscode/l10n';
import type { DocumentLink } from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import { getObjects } from '../model/object.ts';
import { rootOf, walk } from '../model/walk.ts';
import { type PlacedDocument, rangeOf, type YamlFile } from '../yaml/file.ts';
import { childOf, type Span } from '../yaml/tree.ts';
import { fileVersion } from './diagnostics.ts';
import { referenceUrl } from './hover/reference.ts';
import { imagePage } from './links/images.ts';
import { FIELD_PAGES } from './links/pages.ts';
import { moveRange, remember } from './structure/remember.ts';

export function getDocumentLinks(file: YamlFile, settings: { readonly version: Version }): DocumentLink[] {
  const version = fileVersion(file, settings.version);
  return file.documents.flatMap((placed) => linksOf(placed, version));
}

export const linksOf = remember<DocumentLink, Version>(
  (placed, version) => [...linksIn(placed, version)],
  (link, lines) => ({ ...link, range: moveRange(link.range, lines) }),
);

function* linksIn(placed: PlacedDocument, version: Version): Generator<DocumentLink> {
  const seen = new Set<number>();
  /** The tooltip is asked for where there is a target: most fields have none. */
  function* link(span: Span, target: string | undefined, tooltip: () => string): Generator<DocumentLink> {
    // An alias brings its target a second time.
    if (!target || seen.has(span.start)) return;
    seen.add(span.start);
    yield { range: rangeOf(placed, span), target, tooltip: tooltip() };
  }
  for (const object of getObjects(placed.document)) {
    const definition = object.known?.definition;
    const kind = childOf(object.node, 'kind');
    if (definition === undefined || !kind) continue;
    yield* link(kind, referenceUrl(definition, version), () =>
      l10n.t('{0} in the Kubernetes API reference', object.kind ?? ''),
    );
    for (const { entry, field, node } of walk(rootOf(object), version)) {
      if (!entry || !field) continue;
      yield* link(entry.key, FIELD_PAGES[field.id], () => l10n.t('{0} in the Kubernetes documentation', field.name));
      if (field.name === 'image' && node.kind === 'scalar' && typeof node.value === 'string')
        yield* link(node, imagePage(node.value), () => l10n.t('the image’s page in its registry'));
    }
  }
}
