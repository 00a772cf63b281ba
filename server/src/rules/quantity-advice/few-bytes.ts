import * as l10n from '@vscode/l10n';
import { type Quantity, sign, value as wholeValue } from '../../quantity/quantity.ts';
import { isBytes } from '../../quantity/readable.ts';
import { advice, found } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, nameOf, type Value } from '../view.ts';
import { amountOf, amounts, write } from './amounts.ts';

/** No process runs in less, nor is anything of use stored in it. */
const LEAST_BYTES = 1024n * 1024n;

export const fewBytes: Rule = advice(
  'few-bytes',
  'Memory and storage are counted in bytes: 512 is 512 bytes, not megabytes. Name the unit, such as 512Mi.',
  function* (subject) {
    for (const { name, value, quantity, text } of amounts(subject))
      if (isBytes(name)) yield* judgeBytes(subject, value, quantity, text);
    for (const volume of subject.all('EmptyDirVolumeSource')) {
      const limit = at(volume, 'sizeLimit');
      const amount = amountOf(limit);
      if (amount) yield* judgeBytes(subject, limit, amount.quantity, amount.text);
    }
  },
);

/** A fraction of a byte the API server warns of itself; a unit of bytes is meant as it stands. */
function* judgeBytes({ document }: Subject, value: Value, amount: Quantity, text: string): Generator<Finding> {
  const [, number, unit] = /^\+?(\d+)(m|k|Ki)?$/.exec(text) ?? [];
  const isWhole = unit !== 'm' || Number(number) % 1000 === 0;
  if (!number || !isWhole || sign(amount) <= 0 || wholeValue(amount) >= LEAST_BYTES) return;
  if (unit === 'k' || unit === 'Ki') {
    if (nameOf(value) !== 'memory') return;
    yield found(value, l10n.t('No container runs in {0} of memory', text), write(document, value, `${number}Mi`));
  } else {
    const bytes = wholeValue(amount);
    yield found(value, doubt(bytes, unit !== undefined), write(document, value, `${number}Mi`));
  }
}

function doubt(bytes: bigint, isThousandths: boolean): string {
  if (isThousandths)
    return bytes === 1n
      ? l10n.t('That is 1 byte: m stands for thousandths')
      : l10n.t('That is {0} bytes: m stands for thousandths', String(bytes));
  return bytes === 1n
    ? l10n.t('That is 1 byte: a unit seems to be missing')
    : l10n.t('That is {0} bytes: a unit seems to be missing', String(bytes));
}
