import * as l10n from '@vscode/l10n';
import { roundUp } from '../../model/resources.ts';
import { canonical, compare, type Quantity } from '../../quantity/quantity.ts';
import { replaceValue } from '../edits/replace.ts';
import { addField } from '../fields/field-fixes.ts';
import { fix, found, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, pathOf, quantity, type Value } from '../view.ts';
import { podAmounts } from './filled-in.ts';
import { isHugePage, isNative, type Party, parties } from './parties.ts';
import { judgeAmount } from './resource-amount.ts';

export const requestOverLimit: Rule = validation(
  'request-over-limit',
  'A request is at most the limit; of resources that cannot be overcommitted it is the limit.',
  function* (subject) {
    for (const party of parties(subject)) {
      const amounts = party.isPod ? podAmounts(subject, party.value) : undefined;
      for (const name of new Set([...party.requests.fields.keys(), ...(amounts?.keys() ?? [])])) {
        const request = amounts?.get(name) ?? quantity(at(party.requests, name));
        if (!request) continue;
        const limit = quantity(at(party.limits, name));
        if (limit) yield* judgeBoth(subject, party, name, { request, limit });
        else if (isNeverOvercommitted(name)) yield missingLimit(subject, party, name);
      }
    }
  },
);

function isNeverOvercommitted(name: string): boolean {
  return !isNative(name) || isHugePage(name);
}

function missingLimit(subject: Subject, { limits, requests }: Party, name: string): Finding {
  const written = at(requests, name);
  const yaml = quantityText(written);
  // An amount that has a fault of its own is mended first.
  const isSound = [...judgeAmount(subject, name, written, '')].length === 0;
  const fixes = yaml === undefined || !isSound ? [] : addField(subject, at(limits, name), yaml);
  return found(
    written.node ? written : limits,
    `A limit of ${name} must be set: it cannot be overcommitted`,
    fixes,
    pathOf(limits),
  );
}

function* judgeBoth(
  { document }: Subject,
  { limits, requests }: Party,
  name: string,
  { request, limit }: { readonly request: Quantity; readonly limit: Quantity },
): Generator<Finding> {
  const mustBeEqual = isNeverOvercommitted(name);
  const order = compare(roundUp(request), roundUp(limit));
  if (mustBeEqual ? order === 0 : order <= 0) return;
  const [written, limitValue] = [at(requests, name), at(limits, name)];
  const shown = canonical(limit);
  const asLimit = replaceValue(document, written, textLike(limitValue, limit));
  const asRequest = replaceValue(document, limitValue, textLike(written, request));
  const fixes = mustBeEqual
    ? fix(l10n.t('Request {0}, as the limit', shown), true, asLimit)
    : [
        ...(written.node ? fix(l10n.t('Raise the limit to {0}', canonical(request)), true, asRequest) : []),
        ...fix(l10n.t('Lower the request to {0}', shown), false, asLimit),
      ];
  const message = mustBeEqual
    ? `Must be equal to the ${name} limit of ${shown}`
    : `The ${name} request of ${canonical(request)} must be less than or equal to the limit of ${shown}`;
  yield found(written.node ? written : limitValue, message, fixes, pathOf(requests));
}

export function quantityText(value: Value): string | number | undefined {
  return value.node?.kind === 'scalar' && typeof value.node.value !== 'boolean' && value.node.value !== null
    ? value.node.text
    : undefined;
}

function textLike(value: Value, amount: Quantity): string {
  return String(quantityText(value) ?? canonical(amount));
}
