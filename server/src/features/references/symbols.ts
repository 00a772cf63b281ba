/** The names in one YAML document: what it defines and what it refers to. Remembered as long as the document lives. */
import { memoize } from '../../memoize.ts';
import { getObjects } from '../../model/object.ts';
import type { YamlDocument, YamlFile } from '../../yaml/file.ts';
import { lookAhead } from '../structure/ahead.ts';
import { anchorsIn } from './anchors.ts';
import type { Occurrence, Party, PodParty } from './occurrence.ts';
import { createCollector } from './reading/collector.ts';
import { readObject, readPod } from './reading/object.ts';
import { readTyped } from './reading/typed.ts';
import { readUntyped } from './reading/untyped.ts';

export interface DocumentSymbols {
  readonly occurrences: readonly Occurrence[];
  readonly parties: readonly Party[];
  /** By the object's index in the document: the Pod that it is or makes. */
  readonly pods: ReadonlyMap<number, PodParty>;
}

export const getSymbols = memoize(readDocument);

/**
 * Reads names ahead of whoever asks for them: of at most so many documents whose names are not known yet.
 *
 * @param from index of the first document to look into
 * @returns the index behind the last one
 */
export function readAhead(file: YamlFile, from: number, most: number): number {
  return lookAhead(file, from, most, ({ document }) => {
    if (getSymbols.has(document)) return false;
    getSymbols(document);
    return true;
  });
}

function readDocument(document: YamlDocument): DocumentSymbols {
  const occurrences: Occurrence[] = [];
  const parties: Party[] = [];
  const pods = new Map<number, PodParty>();
  for (const [index, object] of getObjects(document).entries()) {
    const collector = createCollector(document.text, object, index, { occurrences, parties });
    const pod = readPod(collector);
    if (pod) pods.set(index, pod);
    if (object.known?.definition) readTyped(collector, pod);
    else readUntyped(collector);
    readObject(collector);
  }
  const anchors = occurrences.length > 0 ? anchorsIn(document.text) : [];
  return { occurrences: [...occurrences, ...anchors], parties, pods };
}
