/** Images that other containers use, with their tags. */
import type { YamlDocument } from '../../yaml/file.ts';
import type { Workspace } from '../references/workspace.ts';

const imagesOf = new WeakMap<YamlDocument, readonly string[]>();

/** Each image that the known files name, once. Their text is enough to tell, so none of them is parsed for it. */
export function knownImages(workspace: Workspace): string[] {
  const images = new Set<string>();
  for (const { file } of workspace.files())
    for (const { document } of file.documents) for (const image of imagesIn(document)) images.add(image);
  return [...images];
}

function imagesIn(document: YamlDocument): readonly string[] {
  let images = imagesOf.get(document);
  if (!images) {
    const found = document.text.matchAll(/^[ \t]*(?:-[ \t]+)*image:[ \t]+["']?([^\s"'#{[&*]+)/gm);
    images = Array.from(found, ([, image = '']) => image);
    imagesOf.set(document, images);
  }
  return images;
}
