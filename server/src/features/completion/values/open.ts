/** Offers where any other value would do too: they follow what is typed, and never stand in its way. */
import type { Suggestion } from '../text/suggestion.ts';

/**
 * The suggestions without those open ones that what is typed does not lead to. Editors match letters anywhere in a word,
 * and take the best match when Enter is meant to end the line: `/logs` would become `/app-logs`. Nor is there a list for
 * a value that is written in full, which would take that Enter, or the Tab to the next stop of a snippet.
 */
export function leadingOn(suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] {
  if (typed === '') return suggestions;
  const fitting = suggestions.filter((suggestion) => !suggestion.open || leadsTo(typed, textOf(suggestion)));
  const [only] = fitting;
  return fitting.length === 1 && only?.open && textOf(only) === typed ? [] : fitting;
}

const textOf = ({ filter, label }: Suggestion): string => filter ?? label;

/** Registries and folders are often left out by who looks for what is in them. */
function leadsTo(typed: string, value: string): boolean {
  const [begun, whole] = [typed.toLowerCase(), value.toLowerCase()];
  return whole.startsWith(begun) || (!begun.includes('/') && whole.split('/').some((part) => part.startsWith(begun)));
}
