/** What trying fixes and refactorings came to. */
export interface Tally {
  /** How many changes were tried. */
  tried: number;
  /** What did not hold, each in a line. */
  readonly breaches: string[];
  /** Rules and titles of the fixes tried. */
  readonly kinds: Set<string>;
}

export function newTally(): Tally {
  return { tried: 0, breaches: [], kinds: new Set() };
}
