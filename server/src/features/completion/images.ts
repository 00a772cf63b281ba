/** Images that other containers use, with their tags. */
import { getObjects, getPod } from '../../model/object.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import { childOf, type Node, stringAt } from '../../yaml/tree.ts';
import type { Workspace } from '../references/workspace.ts';

const imagesOf = new WeakMap<YamlDocument, readonly string[]>();

/** Each image that the known files name, once. */
export function knownImages(workspace: Workspace): string[] {
  const images = new Set<string>();
  for (const { file } of workspace.files())
    for (const { document } of file.documents) for (const image of imagesIn(document)) images.add(image);
  return [...images];
}

function imagesIn(document: YamlDocument): readonly string[] {
  const known = imagesOf.get(document);
  if (known) return known;
  const images = getObjects(document).flatMap((object) => {
    const spec = childOf(getPod(object)?.node, 'spec');
    return ['initContainers', 'containers'].flatMap((list) =>
      itemsOf(childOf(spec, list)).flatMap((container) => stringAt(container, 'image') ?? []),
    );
  });
  imagesOf.set(document, images);
  return images;
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'sequence' ? node.items : [];
}
