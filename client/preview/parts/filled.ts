/** Sentences with parts of the page in them. */

/**
 * A pattern, as `l10n.t` gives it without arguments, with something other than text in its places.
 *
 *     filled(l10n.t('ready after {0}'), html`<b>2 s</b>`)
 */
export const filled = (pattern: string, ...parts: readonly unknown[]): readonly unknown[] =>
  pattern.split(/\{(\d)\}/).map((piece, i) => (i % 2 === 0 ? piece : parts[Number(piece)]));
