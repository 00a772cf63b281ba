import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { addField, fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { percentage } from '../formats.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Finding, Fix, Rule, Subject } from '../rule.ts';
import { at, int, isSet, pathOf, text, type Value } from '../view.ts';

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
          fixByRemoving(document, rolling),
        );
      if (type === 'RollingUpdate') yield* judgeBoth(subject, amountOf(unavailable, '25%'), amountOf(surge, '25%'));
    } else if (object.kind === 'DaemonSet' && type === 'RollingUpdate') {
      yield* judgeDaemons(subject, amountOf(unavailable, 1), amountOf(surge, 0));
    } else if (object.kind === 'StatefulSet') {
      if (type === 'OnDelete' && isSet(rolling))
        yield foundAtKey(
          rolling,
          'rollingUpdate is only allowed for the type RollingUpdate',
          fixByRemoving(document, rolling),
        );
      if (type === 'RollingUpdate' && isSet(unavailable)) {
        const amount = amountOf(unavailable, 1);
        yield* judgeAmount(subject, amount, true);
        if (amount.number === 0)
          yield found(unavailable, 'maxUnavailable cannot be 0', fixByWriting(document, unavailable, 1));
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
        ? fixByRemoving(document, value)
        : fix(
            l10n.t('Write {0}', digits),
            true,
            value.node && [{ start: value.node.start, end: value.node.end, newText: digits }],
          );
    yield found(value, `Invalid value: ${problems.join('; ')}`, fixes);
  }
  if (isLimited && isPercent && written > 100)
    yield found(value, 'Must not be greater than 100%', fixByWriting(document, value, '100%'));
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
  return value.node ? fixByWriting(subject.document, value, 1) : addField(subject, value, 1);
}
