import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const subPathTwice: Rule = validation(
  'sub-path-twice',
  'A mount has subPath or subPathExpr, not both.',
  function* ({ all, document }) {
    for (const mount of all('VolumeMount')) {
      const expression = at(mount, 'subPathExpr');
      if (text(expression) !== '' && text(at(mount, 'subPath')) !== '')
        yield found(
          expression,
          'subPathExpr and subPath are mutually exclusive',
          fix(l10n.t('Remove it'), true, removeValue(document, expression)),
        );
    }
  },
);
