import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { nameOfObject } from '../metadata/object-name.ts';
import { isEmptySelector, selects } from '../metadata/selectors.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag, isSet, pathOf, stringMap } from '../view.ts';
import { jobSpec } from './job-spec.ts';
import { matchingFixes } from './selector-fixes.ts';

export const jobSelector: Rule = validation(
  'job-selector',
  'A Job makes its own selector and labels, unless manualSelector says that the manifest does.',
  function* (subject) {
    const { object, document, pod } = subject;
    const job = jobSpec(subject);
    if (!job) return;
    const selector = at(job, 'selector');
    const manual = at(job, 'manualSelector');
    if (object.kind === 'CronJob') {
      if (isSet(selector))
        yield foundAtKey(selector, 'The selector is made by the Job itself', fixByRemoving(document, selector));
      if (flag(manual))
        yield found(manual, 'manualSelector must not be true in a CronJob', fixByRemoving(document, manual));
      return;
    }
    if (!pod) return;
    const labels = stringMap(at(pod.metadata, 'labels'));
    if (flag(manual)) {
      if (!isSet(selector))
        yield found(
          selector,
          'selector is required when manualSelector is true',
          fix(l10n.t('Remove {0}', 'manualSelector'), true, removeValue(document, manual)),
        );
      const matches = isSet(selector) ? selects(selector, labels) : false;
      if (matches === false)
        yield found(
          at(pod.metadata, 'labels'),
          'The selector does not match the labels of the template',
          matchingFixes(subject, selector, labels),
        );
      return;
    }
    const name = nameOfObject(subject);
    for (const key of ['job-name', 'batch.kubernetes.io/job-name']) {
      const value = at(pod.metadata, 'labels', key);
      if (labels.has(key) && labels.get(key) !== name)
        yield found(value, `Must be "${name}", the Job's name`, fixByWriting(document, value, name));
    }
    for (const key of ['controller-uid', 'batch.kubernetes.io/controller-uid'])
      if (labels.has(key))
        yield found(
          at(pod.metadata, 'labels', key),
          'This label is made by the Job itself',
          fixByRemoving(document, at(pod.metadata, 'labels', key)),
        );
    if (!isSet(selector) || isEmptySelector(selector)) return;
    const own = new Map([...labels, ['job-name', name], ['batch.kubernetes.io/job-name', name]]);
    const generated = new Map([
      ['job-name', name],
      ['batch.kubernetes.io/job-name', name],
    ]);
    const removal = fix(l10n.t('Remove the selector'), true, removeValue(document, selector));
    if (selects(selector, generated) === false)
      yield foundAtKey(selector, 'The selector is made by the Job itself, unless manualSelector is true', removal);
    if (selects(selector, own) === false)
      yield foundAtKey(
        selector,
        'The selector does not match the labels of the template',
        removal,
        pathOf(at(pod.metadata, 'labels')),
      );
  },
);
