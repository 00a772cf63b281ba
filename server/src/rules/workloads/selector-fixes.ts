/** Fixes that let a selector and the labels of a template agree. */

import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { replaceValue } from '../edits/replace.ts';
import { toLabelValue } from '../formats.ts';
import { fix } from '../report.ts';
import type { Fix, Subject } from '../rule.ts';
import { at, isSet, stringMap, text, type Value } from '../view.ts';

export function selectLabels({ document }: Subject, selector: Value, labels: ReadonlyMap<string, string>) {
  const matchLabels = Object.fromEntries(labels);
  const written = at(selector, 'matchLabels');
  return written.entry
    ? replaceValue(document, written, matchLabels)
    : selector.fields.size > 0
      ? putValue(document, written, matchLabels)
      : replaceValue(document, selector, { matchLabels });
}

/** Neither selector nor labels: both by the workload's name, as `kubectl create` has it. */
export function labelBoth({ document, root }: Subject, selector: Value, labels: Value): Fix[] {
  const name = toLabelValue(text(at(root, 'metadata', 'name')));
  const written = putValue(document, at(labels, 'app'), name);
  const selected = selector.node
    ? replaceValue(document, selector, { matchLabels: { app: name } })
    : putValue(document, selector, { matchLabels: { app: name } }, 'replicas');
  const isApart =
    written && selected && written.every((a) => selected.every((b) => a.end < b.start || b.end < a.start));
  return name === '' || !isApart
    ? []
    : fix(l10n.t('Label and select by app: {0}', name), true, [...selected, ...written]);
}

/** Labels by the workload's name; who has no selector selects by them. */
export function labelPods({ document, root }: Subject, labels: Value): Fix[] {
  const name = toLabelValue(text(at(root, 'metadata', 'name')));
  return name === ''
    ? []
    : fix(l10n.t('Label the Pods by app: {0}', name), true, putValue(document, at(labels, 'app'), name));
}

/** The selector cannot change once it is in use; labels can, so those give way. */
export function matchingFixes({ document, pod }: Subject, selector: Value, labels: ReadonlyMap<string, string>): Fix[] {
  const wanted = stringMap(at(selector, 'matchLabels'));
  const missing = [...wanted].filter(([key, value]) => labels.get(key) !== value);
  if (!pod || missing.length === 0) return [];
  const labelsValue = at(pod.metadata, 'labels');
  if (!isSet(labelsValue))
    return fix(
      l10n.t('Label the template as selected'),
      true,
      putValue(document, labelsValue, Object.fromEntries(wanted)),
    );
  const [first, ...others] = missing;
  if (!first || others.length > 0) {
    const all = Object.fromEntries([...labels, ...wanted]);
    return fix(l10n.t('Label the template as selected'), true, replaceValue(document, labelsValue, all));
  }
  const [key, value] = first;
  const label = at(labelsValue, key);
  return fix(
    l10n.t('Label the template {0}: {1}', key, value),
    true,
    label.entry ? replaceValue(document, label, value) : putValue(document, label, value),
  );
}
