/** Comments that mean to silence a rule that does not exist. */
import * as l10n from '@vscode/l10n';
import { nearest } from './nearest.ts';
import { fix } from './report.ts';
import type { Rule } from './rule.ts';
import { commentsIn } from './silence.ts';

/** The rule that knows all codes but its own. */
export function unknownCode(codes: readonly string[]): Rule {
  const known = new Set(codes);
  return {
    code: 'unknown-code',
    stage: 'advise',
    severity: 'hint',
    summary: 'A comment silences a rule by its code; one that names none silences nothing.',
    *check({ document, object }) {
      // A comment concerns the document, whatever number of objects is in it.
      if ((object.item ?? 0) > 0) return;
      for (const comment of commentsIn(document.text))
        for (const code of new Set(comment.codes)) {
          if (known.has(code) || code === this.code) continue;
          const start = comment.at + comment.text.lastIndexOf(code);
          const end = start + code.length;
          const meant = nearest(code, codes);
          const fixes = meant ? fix(l10n.t('Write {0}', meant), true, [{ start, end, newText: meant }]) : [];
          const message = meant
            ? l10n.t('There is no rule "{0}"; did you mean {1}?', code, meant)
            : l10n.t('There is no rule "{0}"', code);
          yield { start, end, path: '', message, ...(meant && { fixes }) };
        }
    },
  };
}
