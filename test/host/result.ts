/** What mocha found in an extension host, told on our terminal. */

export interface Result {
  readonly passed: number;
  readonly failed: number;
}

/** A test, or a hook of its suite, as mocha's JSON reporter tells it. */
export interface Outcome {
  readonly fullTitle: string;
  readonly duration?: number | undefined;
  readonly err: { readonly stack?: string | undefined; readonly message?: string };
}

export interface Outcomes {
  readonly passes: readonly Outcome[];
  readonly failures: readonly Outcome[];
}

/** `written` is the {@link Outcomes} as JSON, printed and counted; a host that ended without a word failed. */
export function tellResult(written: string | undefined): Result {
  if (written === undefined) {
    console.log('✖ The extension host gave no result.');
    return { passed: 0, failed: 1 };
  }
  const { passes, failures }: Outcomes = JSON.parse(written);
  for (const { fullTitle, duration } of passes) console.log(`✔ ${fullTitle} (${duration} ms)`);
  for (const { fullTitle, err } of failures) console.log(`✖ ${fullTitle}\n${err.stack ?? err.message}`);
  return { passed: passes.length, failed: failures.length };
}
