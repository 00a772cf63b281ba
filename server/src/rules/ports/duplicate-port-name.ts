import { fixByWriting } from '../fields/field-fixes.ts';
import { portName, toPortName } from '../formats.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const duplicatePortName: Rule = validation(
  'duplicate-port-name',
  'Port names are unique in a container.',
  function* ({ pod, document }) {
    for (const { value } of pod?.containers ?? []) {
      const ports = at(value, 'ports').items;
      const names = new Set<string>();
      for (const port of ports) {
        const name = text(at(port, 'name'));
        if (name === '' || portName(name).length > 0) continue;
        if (names.has(name)) {
          const other = freeName(name, new Set(ports.map((one) => text(at(one, 'name')))));
          const fixes = fixByWriting(document, at(port, 'name'), other);
          yield found(
            at(port, 'name'),
            `Duplicate value "${name}": another port of this container has this name`,
            fixes,
          );
        }
        names.add(name);
      }
    }
  },
);

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const other = toPortName(`${name.slice(0, 14 - String(number).length)}-${number}`);
    if (!taken.has(other)) return other;
  }
}
