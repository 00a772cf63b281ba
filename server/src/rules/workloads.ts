/** What the kinds that make Pods demand around and of their template. */

import * as l10n from '@vscode/l10n';
import { mendSchedule, scheduleProblem, timeZoneProblem } from './cron.ts';
import { fix, putValue, removeValue, replaceValue } from './edits.ts';
import { dnsLabel, labelValue, percentage, qualifiedName, toDnsLabel, toLabelValue } from './formats.ts';
import { isEmptySelector, selects } from './labels.ts';
import { objectName } from './metadata.ts';
import { found, foundAtKey, validation } from './report.ts';
import { addField } from './required.ts';
import type { Finding, Fix, Rule, Subject } from './rule.ts';
import { at, flag, int, isSet, number, pathOf, stringMap, text, type Value } from './view.ts';

const KEEPS_RUNNING = new Set(['ReplicationController', 'ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet']);

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

function selectLabels({ document }: Subject, selector: Value, labels: ReadonlyMap<string, string>) {
  const matchLabels = Object.fromEntries(labels);
  const written = at(selector, 'matchLabels');
  return written.entry
    ? replaceValue(document, written, matchLabels)
    : selector.fields.size > 0
      ? putValue(document, written, matchLabels)
      : replaceValue(document, selector, { matchLabels });
}

/** Neither selector nor labels: both by the workload's name, as `kubectl create` has it. */
function labelBoth({ document, root }: Subject, selector: Value, labels: Value): Fix[] {
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
function labelPods({ document, root }: Subject, labels: Value): Fix[] {
  const name = toLabelValue(text(at(root, 'metadata', 'name')));
  return name === ''
    ? []
    : fix(l10n.t('Label the Pods by app: {0}', name), true, putValue(document, at(labels, 'app'), name));
}

/** The selector cannot change once it is in use; labels can, so those give way. */
function matchingFixes({ document, pod }: Subject, selector: Value, labels: ReadonlyMap<string, string>): Fix[] {
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

export const templateRestart: Rule = validation(
  'template-restart',
  'Pods of a workload that keeps them running always restart; those of a Job never do, or on failure.',
  function* (subject) {
    const { object, pod, document } = subject;
    if (!pod) return;
    const policy = at(pod.spec, 'restartPolicy');
    const written = text(policy) || 'Always';
    if (KEEPS_RUNNING.has(object.kind ?? '')) {
      if (written !== 'Always')
        yield found(
          policy,
          `Unsupported value "${written}": Pods of a ${object.kind} always restart`,
          fix(l10n.t('Write {0}', 'Always'), true, replaceValue(document, policy, 'Always')),
        );
      const deadline = at(pod.spec, 'activeDeadlineSeconds');
      if (isSet(deadline))
        yield found(
          deadline,
          `activeDeadlineSeconds is not supported in a ${object.kind}`,
          fix(l10n.t('Remove it'), true, removeValue(document, deadline)),
        );
      return;
    }
    const job = jobSpec(subject);
    if (!job) return;
    const hasFailurePolicy = isSet(at(job, 'podFailurePolicy'));
    if (written === 'Always') {
      const better = hasFailurePolicy ? 'Never' : 'OnFailure';
      const write = (word: string, preferred: boolean) =>
        policy.node
          ? fix(l10n.t('Write {0}', word), preferred, replaceValue(document, policy, word))
          : addField(subject, policy, word, preferred);
      yield found(policy, 'restartPolicy is required for a Job: OnFailure or Never', [
        ...write(better, true),
        ...write(better === 'Never' ? 'OnFailure' : 'Never', false),
      ]);
    } else if (written !== 'OnFailure' && written !== 'Never') {
      // choices.ts tells that the word is unknown.
    } else if (hasFailurePolicy && written !== 'Never') {
      yield found(
        policy,
        'Must be Never when podFailurePolicy is specified',
        fix(l10n.t('Write {0}', 'Never'), true, replaceValue(document, policy, 'Never')),
      );
    }
  },
);

/** The spec of a Job, or of the Jobs that a CronJob makes. */
function jobSpec({ object, root }: Subject): Value | undefined {
  if (object.kind === 'Job') return at(root, 'spec');
  if (object.kind === 'CronJob') return at(root, 'spec', 'jobTemplate', 'spec');
  return undefined;
}

interface Amount {
  readonly value: Value;
  /** A percentage counts as its number. */
  readonly number: number;
  readonly isPercent: boolean;
  readonly problems: readonly string[];
}

function amountOf(value: Value, usual: string | number): Amount {
  const isText = isSet(value)
    ? value.node?.kind === 'scalar' && typeof value.node.value === 'string'
    : typeof usual === 'string';
  if (isText) {
    const written = isSet(value) ? text(value) : String(usual);
    const problems = percentage(written);
    // Text that is no percentage counts as the number that it starts with, for lack of better.
    return {
      value,
      number: problems.length ? (/^-?\d+$/.test(written) ? Number(written) : 0) : Number.parseInt(written, 10),
      isPercent: problems.length === 0,
      problems,
    };
  }
  const written = isSet(value) ? int(value) : Number(usual);
  return { value, number: written, isPercent: false, problems: written < 0 ? ['must be 0 or greater'] : [] };
}

export const rollout: Rule = validation(
  'rollout',
  'How many Pods a rollout may take away or add is a number or a percentage, and at least one of the two.',
  function* (subject) {
    const { object, root, document } = subject;
    const strategy = at(root, 'spec', object.kind === 'Deployment' ? 'strategy' : 'updateStrategy');
    const type = text(at(strategy, 'type')) || 'RollingUpdate';
    const rolling = at(strategy, 'rollingUpdate');
    const unavailable = at(rolling, 'maxUnavailable');
    const surge = at(rolling, 'maxSurge');
    if (object.kind === 'Deployment') {
      if (type === 'Recreate' && isSet(rolling))
        yield foundAtKey(
          rolling,
          'rollingUpdate must not be specified when the type is Recreate',
          fix(l10n.t('Remove it'), true, removeValue(document, rolling)),
        );
      if (type === 'RollingUpdate') yield* judgeBoth(subject, amountOf(unavailable, '25%'), amountOf(surge, '25%'));
    } else if (object.kind === 'DaemonSet' && type === 'RollingUpdate') {
      yield* judgeDaemons(subject, amountOf(unavailable, 1), amountOf(surge, 0));
    } else if (object.kind === 'StatefulSet') {
      if (type === 'OnDelete' && isSet(rolling))
        yield foundAtKey(
          rolling,
          'rollingUpdate is only allowed for the type RollingUpdate',
          fix(l10n.t('Remove it'), true, removeValue(document, rolling)),
        );
      if (type === 'RollingUpdate' && isSet(unavailable)) {
        const amount = amountOf(unavailable, 1);
        yield* judgeAmount(subject, amount, true);
        if (amount.number === 0)
          yield found(
            unavailable,
            'maxUnavailable cannot be 0',
            fix(l10n.t('Write {0}', '1'), true, replaceValue(document, unavailable, 1)),
          );
      }
    }
  },
);

function* judgeAmount(
  { document }: Subject,
  { value, number: written, isPercent, problems }: Amount,
  isLimited: boolean,
): Generator<Finding> {
  if (problems.length > 0) {
    const digits = /^\s*(\d+)\s*%?\s*$/.exec(value.node?.kind === 'scalar' ? value.node.text : '')?.[1];
    const fixes =
      digits === undefined
        ? fix(l10n.t('Remove it'), true, removeValue(document, value))
        : fix(
            l10n.t('Write {0}', digits),
            true,
            value.node && [{ start: value.node.start, end: value.node.end, newText: digits }],
          );
    yield found(value, `Invalid value: ${problems.join('; ')}`, fixes);
  }
  if (isLimited && isPercent && written > 100)
    yield found(
      value,
      'Must not be greater than 100%',
      fix(l10n.t('Write {0}', '100%'), true, replaceValue(document, value, '100%')),
    );
}

function* judgeBoth(subject: Subject, unavailable: Amount, surge: Amount): Generator<Finding> {
  yield* judgeAmount(subject, unavailable, true);
  yield* judgeAmount(subject, surge, false);
  if (unavailable.number === 0 && surge.number === 0)
    yield found(
      unavailable.value.node ? unavailable.value : surge.value,
      'maxUnavailable must not be 0 when maxSurge is 0',
      oneAtATime(subject, unavailable.value),
      pathOf(unavailable.value),
    );
}

function* judgeDaemons(subject: Subject, unavailable: Amount, surge: Amount): Generator<Finding> {
  yield* judgeAmount(subject, unavailable, true);
  yield* judgeAmount(subject, surge, true);
  if (unavailable.number !== 0 && surge.number !== 0)
    yield found(
      surge.value,
      'maxSurge must not be set when maxUnavailable is not 0',
      isSet(unavailable.value)
        ? fix(l10n.t('Remove {0}', 'maxSurge'), true, removeValue(subject.document, surge.value))
        : addField(subject, unavailable.value, 0),
    );
  if (unavailable.number === 0 && surge.number === 0)
    yield found(
      unavailable.value.node ? unavailable.value : surge.value,
      'maxUnavailable cannot be 0 when maxSurge is 0',
      oneAtATime(subject, unavailable.value),
      pathOf(unavailable.value),
    );
}

function oneAtATime(subject: Subject, value: Value): Fix[] {
  return value.node
    ? fix(l10n.t('Write {0}', '1'), true, replaceValue(subject.document, value, 1))
    : addField(subject, value, 1);
}

export const progressDeadline: Rule = validation(
  'progress-deadline',
  'A Deployment waits for progress longer than a Pod must be ready.',
  function* (subject) {
    const { object, root, document } = subject;
    if (object.kind !== 'Deployment') return;
    const deadline = at(root, 'spec', 'progressDeadlineSeconds');
    const ready = int(at(root, 'spec', 'minReadySeconds'));
    if ((number(deadline) ?? 600) > ready) return;
    const fixes = isSet(deadline)
      ? fix(l10n.t('Write {0}', ready + 600), true, replaceValue(document, deadline, ready + 600))
      : addField(subject, deadline, ready + 600);
    yield found(
      deadline.node ? deadline : at(root, 'spec', 'minReadySeconds'),
      'progressDeadlineSeconds must be greater than minReadySeconds',
      fixes,
      pathOf(deadline),
    );
  },
);

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
        yield foundAtKey(
          selector,
          'The selector is made by the Job itself',
          fix(l10n.t('Remove it'), true, removeValue(document, selector)),
        );
      if (flag(manual))
        yield found(
          manual,
          'manualSelector must not be true in a CronJob',
          fix(l10n.t('Remove it'), true, removeValue(document, manual)),
        );
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
    const name = objectName(subject);
    for (const key of ['job-name', 'batch.kubernetes.io/job-name']) {
      const value = at(pod.metadata, 'labels', key);
      if (labels.has(key) && labels.get(key) !== name)
        yield found(
          value,
          `Must be "${name}", the Job's name`,
          fix(l10n.t('Write {0}', name), true, replaceValue(document, value, name)),
        );
    }
    for (const key of ['controller-uid', 'batch.kubernetes.io/controller-uid'])
      if (labels.has(key))
        yield found(
          at(pod.metadata, 'labels', key),
          'This label is made by the Job itself',
          fix(l10n.t('Remove it'), true, removeValue(document, at(pod.metadata, 'labels', key))),
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
    const remove = (value: Value) => fix(l10n.t('Remove it'), true, removeValue(document, value));
    if (isSet(failed) && !isSet(perIndex))
      yield found(perIndex, 'backoffLimitPerIndex is required when maxFailedIndexes is specified', remove(failed));
    if (!isIndexed) {
      const isKnownMode = text(at(job, 'completionMode')) === '' || text(at(job, 'completionMode')) === 'NonIndexed';
      const indexed = (value: Value) => [
        ...fix(l10n.t('Make the Job Indexed'), true, putValue(document, at(job, 'completionMode'), 'Indexed')),
        ...fix(l10n.t('Remove it'), false, removeValue(document, value)),
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
      found(
        value,
        `Must be less than or equal to ${limit}${why}`,
        fix(l10n.t('Write {0}', limit), true, replaceValue(document, value, limit)),
      );
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
        fix(l10n.t('Write {0}', limit), true, replaceValue(document, count, limit)),
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
        fix(l10n.t('Write {0}', 'Failed'), true, replaceValue(document, replacement, 'Failed')),
      );
    const names =
      pod?.containers.filter(({ role }) => role !== 'ephemeral').map(({ value }) => text(at(value, 'name'))) ?? [];
    const rules = at(policy, 'rules');
    if (rules.items.length > 20) yield foundAtKey(rules, 'Too many: at most 20 rules');
    for (const rule of rules.items) {
      const action = at(rule, 'action');
      if (text(action) === 'FailIndex' && !isSet(at(job, 'backoffLimitPerIndex')))
        yield found(
          action,
          'FailIndex requires backoffLimitPerIndex',
          fix(l10n.t('Write {0}', 'FailJob'), true, replaceValue(document, action, 'FailJob')),
        );
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
      names.length === 1 && names[0]
        ? fix(l10n.t('Write {0}', names[0]), true, replaceValue(document, container, names[0]))
        : [],
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
        fix(l10n.t('Remove it'), true, removeValue(document, value)),
      );
    if (seen.has(code))
      yield found(value, `Duplicate value ${code}`, fix(l10n.t('Remove it'), true, removeValue(document, value)));
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

export const schedule: Rule = validation(
  'schedule',
  'A CronJob runs by five fields (minute, hour, day of the month, month, day of the week) or by a name such as @daily; its time zone is a field of its own.',
  function* ({ object, root, document }) {
    if (object.kind !== 'CronJob') return;
    const value = at(root, 'spec', 'schedule');
    const written = text(value);
    if (written !== '') {
      const problem = scheduleProblem(written);
      const meant = problem ? mendSchedule(written) : undefined;
      const fixes = meant ? fix(l10n.t('Write {0}', meant), true, replaceValue(document, value, meant)) : [];
      if (problem) yield found(value, `Invalid schedule: ${problem}`, fixes);
      if (written.includes('TZ')) {
        const bare = written.replace(/^(?:CRON_)?TZ=\S*\s*/, '');
        yield found(
          value,
          'The time zone must be in timeZone, not in the schedule',
          bare && bare !== written
            ? fix(l10n.t('Remove it from the schedule'), true, replaceValue(document, value, bare))
            : [],
        );
      }
    }
    const zone = at(root, 'spec', 'timeZone');
    const problem = isSet(zone) ? timeZoneProblem(text(zone)) : undefined;
    if (!problem) return;
    const meant = /did you mean (\S+)\?/.exec(problem)?.[1];
    yield found(
      zone,
      `Invalid time zone: ${problem}`,
      meant ? fix(l10n.t('Write {0}', meant), true, replaceValue(document, zone, meant)) : [],
    );
  },
);

export const claimTemplateName: Rule = validation(
  'claim-template-name',
  'A claim template of a StatefulSet is named like the volume that it becomes: with a DNS label.',
  function* ({ object, root, document }) {
    if (object.kind !== 'StatefulSet') return;
    // Of claims that share a name, the server makes one volume.
    const claims = at(root, 'spec', 'volumeClaimTemplates').items.map((claim) => at(claim, 'metadata', 'name'));
    const names = [...new Map(claims.toReversed().map((name) => [text(name), name])).values()].toReversed();
    for (const [index, name] of names.entries()) {
      const problems = text(name) === '' ? ['name is required'] : dnsLabel(text(name));
      if (problems.length === 0) continue;
      const better = toDnsLabel(text(name));
      const edits = claims
        .filter((other) => text(other) === text(name))
        .map((other) => replaceValue(document, other, better));
      const fixes =
        better && edits.every((one) => one)
          ? fix(
              l10n.t('Write {0}', better),
              true,
              edits.flatMap((one) => one ?? []),
            )
          : [];
      yield found(
        name,
        `Invalid value "${text(name)}": ${problems.join('; ')}`,
        fixes,
        `spec.template.spec.volumes[${index}].name`,
      );
      // The volume that it becomes refers to the claim by this very name.
      if (text(name) === '')
        yield found(
          name,
          'The volume made of it would refer to no claim: claimName is required',
          [],
          `spec.template.spec.volumes[${index}].persistentVolumeClaim.claimName`,
        );
    }
  },
);

export const workloadRules: readonly Rule[] = [
  selectorMatches,
  templateRestart,
  rollout,
  progressDeadline,
  jobSelector,
  jobIndexes,
  failurePolicy,
  schedule,
  claimTemplateName,
];
