import * as l10n from '@vscode/l10n';
import { renameKey } from '../edits/replace.ts';
import { byteLength, qualifiedName, toQualifiedName } from '../formats.ts';
import { fix, foundAtKey, shorten, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';
import { checkedMetadata, templatePath } from './checked-metadata.ts';

export const invalidAnnotation: Rule = validation(
  'invalid-annotation',
  "An annotation's key is a name, with a domain and a slash before it or not; all together hold up to 256 KiB.",
  function* (subject) {
    for (const metadata of checkedMetadata(subject)) {
      const annotations = at(metadata, 'annotations');
      const path = templatePath(subject, metadata, 'annotations');
      let size = 0;
      for (const [key, value] of annotations.fields) {
        size += byteLength(key) + byteLength(text(value));
        const problems = qualifiedName(key.toLowerCase());
        if (problems.length === 0) continue;
        const better = toQualifiedName(key);
        const isBetter = better !== '' && qualifiedName(better.toLowerCase()).length === 0;
        const fixes = isBetter
          ? fix(l10n.t('Write {0}', better), true, renameKey(subject.document, value, better))
          : [];
        const message = `Invalid key "${shorten(key)}": ${problems.join('; ')}`;
        yield foundAtKey(value, message, fixes, path);
      }
      if (size > 256 * 1024) yield foundAtKey(annotations, `Too long: ${size} bytes, and may not be more than 262144`);
    }
  },
);
