import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import { fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, int, isSet, pathOf, text, type Value } from '../view.ts';
import { jobSpec } from './job-spec.ts';

export const failurePolicy: Rule = validation(
  'failure-policy',
  'A rule about failed Pods looks at exit codes or at conditions, and does something that the Job can.',
  function* (subject) {
    const { document, pod } = subject;
    const job = jobSpec(subject);
    if (!job) return;
    const policy = at(job, 'podFailurePolicy');
    const replacement = at(job, 'podReplacementPolicy');
    const words = isSet(policy) ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
    if (isSet(replacement) && !words.includes(text(replacement)))
      yield found(
        replacement,
        `Unsupported value "${text(replacement)}": must be ${words.join(' or ')}`,
        fixByWriting(document, replacement, 'Failed'),
      );
    const names =
      pod?.containers.filter(({ role }) => role !== 'ephemeral').map(({ value }) => text(at(value, 'name'))) ?? [];
    const rules = at(policy, 'rules');
    if (rules.items.length > 20) yield foundAtKey(rules, 'Too many: at most 20 rules');
    for (const rule of rules.items) {
      const action = at(rule, 'action');
      if (text(action) === 'FailIndex' && !isSet(at(job, 'backoffLimitPerIndex')))
        yield found(action, 'FailIndex requires backoffLimitPerIndex', fixByWriting(document, action, 'FailJob'));
      const codes = at(rule, 'onExitCodes');
      const conditions = at(rule, 'onPodConditions');
      if (isSet(codes) && conditions.items.length > 0)
        yield found(
          rule,
          'onExitCodes and onPodConditions cannot both be specified',
          fix(l10n.t('Remove {0}', 'onPodConditions'), true, removeValue(document, conditions)),
          pathOf(rule),
        );
      if (!isSet(codes) && conditions.items.length === 0)
        yield found(rule, 'One of onExitCodes and onPodConditions is required', [], pathOf(rule));
      if (conditions.items.length > 20) yield foundAtKey(conditions, 'Too many: at most 20 patterns');
      if (isSet(codes)) yield* exitCodes(subject, codes, names);
    }
  },
);

function* exitCodes({ document }: Subject, codes: Value, names: readonly string[]): Generator<Finding> {
  const container = at(codes, 'containerName');
  if (isSet(container) && !names.includes(text(container)))
    yield found(
      container,
      `There is no container "${text(container)}"`,
      names.length === 1 && names[0] ? fixByWriting(document, container, names[0]) : [],
    );
  const values = at(codes, 'values');
  if (values.items.length === 0) yield found(values, 'At least one exit code is required', [], pathOf(values));
  if (values.items.length > 255) yield foundAtKey(values, 'Too many: at most 255 exit codes');
  const seen = new Set<number>();
  let isOrdered = true;
  let last = Number.NEGATIVE_INFINITY;
  for (const value of values.items) {
    const code = int(value);
    if (code === 0 && text(at(codes, 'operator')) === 'In')
      yield found(
        value,
        '0 means success: it must not be in the list of operator In',
        values.items.length > 1 ? fixByRemoving(document, value) : [],
      );
    if (seen.has(code)) yield found(value, `Duplicate value ${code}`, fixByRemoving(document, value));
    if (code < last) isOrdered = false;
    seen.add(code);
    last = code;
  }
  const sorted = [...seen].sort((a, b) => a - b);
  if (!isOrdered)
    yield foundAtKey(
      values,
      'The exit codes must be in order',
      fix(l10n.t('Sort them'), true, replaceValue(document, values, sorted)),
    );
}
