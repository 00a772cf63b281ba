/** Keys of the Pod's own labels that are added to a selector. */

import { fixByRemoving } from '../fields/field-fixes.ts';
import { qualifiedName } from '../formats.ts';
import { found, foundAtKey } from '../report.ts';
import type { Finding, Subject } from '../rule.ts';
import { at, isSet, pathOf, text, texts, type Value } from '../view.ts';

/** `matchLabelKeys` and its opposite: keys of the Pod's own labels that are added to the selector. */
export function* labelKeys({ document, pod }: Subject, holder: Value, fields: readonly string[]): Generator<Finding> {
  const selector = at(holder, 'labelSelector');
  for (const field of fields) {
    const keys = at(holder, field);
    if (keys.items.length === 0) continue;
    if (!isSet(selector)) {
      yield foundAtKey(
        keys,
        `${field} must not be specified when labelSelector is not set`,
        fixByRemoving(document, keys),
      );
      continue;
    }
    for (const key of keys.items) {
      const problems = qualifiedName(text(key));
      if (problems.length > 0) yield found(key, `Invalid key "${text(key)}": ${problems.join('; ')}`);
    }
  }
  if (isSet(selector) && pod) {
    const matching = at(holder, 'matchLabelKeys').items;
    const mismatching = new Set(texts(at(holder, 'mismatchLabelKeys')));
    const labels = at(pod.metadata, 'labels').fields;
    // The server has added an expression for each key that the Pod has as a label, after those that are written.
    const added = pod.standalone
      ? [...matching, ...at(holder, 'mismatchLabelKeys').items].map(text).filter((key) => labels.has(key))
      : [];
    const selected = new Set(at(selector, 'matchLabels').fields.keys());
    for (const key of [...at(selector, 'matchExpressions').items.map((one) => text(at(one, 'key'))), ...added]) {
      const index = matching.findLastIndex((one) => text(one) === key);
      const value = matching[index];
      if (value && selected.has(key))
        yield found(
          value,
          `${key} is in the labelSelector too`,
          fixByRemoving(document, value),
          `${pathOf(holder)}[${index}]`,
        );
      selected.add(key);
    }
    for (const value of matching)
      if (mismatching.has(text(value)))
        yield found(value, `${text(value)} is in mismatchLabelKeys too`, fixByRemoving(document, value));
  }
}
