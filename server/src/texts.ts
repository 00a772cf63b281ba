/** Pieces of text that all that speaks to people has in common. */
import * as l10n from '@vscode/l10n';

/** A list within a sentence: `a, b, c`. */
export function listed(parts: readonly (string | number)[]): string {
  const [first = '', ...others] = parts;
  return others.reduce<string>((list, part) => l10n.t('{0}, {1}', list, part), String(first));
}

/** A list of which only the first few are told: `a, b, and so on`. */
export function listedUpTo(most: number, parts: readonly (string | number)[]): string {
  const list = listed(parts.slice(0, most));
  return parts.length > most ? l10n.t('{0}, and so on', list) : list;
}

/** Sentences one after the other; empty ones are left out. */
export function sentences(...parts: readonly string[]): string {
  const [first = '', ...others] = parts.filter(Boolean);
  return others.reduce(
    (text, part) => l10n.t({ message: '{0} {1}', args: [text, part], comment: 'one sentence after another' }),
    first,
  );
}

/** Something, and what tells it from others: `liveness probe, main`. */
export const detailed = (what: string, detail: string): string =>
  l10n.t({ message: '{0}, {1}', args: [what, detail], comment: 'something, and a detail of it' });

/** A kind of probe within a sentence. */
export function probeWord(type: 'startup' | 'liveness' | 'readiness'): string {
  switch (type) {
    case 'startup':
      return l10n.t('startup probe');
    case 'liveness':
      return l10n.t('liveness probe');
    case 'readiness':
      return l10n.t('readiness probe');
  }
}
