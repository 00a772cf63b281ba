import { fixByRemoving } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const subPathTwice: Rule = validation(
  'sub-path-twice',
  'A mount has subPath or subPathExpr, not both.',
  function* ({ all, document }) {
    for (const mount of all('VolumeMount')) {
      const expression = at(mount, 'subPathExpr');
      if (text(expression) !== '' && text(at(mount, 'subPath')) !== '')
        yield found(expression, 'subPathExpr and subPath are mutually exclusive', fixByRemoving(document, expression));
    }
  },
);
