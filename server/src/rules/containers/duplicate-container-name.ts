import { fixByWriting } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { at, text, type Value } from '../view.ts';

export const duplicateContainerName: Rule = validation(
  'duplicate-container-name',
  'Containers, init containers and ephemeral containers of a Pod share one space of names.',
  function* (subject) {
    const containers = subject.pod?.containers ?? [];
    // The API server looks at the containers first, then at the init containers.
    const inOrder = [
      ...containers.filter(({ role }) => role === 'main'),
      ...containers.filter(({ role }) => role === 'init' || role === 'sidecar'),
      ...containers.filter(({ role }) => role === 'ephemeral'),
    ];
    const names = new Set<string>();
    const taken = new Set(containers.map(({ value }) => text(at(value, 'name'))));
    const numbers = new Map<string, number>();
    for (const { value, role } of inOrder) {
      const name = text(at(value, 'name'));
      if (names.has(name) && (name !== '' || role === 'main' || role === 'ephemeral'))
        yield found(
          at(value, 'name'),
          `Duplicate value "${name}": another container has this name`,
          otherName(subject, value, name, taken, numbers),
        );
      if (name !== '' || role !== 'init') names.add(name);
    }
  },
);

/** The name with the next number that nobody has; `numbers` are those given so far. */
function otherName(
  { document }: Subject,
  container: Value,
  name: string,
  taken: ReadonlySet<string>,
  numbers: Map<string, number>,
): Fix[] {
  if (name === '') return [];
  const stem = name.slice(0, 60);
  let number = (numbers.get(stem) ?? 1) + 1;
  while (taken.has(`${stem}-${number}`)) number++;
  numbers.set(stem, number);
  return fixByWriting(document, at(container, 'name'), `${stem}-${number}`);
}
