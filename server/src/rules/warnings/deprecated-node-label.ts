import * as l10n from '@vscode/l10n';
import { renameKey } from '../edits/replace.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { labelValue } from '../formats.ts';
import { fix, found, foundAtKey, warning } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, text, type Value } from '../view.ts';

const NODE_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'node-role.kubernetes.io/master': 'node-role.kubernetes.io/control-plane',
  'app.kubernetes.io/created-by': '',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': '',
};

function labelNote(label: string): string | undefined {
  const instead = NODE_LABELS[label];
  if (instead === undefined) return undefined;
  return instead ? `"${label}" is deprecated; use "${instead}" instead` : `"${label}" is deprecated`;
}

export const deprecatedNodeLabel: Rule = warning(
  'deprecated-node-label',
  'The label of nodes is deprecated: nodes may no longer have it.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod) return;
    for (const [label, value] of at(pod.spec, 'nodeSelector').fields) {
      const note = labelNote(label);
      const instead = NODE_LABELS[label];
      if (note)
        yield foundAtKey(
          value,
          note,
          instead ? fix(l10n.t('Write {0}', instead), true, renameKey(document, value, instead)) : [],
        );
    }
    for (const term of subject.all('NodeSelectorTerm'))
      for (const expression of at(term, 'matchExpressions').items) {
        const key = at(expression, 'key');
        const note = labelNote(text(key));
        if (note) yield labelFinding(subject, key, note);
        // Of preferences the server does not judge the values, but warns.
        if (term.segment !== 'preference') continue;
        for (const one of at(expression, 'values').items)
          for (const problem of labelValue(text(one))) yield found(one, `${text(one)} is invalid, ${problem}`);
      }
    for (const constraint of at(pod.spec, 'topologySpreadConstraints').items) {
      const key = at(constraint, 'topologyKey');
      const note = labelNote(text(key));
      if (note) yield labelFinding(subject, key, note);
    }
  },
);

function labelFinding({ document }: Subject, key: Value, note: string): Finding {
  const instead = NODE_LABELS[text(key)];
  return found(key, note, instead ? fixByWriting(document, key, instead) : []);
}
