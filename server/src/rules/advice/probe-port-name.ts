import * as l10n from '@vscode/l10n';
import { fixByWriting } from '../fields/field-fixes.ts';
import { portName } from '../formats.ts';
import { nearest } from '../nearest.ts';
import { advice, found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, nameOf, text } from '../view.ts';
import { probedPorts } from './probed-ports.ts';

export const probePortName: Rule = advice(
  'probe-port-name',
  'A probe or hook that names a port needs a port of that name in its own container; without it, each attempt fails.',
  function* (subject) {
    for (const [action, port, ports] of probedPorts(subject)) {
      const name = port.node?.kind === 'scalar' && typeof port.node.value === 'string' ? port.node.value : '';
      if (name === '' || portName(name).length > 0) continue;
      const names = ports.map((one) => text(at(one, 'name'))).filter((one) => one !== '');
      if (names.includes(name)) continue;
      const valid = names.filter((one) => portName(one).length === 0);
      const meant = nearest(name, valid) ?? (valid.length === 1 ? valid[0] : undefined);
      const fixes = meant ? fixByWriting(subject.document, port, meant) : [];
      yield found(
        port,
        l10n.t('The container has no port called "{0}", so the {1} always fails', name, nameOf(action)),
        fixes,
      );
    }
  },
  'warning',
);
