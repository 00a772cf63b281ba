import * as l10n from '@vscode/l10n';
import { replaceValue } from '../edits/replace.ts';
import { trimSpace } from '../formats.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const imageWhitespace: Rule = validation(
  'image-whitespace',
  'An image is written without blanks around it.',
  function* ({ pod, document }) {
    if (!pod?.standalone) return;
    for (const { value } of pod.containers) {
      const image = at(value, 'image');
      const written = text(image);
      const bare = trimSpace(written);
      if (bare === written) continue;
      const fixes = bare ? fix(l10n.t('Take the blanks off'), true, replaceValue(document, image, bare)) : [];
      yield found(image, 'Must not have leading or trailing blanks', fixes);
    }
  },
);
