import * as l10n from '@vscode/l10n';
import { fixByWriting } from '../fields/field-fixes.ts';
import { advice, found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, int } from '../view.ts';
import { probedPorts } from './probed-ports.ts';

export const probePortNumber: Rule = advice(
  'probe-port-number',
  'A probe looks at a port that its container does not declare, though it declares others.',
  function* (subject) {
    for (const [, port, ports] of probedPorts(subject)) {
      const number = int(port);
      const declared = ports.map((one) => int(at(one, 'containerPort'))).filter((one) => one > 0 && one < 65536);
      if (number === 0 || declared.length === 0 || declared.includes(number)) continue;
      const [only] = declared;
      const fixes =
        only !== undefined && declared.length === 1 ? fixByWriting(subject.document, port, only, false) : [];
      yield found(port, l10n.t('No port of the container is {0}: it declares {1}', number, declared.join(', ')), fixes);
    }
  },
);
