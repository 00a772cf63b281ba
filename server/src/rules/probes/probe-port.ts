import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { replaceValue, unquoteValue } from '../edits/replace.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { portName, toPortName } from '../formats.ts';
import { fix, found, shorten, validation } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { at, enclosing, int, text, type Value } from '../view.ts';

export const probePort: Rule = validation(
  'probe-port',
  "A port is a number from 1 to 65535, or a port's name: up to 15 lower case letters, digits and '-'.",
  function* (subject) {
    for (const definition of ['HTTPGetAction', 'TCPSocketAction'])
      for (const action of subject.all(definition)) {
        const port = at(action, 'port');
        const name = text(port);
        const isName = port.node?.kind === 'scalar' && typeof port.node.value === 'string';
        const problems = isName ? portName(name) : isPort(int(port)) ? [] : ['must be between 1 and 65535, inclusive'];
        if (problems.length === 0) continue;
        const message =
          isName || port.node
            ? `Invalid port ${isName ? `"${shorten(name)}"` : int(port)}: ${problems.join('; ')}`
            : 'port is required';
        yield found(port, message, portFixes(subject, action, port, isName));
      }
  },
);

function isPort(port: number): boolean {
  return port >= 1 && port <= 65535;
}

function portFixes({ document }: Subject, action: Value, port: Value, isName: boolean): Fix[] {
  if (isName && /^\d+$/.test(text(port)) && isPort(Number(text(port))))
    return fix(l10n.t('Take off the quotes'), true, unquoteValue(port));
  const container = enclosing(action, 'Container');
  const ports = container ? at(container, 'ports').items : [];
  const names = ports.map((one) => text(at(one, 'name')));
  const better = isName ? toPortName(text(port)) : '';
  if (better && names.includes(better)) return fixByWriting(document, port, better);
  const [only] = ports.map((one) => int(at(one, 'containerPort')));
  if (only !== undefined && isPort(only) && ports.length === 1) {
    const edits = port.node ? replaceValue(document, port, only) : putValue(document, port, only);
    return fix(l10n.t("Write {0}, the container's port", only), true, edits);
  }
  return better && portName(better).length === 0 ? fixByWriting(document, port, better) : [];
}
