import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { addField, fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, isSet, number, pathOf, text, type Value } from '../view.ts';
import { jobSpec } from './job-spec.ts';

export const jobIndexes: Rule = validation(
  'job-indexes',
  'What counts indexes needs an Indexed Job with a number of completions.',
  function* (subject) {
    const { document } = subject;
    const job = jobSpec(subject);
    if (!job) return;
    const isIndexed = text(at(job, 'completionMode')) === 'Indexed';
    const completions =
      number(at(job, 'completions')) ??
      (subject.object.kind === 'Job' && !isSet(at(job, 'parallelism')) ? 1 : undefined);
    const parallelism = number(at(job, 'parallelism')) ?? (subject.object.kind === 'Job' ? 1 : undefined);
    const perIndex = at(job, 'backoffLimitPerIndex');
    const failed = at(job, 'maxFailedIndexes');
    const remove = (value: Value) => fixByRemoving(document, value);
    if (isSet(failed) && !isSet(perIndex))
      yield found(perIndex, 'backoffLimitPerIndex is required when maxFailedIndexes is specified', remove(failed));
    if (!isIndexed) {
      const isKnownMode = text(at(job, 'completionMode')) === '' || text(at(job, 'completionMode')) === 'NonIndexed';
      const indexed = (value: Value) => [
        ...fix(l10n.t('Make the Job Indexed'), true, putValue(document, at(job, 'completionMode'), 'Indexed')),
        ...fixByRemoving(document, value, false),
      ];
      for (const value of [perIndex, failed])
        if (isSet(value) && isKnownMode)
          yield found(value, `${String(value.segment)} requires completionMode: Indexed`, indexed(value));
      const policy = at(job, 'successPolicy');
      if (isSet(policy)) yield foundAtKey(policy, 'successPolicy requires completionMode: Indexed', indexed(policy));
      return;
    }
    if (completions === undefined)
      yield found(
        at(job, 'completions'),
        'completions is required when completionMode is Indexed',
        addField(subject, at(job, 'completions'), parallelism ?? 1),
      );
    const most = (value: Value, limit: number, why: string) =>
      found(value, `Must be less than or equal to ${limit}${why}`, fixByWriting(document, value, limit));
    if ((parallelism ?? 0) > 100_000) yield most(at(job, 'parallelism'), 100_000, ' when completionMode is Indexed');
    const failedCount = number(failed);
    if (failedCount !== undefined && completions !== undefined && failedCount > completions)
      yield most(failed, completions, ', the completions');
    if (failedCount !== undefined && failedCount > 100_000) yield most(failed, 100_000, '');
    if ((completions ?? 0) > 100_000 && isSet(perIndex)) {
      if (failedCount === undefined)
        yield found(failed, 'maxFailedIndexes must be specified when completions is above 100000');
      if ((parallelism ?? 0) > 10_000) yield most(at(job, 'parallelism'), 10_000, ' when completions is above 100000');
      if ((failedCount ?? 0) > 10_000) yield most(failed, 10_000, ' when completions is above 100000');
    }
    yield* successPolicy(subject, at(job, 'successPolicy'), completions ?? 0);
  },
);

function* successPolicy({ document }: Subject, policy: Value, completions: number): Generator<Finding> {
  const rules = at(policy, 'rules');
  if (rules.items.length > 20) yield foundAtKey(rules, 'Too many: at most 20 rules');
  for (const rule of rules.items) {
    const count = at(rule, 'succeededCount');
    const indexes = at(rule, 'succeededIndexes');
    if (!isSet(count) && !isSet(indexes))
      yield found(rule, 'One of succeededCount and succeededIndexes must be specified', [], pathOf(rule));
    const total = isSet(indexes) ? countIndexes(text(indexes), completions) : undefined;
    if (typeof total === 'string') yield found(indexes, `Cannot be read: ${total}`);
    const written = number(count);
    const limit = Math.min(completions, typeof total === 'number' ? total : isSet(indexes) ? 0 : completions);
    if (written !== undefined && written > limit)
      yield found(
        count,
        `Must be less than or equal to ${limit}, the number of indexes`,
        fixByWriting(document, count, limit),
      );
  }
}

/** How many indexes `1,3-5` names, or what is wrong with it. */
function countIndexes(written: string, completions: number): number | string {
  if (written === '') return 0;
  let total = 0;
  let last = -1;
  for (const part of written.split(',')) {
    const ends = part.split('-');
    if (ends.length > 2 || ends.some((end) => !/^\+?\d+$/.test(end)))
      return `"${part}" is neither an index nor a range`;
    const [first = 0, second] = ends.map(Number);
    const end = second ?? first;
    if (first >= completions || end >= completions) return `${part} is beyond the last index, ${completions - 1}`;
    if (first <= last || (second !== undefined && second <= first)) return 'the indexes must increase';
    total += end - first + 1;
    last = end;
  }
  return total;
}
