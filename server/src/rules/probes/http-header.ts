import { fixByWriting } from '../fields/field-fixes.ts';
import { httpHeaderName } from '../formats.ts';
import { found, shorten, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, pathOf, text, type Value } from '../view.ts';

export const httpHeader: Rule = validation(
  'http-header',
  "A header's name consists of letters, digits and '-'.",
  function* ({ all, document }) {
    for (const action of all('HTTPGetAction'))
      for (const header of at(action, 'httpHeaders').items) {
        const name = at(header, 'name');
        const problems = httpHeaderName(text(name));
        if (problems.length === 0) continue;
        const better = text(name)
          .replace(/[^-A-Za-z0-9]+/g, '-')
          .replace(/^-+|-+$/g, '');
        const fixes = better ? fixByWriting(document, name, better) : [];
        yield found(
          name,
          `Invalid header name "${shorten(text(name))}": ${problems.join('; ')}`,
          fixes,
          headersPath(header),
        );
      }
  },
);

function headersPath(header: Value): string {
  return pathOf(header).replace(/\[\d+\]$/, '');
}
