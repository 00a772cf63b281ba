import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { byteLength, relativePath, trimSpace } from '../formats.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';

export const localhostProfile: Rule = validation(
  'localhost-profile',
  'A profile of type Localhost, and only such, names a file of the node.',
  function* (subject) {
    const { document } = subject;
    for (const definition of ['SeccompProfile', 'AppArmorProfile'])
      for (const profile of subject.all(definition)) {
        const type = at(profile, 'type');
        const file = at(profile, 'localhostProfile');
        if (text(type) === 'Localhost') {
          if (!isSet(file) || (definition === 'AppArmorProfile' && text(file) === ''))
            yield found(
              file,
              'localhostProfile must be set when the type is Localhost',
              fixByWriting(document, type, 'RuntimeDefault', false),
            );
          else if (definition === 'SeccompProfile') {
            const problems = relativePath(text(file));
            const better = text(file)
              .split('/')
              .filter((part) => part !== '' && part !== '..')
              .join('/');
            if (problems.length > 0)
              yield found(
                file,
                `Invalid value "${text(file)}": ${problems.join('; ')}`,
                better ? fixByWriting(document, file, better) : [],
              );
          } else if (trimSpace(text(file)) !== text(file))
            yield found(
              file,
              'Must not have blanks around it',
              fix(l10n.t('Take the blanks off'), true, replaceValue(document, file, trimSpace(text(file)))),
            );
          if (definition === 'AppArmorProfile' && byteLength(text(file)) > 4095)
            yield found(file, 'Too long: may not be more than 4095 bytes');
        } else if (
          isSet(file) &&
          (definition === 'SeccompProfile' || ['RuntimeDefault', 'Unconfined'].includes(text(type)))
        ) {
          const fixes = [
            ...fix(l10n.t('Remove {0}', 'localhostProfile'), true, removeValue(document, file)),
            ...fix(l10n.t('Write {0}', 'type: Localhost'), false, replaceValue(document, type, 'Localhost')),
          ];
          yield found(file, 'localhostProfile can only be set when the type is Localhost', fixes);
        }
      }
  },
);
