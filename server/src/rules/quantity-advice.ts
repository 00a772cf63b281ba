/** Amounts that are legal, and surely not meant: bytes for a memory, thousands of cores, units that do not go together. */

import { parseQuantity } from '../quantity/parse.ts';
import { compare, isQuantity, type Quantity, sign, value as wholeValue } from '../quantity/quantity.ts';
import { isBytes, readable } from '../quantity/readable.ts';
import { fix, removeValue, replaceValue } from './edits.ts';
import { found } from './report.ts';
import type { Finding, Fix, Rule, Subject } from './rule.ts';
import { at, nameOf, quantity, type Value } from './view.ts';

function advice(code: string, summary: string, check: Rule['check']): Rule {
  return { code, stage: 'advise', severity: 'information', summary, check };
}

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
    yield found(value, `No container runs in ${text} of memory`, write(document, value, `${number}Mi`));
  } else {
    const bytes = wholeValue(amount);
    const doubt = unit ? 'm stands for thousandths' : 'a unit seems to be missing';
    yield found(
      value,
      `That is ${bytes === 1n ? '1 byte' : `${bytes} bytes`}: ${doubt}`,
      write(document, value, `${number}Mi`),
    );
  }
}

function write(document: Subject['document'], value: Value, text: string): Fix[] {
  return fix(`Write ${text}`, false, replaceValue(document, value, text));
}

/** More cores than almost any node has. */
const MANY_CORES = 100n;

export const manyCores: Rule = advice(
  'many-cores',
  'CPU is counted in cores: 1000 is a thousand of them, 1000m is one.',
  function* (subject) {
    for (const { name, value, quantity, text } of amounts(subject)) {
      if (name !== 'cpu' || !/^\+?\d+$/.test(text) || wholeValue(quantity) < MANY_CORES) continue;
      const milli = `${text.replace('+', '')}m`;
      yield found(
        value,
        `That is ${text} cores; thousandths are written ${milli}`,
        write(subject.document, value, milli),
      );
    }
  },
);

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
        `${text} is ${readable(quantity, name).replace('≈', 'about')}, beside ${beside.text} in binary units`,
        isOver ? [] : write(document, value, binary),
      );
    }
  },
);

export const zeroRequest: Rule = advice(
  'zero-request',
  'A request of 0 reserves nothing, and keeps the limit from being requested: leave it out, or say how much is needed.',
  function* (subject) {
    for (const { name, value, quantity, list, resources } of amounts(subject)) {
      if (list !== 'requests' || sign(quantity) !== 0 || (name !== 'cpu' && name !== 'memory')) continue;
      const limit = amountOf(at(resources, 'limits', name));
      if (limit && sign(limit.quantity) === 0) continue;
      const message = `A request of 0 reserves no ${name === 'cpu' ? 'CPU' : name}`;
      const title = limit ? `Remove it: ${limit.text} is requested, as the limit` : 'Remove it';
      yield found(value, message, fix(title, false, removeValue(subject.document, value)));
    }
  },
);

export const quantityAdvice: readonly Rule[] = [fewBytes, manyCores, mixedUnits, zeroRequest];
