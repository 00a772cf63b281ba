import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule.ts';
import { at, spanOf, text } from '../view.ts';

export const mirrorPod: Rule = {
  code: 'mirror-pod',
  stage: 'advise',
  severity: 'hint',
  summary: 'The API shows a static Pod as a mirror Pod, whose name ends in that of the node.',
  *check({ object, pod }, { staticPod }) {
    const name = pod && at(pod.metadata, 'name');
    if (!staticPod || object.kind !== 'Pod' || !name || text(name) === '') return;
    yield {
      ...spanOf(name),
      path: 'metadata.name',
      message: l10n.t('The API shows it as {0}-<name of the node>', text(name)),
    };
  },
};
