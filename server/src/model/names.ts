/** How an object is called, and where it is. */
import { childOf, type Mapping, stringAt } from '../yaml/tree.ts';

interface Named {
  readonly node: Mapping;
}

export function nameOf({ node }: Named): string | undefined {
  return stringAt(childOf(node, 'metadata'), 'name');
}

/** What its name begins with, when the API server is to find the rest. */
export function generateNameOf({ node }: Named): string | undefined {
  return stringAt(childOf(node, 'metadata'), 'generateName');
}

/** Where an object is when it does not say so itself: where kubectl puts it without being told. */
export function namespaceOf({ node }: Named): string {
  return stringAt(childOf(node, 'metadata'), 'namespace') ?? 'default';
}
