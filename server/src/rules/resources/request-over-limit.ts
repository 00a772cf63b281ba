import * as l10n from '@vscode/l10n';
import { roundUp } from '../../model/resources.ts';
import { canonical, compare, type Quantity } from '../../quantity/quantity.ts';
import { replaceValue } from '../edits/replace.ts';
import { addField } from '../fields/field-fixes.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, pathOf, quantity, type Value } from '../view.ts';
import { podAmounts } from './filled-in.ts';
import { isHugePage, isNative, parties } from './parties.ts';
import { judgeAmount } from './resource-amount.ts';

export const requestOverLimit: Rule = validation(
  'request-over-limit',
  'A request is at most the limit; of resources that cannot be overcommitted it is the limit.',
  function* (subject) {
    const { document } = subject;
    for (const { value, limits, requests, isPod } of parties(subject)) {
      const amounts = isPod ? podAmounts(subject, value) : undefined;
      for (const name of new Set([...requests.fields.keys(), ...(amounts?.keys() ?? [])])) {
        const written = at(requests, name);
        const request = amounts?.get(name) ?? quantity(written);
        if (!request) continue;
        const limitValue = at(limits, name);
        const limit = quantity(limitValue);
        const mustBeEqual = !isNative(name) || isHugePage(name);
        if (!limit) {
          if (mustBeEqual) {
            const yaml = quantityText(written);
            // An amount that has a fault of its own is mended first.
            const isSound = [...judgeAmount(subject, name, written, '')].length === 0;
            const fixes = yaml === undefined || !isSound ? [] : addField(subject, limitValue, yaml);
            yield found(
              written.node ? written : limits,
              `A limit of ${name} must be set: it cannot be overcommitted`,
              fixes,
              pathOf(limits),
            );
          }
          continue;
        }
        const order = compare(roundUp(request), roundUp(limit));
        if (mustBeEqual ? order === 0 : order <= 0) continue;
        const shown = canonical(limit);
        const raise = written.node
          ? fix(
              l10n.t('Raise the limit to {0}', canonical(request)),
              true,
              replaceValue(document, limitValue, textLike(written, request)),
            )
          : [];
        const lower = fix(
          l10n.t('Lower the request to {0}', shown),
          false,
          replaceValue(document, written, textLike(limitValue, limit)),
        );
        const equal = fix(
          l10n.t('Request {0}, as the limit', shown),
          true,
          replaceValue(document, written, textLike(limitValue, limit)),
        );
        const message = mustBeEqual
          ? `Must be equal to the ${name} limit of ${shown}`
          : `The ${name} request of ${canonical(request)} must be less than or equal to the limit of ${shown}`;
        yield found(
          written.node ? written : limitValue,
          message,
          mustBeEqual ? equal : [...raise, ...lower],
          pathOf(requests),
        );
      }
    }
  },
);

export function quantityText(value: Value): string | number | undefined {
  return value.node?.kind === 'scalar' && typeof value.node.value !== 'boolean' && value.node.value !== null
    ? value.node.text
    : undefined;
}

function textLike(value: Value, amount: Quantity): string {
  return String(quantityText(value) ?? canonical(amount));
}
