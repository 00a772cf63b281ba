import * as l10n from '@vscode/l10n';
import { parseQuantity } from '../../quantity/parse.ts';
import {
  canonical,
  isQuantity,
  milliValue,
  type Quantity,
  sign,
  value as wholeValue,
} from '../../quantity/quantity.ts';
import { replaceValue } from '../edits/replace.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { fix, found, validation } from '../report.ts';
import type { Finding, Fix, Rule, Subject } from '../rule.ts';
import { at, pathOf, quantity, text, type Value } from '../view.ts';
import { podAmounts } from './filled-in.ts';
import { impliedRequests, isExtended, isHugePage, isWindows, overheadPath, parties } from './parties.ts';

export const resourceAmount: Rule = validation(
  'resource-amount',
  'An amount is not negative, and whole where a resource cannot be divided.',
  function* (subject) {
    for (const { limits, requests } of parties(subject))
      for (const list of [limits, requests])
        for (const [name, value] of list.fields) yield* judgeAmount(subject, name, value, pathOf(value));
    for (const [name, value, path] of impliedRequests(subject))
      for (const finding of judgeAmount(subject, name, value, path)) yield { ...finding, fixes: [] };
    yield* impliedPodAmounts(subject);
    const overhead = subject.pod && at(subject.pod.spec, 'overhead');
    for (const [name, value] of overhead?.fields ?? []) yield* judgeAmount(subject, name, value, overheadPath(value));
  },
);

/** What the Pod as a whole requests because it limits it. */
function* impliedPodAmounts(subject: Subject): Generator<Finding> {
  const resources = subject.pod && at(subject.pod.spec, 'resources');
  if (!resources || isWindows(subject)) return;
  const requests = at(resources, 'requests');
  for (const [name, amount] of podAmounts(subject, resources) ?? []) {
    if (requests.fields.has(name)) continue;
    const limit = at(resources, 'limits', name);
    for (const finding of judgeAmount(subject, name, limit, pathOf(at(requests, name)), amount))
      yield { ...finding, fixes: [] };
  }
}

export function* judgeAmount(
  { document }: Subject,
  name: string,
  value: Value,
  path: string,
  amount = quantity(value),
): Generator<Finding> {
  if (!amount) return;
  if (sign(amount) < 0) {
    const positive = text(value).replace(/^\s*-/, '') || canonical(amount).replace(/^-/, '');
    yield found(value, 'Must be greater than or equal to 0', fixByWriting(document, value, positive), path);
  }
  if (isExtended(name) && milliValue(amount) % 1000n !== 0n) {
    const whole = wholeValue(amount).toString();
    yield found(
      value,
      `Must be a whole number: ${name} cannot be divided`,
      fix(l10n.t('Write {0}', whole), true, replaceValue(document, value, Number(whole))),
      path,
    );
  }
  if (isHugePage(name)) {
    const page = parseQuantity(name.slice('hugepages-'.length));
    const isDivisible =
      isQuantity(page) &&
      sign(page) > 0 &&
      milliValue(page) % 1000n === 0n &&
      wholeValue(amount) % wholeValue(page) === 0n;
    if (!isDivisible)
      yield found(
        value,
        `Must be a multiple of the page size of ${name}`,
        pageFixes(document, value, amount, page),
        path,
      );
  }
}

function pageFixes(
  document: Subject['document'],
  value: Value,
  amount: Quantity,
  page: ReturnType<typeof parseQuantity>,
): Fix[] {
  if (!isQuantity(page) || sign(page) <= 0 || sign(amount) < 0) return [];
  const size = wholeValue(page);
  const pages = (wholeValue(amount) + size - 1n) / size || 1n;
  const rounded = canonical({ unscaled: pages * size, exponent: 0, format: 'BinarySI', wide: false });
  return fixByWriting(document, value, rounded);
}
