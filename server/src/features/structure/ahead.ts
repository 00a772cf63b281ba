/** Work that somebody will ask for, done a few documents at a time while nobody asks. */
import type { PlacedDocument, YamlFile } from '../../yaml/file.ts';

/**
 * @param from index of the first document to look into
 * @param most how many documents may be worked on
 * @param look works on a document; false if there was nothing to do
 * @returns the index behind the last one
 */
export function lookAhead(
  { documents }: YamlFile,
  from: number,
  most: number,
  look: (placed: PlacedDocument) => boolean,
): number {
  let index = from;
  for (let worked = 0; worked < most; index++) {
    const placed = documents[index];
    if (!placed) break;
    if (look(placed)) worked++;
  }
  return index;
}
