/** Keeps VS Code's guesses from other words of the text out of manifests: Enter would make `volume-pod` a `volume-Pod`. */
import { CompletionItem, CompletionList, type ProviderResult } from 'vscode';
import type { CompletionMiddleware } from 'vscode-languageclient';

/** Nothing that is typed contains it, so it is never shown. */
const NEVER_TYPED = '\u0000';

/**
 * VS Code guesses where all others offer nothing. An empty list of the server says that whatever the reader chooses is
 * right there, as for names; where it has no answer at all, VS Code may guess.
 */
export const withoutGuesses: NonNullable<CompletionMiddleware['provideCompletionItem']> = async (
  document,
  position,
  context,
  token,
  next,
) => {
  const answer = await next(document, position, context, token);
  const isBehindWord = document.getWordRangeAtPosition(position)?.start.isBefore(position) === true;
  return isEmpty(answer) && isBehindWord ? new CompletionList([silentItem()], true) : answer;
};

const isEmpty = (answer: Awaited<ProviderResult<CompletionItem[] | CompletionList>>): boolean =>
  answer instanceof CompletionList && answer.items.length === 0;

function silentItem(): CompletionItem {
  const item = new CompletionItem('…');
  item.filterText = NEVER_TYPED;
  return item;
}
