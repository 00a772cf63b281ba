import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, pathOf, text } from '../view.ts';
import { choiceFixes, notOneOf, wordsOf } from './choice-fixes.ts';

export const unsupportedAccessMode: Rule = validation(
  'unsupported-access-mode',
  'A claim is read or written by one node or by many: the four access modes have fixed names.',
  function* (subject) {
    const words = wordsOf('PersistentVolumeClaimSpec.accessModes', subject.version);
    for (const claim of subject.all('PersistentVolumeClaimSpec')) {
      const modes = at(claim, 'accessModes');
      for (const mode of modes.items)
        if (!words.includes(text(mode)))
          yield found(mode, notOneOf(mode, words), choiceFixes(subject, mode, words), pathOf(modes));
      const written = modes.items.map(text);
      if (
        written.includes('ReadWriteOncePod') &&
        written.some((mode) => mode !== 'ReadWriteOncePod' && words.includes(mode))
      )
        yield found(modes, 'ReadWriteOncePod must not be combined with other access modes');
    }
  },
);
