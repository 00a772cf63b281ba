/** Pieces of text that all that speaks to people has in common. */
import * as l10n from '@vscode/l10n';

/** `a, b, c`, of names and values. */
export function enumerated(parts: readonly (string | number)[]): string {
  const [first = '', ...others] = parts;
  return others.reduce<string>((list, part) => l10n.t('{0}, {1}', list, part), String(first));
}

/** A list of which only the first few are told: `a, b, and so on`. */
export function enumeratedUpTo(most: number, parts: readonly (string | number)[]): string {
  const list = enumerated(parts.slice(0, most));
  return parts.length > most ? l10n.t('{0}, and so on', list) : list;
}

/** `a`, `a and b`, `a, b and c`, of names and values. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : l10n.t('{0} and {1}', enumerated(parts.slice(0, -1)), last);
}

/** The same of words of the language itself, such as the days of the week. */
export function listedWords(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  const rest = enumerated(parts.slice(0, -1));
  return parts.length < 2 ? last : l10n.t({ message: '{0} and {1}', comment: 'of words', args: [rest, last] });
}

/** The same of parts of a sentence, which other languages put side by side in their own ways. */
export function listedClauses(parts: readonly string[]): string {
  const [first = '', ...others] = parts;
  return others.reduce(
    (before, part, i) =>
      i === others.length - 1
        ? l10n.t({ message: '{0} and {1}', comment: 'of clauses', args: [before, part] })
        : l10n.t({ message: '{0}, {1}', comment: 'of clauses', args: [before, part] }),
    first,
  );
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

/** At most so many characters of a text, with a mark where something is left out. */
export function cutTo(most: number, text: string): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
