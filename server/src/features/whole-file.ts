/** What is asked of all of a file, found a few documents at a time ahead of the answer: editors ask as soon as it is open. */
import type { PlacedDocument, YamlDocument, YamlFile } from '../yaml/file.ts';
import { podsIn } from './code-lens.ts';
import { fileVersion, getProblems, hasProblems, type ProblemSettings } from './diagnostics.ts';
import { foldsIn } from './folding.ts';
import { linksOf } from './links.ts';
import { getSymbols } from './references/symbols.ts';
import { hasTokens, tokensIn } from './semantic-tokens.ts';
import { lookAhead } from './structure/ahead.ts';
import { objectSymbols } from './symbols.ts';

export type WholeFileQuestion = 'problems' | 'outline' | 'folds' | 'tokens' | 'links' | 'lenses';

/** A question about one document, whose answer is remembered. The version is the file's own. */
interface Part {
  has(document: YamlDocument, settings: ProblemSettings): boolean;
  find(placed: PlacedDocument, settings: ProblemSettings): void;
}

const PARTS: Readonly<Record<WholeFileQuestion, Part>> = {
  problems: {
    has: (document, { version, rules }) => hasProblems(document, version, rules) && getSymbols.has(document),
    find({ document }, { version, rules }) {
      getProblems(document, version, rules);
      // The names too, while the tree is at hand: who asks for references waits less.
      getSymbols(document);
    },
  },
  outline: {
    has: (document) => objectSymbols.has(document, undefined),
    find: (placed) => objectSymbols(placed, undefined),
  },
  folds: {
    has: (document) => foldsIn.has(document, undefined),
    find: (placed) => foldsIn(placed, undefined),
  },
  tokens: {
    has: (document, { version }) => hasTokens(document, version),
    find: ({ document }, { version }) => tokensIn(document, version),
  },
  links: {
    has: (document, { version }) => linksOf.has(document, version),
    find: (placed, { version }) => linksOf(placed, version),
  },
  lenses: {
    has: (document, { version }) => podsIn.has(document, version) && getSymbols.has(document),
    find(placed, { version }) {
      podsIn(placed, version);
      getSymbols(placed.document);
    },
  },
};

/**
 * Finds the part of at most so many documents in the answer to a question, of those whose part is not known yet.
 *
 * @param from index of the first document to look into
 * @returns the index behind the last one
 */
export function answerAhead(
  file: YamlFile,
  question: WholeFileQuestion,
  settings: ProblemSettings,
  from: number,
  most: number,
): number {
  const own = { ...settings, version: fileVersion(file, settings.version) };
  const { has, find } = PARTS[question];
  return lookAhead(file, from, most, (placed) => {
    if (has(placed.document, own)) return false;
    find(placed, own);
    return true;
  });
}
