/** What the user assumes of a Pod, kept per manifest in the workspace. */
import type { Memento } from 'vscode';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import { readAssumptions } from '../../../server/src/lifecycle/assumptions/reader.ts';
import type { PreviewedObject } from '../../../server/src/protocol/messages.ts';

const keyOf = (uri: string, { kind, namespace, name }: PreviewedObject): string =>
  `podwright.assumptions:${uri}#${kind}/${namespace}/${name}`;

export const keptAssumptions = (memory: Memento, uri: string, object: PreviewedObject): Assumptions =>
  readAssumptions(memory.get(keyOf(uri, object)));

export function keepAssumptions(
  memory: Memento,
  uri: string,
  object: PreviewedObject,
  assumptions: Assumptions,
): Thenable<void> {
  return memory.update(keyOf(uri, object), Object.keys(assumptions).length === 0 ? undefined : assumptions);
}
