import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { nameOfObject } from '../metadata/object-name.ts';
import { isEmptySelector, selects } from '../metadata/selectors.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, flag, isSet, pathOf, stringMap, text, type Value } from '../view.ts';
import { jobSpec } from './job-spec.ts';
import { matchingFixes } from './selector-fixes.ts';

export const jobSelector: Rule = validation(
  'job-selector',
  'A Job makes its own selector and labels, unless manualSelector says that the manifest does.',
  function* (subject) {
    const job = jobSpec(subject);
    if (!job) return;
    if (subject.object.kind === 'CronJob') yield* ofCronJob(subject, job);
    else if (flag(at(job, 'manualSelector'))) yield* byHand(subject, job);
    else yield* madeByJob(subject, job);
  },
);

function* ofCronJob({ document }: Subject, job: Value): Generator<Finding> {
  const selector = at(job, 'selector');
  const manual = at(job, 'manualSelector');
  if (isSet(selector))
    yield foundAtKey(selector, 'The selector is made by the Job itself', fixByRemoving(document, selector));
  if (flag(manual))
    yield found(manual, 'manualSelector must not be true in a CronJob', fixByRemoving(document, manual));
}

function* byHand(subject: Subject, job: Value): Generator<Finding> {
  const { document, pod } = subject;
  if (!pod) return;
  const selector = at(job, 'selector');
  const labels = at(pod.metadata, 'labels');
  if (!isSet(selector))
    yield found(
      selector,
      'selector is required when manualSelector is true',
      fix(l10n.t('Remove {0}', 'manualSelector'), true, removeValue(document, at(job, 'manualSelector'))),
    );
  const matches = isSet(selector) ? selects(selector, stringMap(labels)) : false;
  if (matches === false)
    yield found(
      labels,
      'The selector does not match the labels of the template',
      matchingFixes(subject, selector, stringMap(labels)),
    );
}

function* madeByJob(subject: Subject, job: Value): Generator<Finding> {
  const { document, pod } = subject;
  if (!pod) return;
  const labels = at(pod.metadata, 'labels');
  const name = nameOfObject(subject);
  for (const key of NAME_LABELS) {
    const value = labels.fields.get(key);
    if (value && text(value) !== name)
      yield found(value, `Must be "${name}", the Job's name`, fixByWriting(document, value, name));
  }
  for (const key of UID_LABELS) {
    const value = labels.fields.get(key);
    if (value) yield found(value, 'This label is made by the Job itself', fixByRemoving(document, value));
  }
  const selector = at(job, 'selector');
  if (!isSet(selector) || isEmptySelector(selector)) return;
  const generated = new Map(NAME_LABELS.map((key) => [key, name]));
  const removal = fix(l10n.t('Remove the selector'), true, removeValue(document, selector));
  if (selects(selector, generated) === false)
    yield foundAtKey(selector, 'The selector is made by the Job itself, unless manualSelector is true', removal);
  if (selects(selector, new Map([...stringMap(labels), ...generated])) === false)
    yield foundAtKey(selector, 'The selector does not match the labels of the template', removal, pathOf(labels));
}

/** Labels that a Job gives its Pods. */
const NAME_LABELS = ['job-name', 'batch.kubernetes.io/job-name'];
const UID_LABELS = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
