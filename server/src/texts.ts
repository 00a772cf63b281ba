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
