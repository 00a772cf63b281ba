import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { replaceValue } from '../edits/replace.ts';
import { labelValue, qualifiedName } from '../formats.ts';
import { isEmptySelector, selects } from '../metadata/selectors.ts';
import { fix, found, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, isSet, pathOf, stringMap, type Value } from '../view.ts';
import { labelBoth, labelPods, matchingFixes, selectLabels } from './selector-fixes.ts';
import { KEEPS_RUNNING } from './template-restart.ts';

export const selectorMatches: Rule = validation(
  'selector-matches',
  "A workload finds its Pods by their labels: its selector must match the template's.",
  function* (subject) {
    const { object, root, pod } = subject;
    const kind = object.kind ?? '';
    if (!KEEPS_RUNNING.has(kind)) return;
    const spec = at(root, 'spec');
    const selector = at(spec, 'selector');
    const labelsValue = pod ? at(pod.metadata, 'labels') : at(spec, 'template', 'metadata', 'labels');
    const labels = stringMap(labelsValue);
    const valid = new Map(
      [...labels].filter(([key, value]) => qualifiedName(key).length + labelValue(value).length === 0),
    );
    if (kind === 'ReplicationController') {
      yield* controllerSelector(subject, spec, labels, labelsValue);
      return;
    }
    if (!isSet(selector)) {
      const yaml = valid.size > 0 ? { matchLabels: Object.fromEntries(valid) } : undefined;
      const fixes = yaml
        ? fix(l10n.t('Select by the template’s labels'), true, putValue(subject.document, selector, yaml, 'replicas'))
        : labelBoth(subject, selector, labelsValue);
      if (kind !== 'DaemonSet') yield found(selector, 'selector is required', fixes);
      yield found(
        selector,
        'The selector does not match the labels of the template',
        kind === 'DaemonSet' ? fixes : [],
        pathOf(labelsValue),
      );
      return;
    }
    if (isEmptySelector(selector)) {
      const fixes =
        valid.size > 0
          ? fix(l10n.t('Select by the template’s labels'), true, selectLabels(subject, selector, valid))
          : labelBoth(subject, selector, labelsValue);
      yield found(selector, `An empty selector is invalid for a ${kind}`, fixes, pathOf(selector));
      return;
    }
    const matches = selects(selector, labels);
    // invalid-selector says what is wrong; all but a DaemonSet say so of the selector as a whole too.
    if (matches === undefined && kind !== 'DaemonSet')
      yield found(selector, 'Invalid label selector', [], pathOf(selector));
    if (matches === false)
      yield found(
        labelsValue.node ? labelsValue : selector,
        'The selector does not match the labels of the template',
        matchingFixes(subject, selector, labels),
        pathOf(labelsValue),
      );
  },
);

/** A ReplicationController selects by a plain map, and by its template's labels when it names none. */
function* controllerSelector(
  subject: Subject,
  spec: Value,
  labels: ReadonlyMap<string, string>,
  labelsValue: Value,
): Generator<Finding> {
  const selector = at(spec, 'selector');
  const template = at(spec, 'template');
  if (!isSet(template)) yield found(template, 'template is required');
  if (selector.fields.size === 0) {
    if (labels.size === 0)
      yield found(selector, 'selector is required when the template has no labels', labelPods(subject, labelsValue));
    return;
  }
  const missing = [...stringMap(selector)].filter(([key, value]) => labels.get(key) !== value);
  if (missing.length > 0 && isSet(template)) {
    const [key, value] = missing[0] as [string, string];
    const label = at(labelsValue, key);
    const edits =
      missing.length > 1
        ? undefined
        : label.entry
          ? replaceValue(subject.document, label, value)
          : putValue(subject.document, label, value);
    yield found(
      labelsValue.node ? labelsValue : selector,
      'The selector does not match the labels of the template',
      fix(l10n.t('Label the template {0}: {1}', key, value), true, edits),
      pathOf(labelsValue),
    );
  }
}
