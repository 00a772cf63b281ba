import * as l10n from '@vscode/l10n';
import { foundAtKey } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, spanOf, text } from '../view.ts';

export const staticKind: Rule = {
  code: 'static-kind',
  stage: 'advise',
  severity: 'error',
  summary: "A kubelet's manifest folder holds Pods alone, each with a name.",
  *check({ object, root, pod }, { staticPod }) {
    if (!staticPod) return;
    if (object.kind !== 'Pod') {
      yield foundAtKey(
        at(root, 'kind'),
        l10n.t('The kubelet runs no {0} from its manifest folder, only Pods', object.kind ?? ''),
      );
      return;
    }
    const name = pod && at(pod.metadata, 'name');
    if (name && text(name) === '')
      yield { ...spanOf(name), path: 'metadata.name', message: l10n.t('A static Pod needs a name') };
  },
};
