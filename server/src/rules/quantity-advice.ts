/** Amounts that are legal, and surely not meant: bytes for a memory, thousands of cores, units that do not go together. */

import * as l10n from '@vscode/l10n';
import { parseQuantity } from '../quantity/parse.ts';
import { compare, isQuantity, type Quantity, sign, value as wholeValue } from '../quantity/quantity.ts';
import { isBytes, readable } from '../quantity/readable.ts';
import { fix, removeValue, replaceValue } from './edits.ts';
import { advice, found } from './report.ts';
import type { Finding, Fix, Rule, Subject } from './rule.ts';
import { at, nameOf, quantity, type Value } from './view.ts';

/** What is asked of a resource, for a container or the Pod as a whole. */
interface Amount {
  readonly name: string;
  readonly value: Value;
  readonly quantity: Quantity;
  /** As written, without quotes. */
  readonly text: string;
  readonly list: 'requests' | 'limits';
  /** The `resources` around it. */
  readonly resources: Value;
}

function* amounts({ pod }: Subject): Generator<Amount> {
  if (!pod) return;
  for (const resources of [...pod.containers.map(({ value }) => at(value, 'resources')), at(pod.spec, 'resources')])
    for (const list of ['requests', 'limits'] as const)
      for (const [name, value] of at(resources, list).fields) {
        const amount = amountOf(value);
        if (amount) yield { name, value, list, resources, ...amount };
      }
}

function amountOf(value: Value): Pick<Amount, 'quantity' | 'text'> | undefined {
  const { node } = value;
  const amount = quantity(value);
  return amount && node?.kind === 'scalar' && node.value !== null
    ? { quantity: amount, text: node.text.trim() }
    : undefined;
}

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

function write(document: Subject['document'], value: Value, text: string): Fix[] {
  return fix(l10n.t('Write {0}', text), false, replaceValue(document, value, text));
}

/** More cores than almost any node has. */
const MANY_CORES = 100n;

export const manyCores: Rule = advice(
  'many-cores',
  'CPU is counted in cores: 1000 is a thousand of them, 1000m is one.',
  function* (subject) {
    const { document } = subject;
    for (const { name, value, list, resources, quantity, text } of amounts(subject)) {
      if (name !== 'cpu' || !isManyCores(quantity, text)) continue;
      const milli = inThousandths(text);
      // Both were meant alike where both are so; and no limit goes below its request.
      const other = at(resources, list === 'limits' ? 'requests' : 'limits', name);
      const beside = amountOf(other);
      const isBoth = beside !== undefined && isManyCores(beside.quantity, beside.text);
      const isBelow = list === 'limits' && beside && compare(beside.quantity, thousandth(quantity)) > 0;
      const edits = [
        ...(replaceValue(document, value, milli) ?? []),
        ...((isBoth && replaceValue(document, other, inThousandths(beside.text))) || []),
      ];
      yield found(
        value,
        l10n.t('That is {0} cores; thousandths are written {1}', text, milli),
        isBelow && !isBoth ? [] : fix(l10n.t('Write {0}', milli), false, edits),
      );
    }
  },
);

function isManyCores(amount: Quantity, text: string): boolean {
  return /^\+?\d+$/.test(text) && wholeValue(amount) >= MANY_CORES;
}

/** `1000` cores as the thousandths that were meant. */
function inThousandths(text: string): string {
  return `${text.replace('+', '')}m`;
}

function thousandth(amount: Quantity): Quantity {
  return { ...amount, exponent: amount.exponent - 3 };
}

const DECIMAL = /^\+?([\d.]+)([kMGTPE])$/;
const BINARY = /^\+?[\d.]+[KMGTPE]i$/;

export const mixedUnits: Rule = advice(
  'mixed-units',
  'A request in decimal units beside a limit in binary ones, or the other way round: 1G is 1000³ bytes, 1Gi is 1024³.',
  function* (subject) {
    const { document } = subject;
    for (const { name, value, quantity, text, list, resources } of amounts(subject)) {
      const [, number, unit] = DECIMAL.exec(text) ?? [];
      if (!number || !unit || !isBytes(name)) continue;
      const other = at(resources, list === 'requests' ? 'limits' : 'requests', name);
      const beside = amountOf(other);
      if (!beside || !BINARY.test(beside.text)) continue;
      const binary = `${number}${unit === 'k' ? 'K' : unit}i`;
      const meant = parseQuantity(binary);
      // As a request, it may not come to be more than the limit.
      const isOver = list === 'requests' && isQuantity(meant) && compare(meant, beside.quantity) > 0;
      yield found(
        value,
        besideBinary(text, readable(quantity, name), beside.text),
        isOver ? [] : write(document, value, binary),
      );
    }
  },
);

/** `amount` is what is readable of the text: `953.7Mi`, or `≈ 954Mi`. */
function besideBinary(text: string, amount: string, binary: string): string {
  return amount.startsWith('≈ ')
    ? l10n.t('{0} is about {1}, beside {2} in binary units', text, amount.slice(2), binary)
    : l10n.t('{0} is {1}, beside {2} in binary units', text, amount, binary);
}

export const zeroRequest: Rule = advice(
  'zero-request',
  'A request of 0 reserves nothing, and keeps the limit from being requested: leave it out, or say how much is needed.',
  function* (subject) {
    for (const { name, value, quantity, list, resources } of amounts(subject)) {
      if (list !== 'requests' || sign(quantity) !== 0 || (name !== 'cpu' && name !== 'memory')) continue;
      const limit = amountOf(at(resources, 'limits', name));
      if (limit && sign(limit.quantity) === 0) continue;
      const message =
        name === 'cpu' ? l10n.t('A request of 0 reserves no CPU') : l10n.t('A request of 0 reserves no memory');
      const title = limit ? l10n.t('Remove it: {0} is requested, as the limit', limit.text) : l10n.t('Remove it');
      yield found(value, message, fix(title, false, removeValue(subject.document, value)));
    }
  },
);

export const quantityAdvice: readonly Rule[] = [fewBytes, manyCores, mixedUnits, zeroRequest];
