/** Completion indexes of an Indexed Job (`indexed_job_utils.go`, `success_policy.go`). */

/** Reads `1,3-5`; what is no index of a Job with so many completions is left out. */
export function parseIndexes(text: string, completions: number): readonly number[] {
  return text.split(',').flatMap((interval) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(interval) ?? [];
    const length = Math.min(Number(last), completions - 1, MOST_INDEXES) - Number(first) + 1;
    return length > 0 ? Array.from({ length }, (_, i) => Number(first) + i) : [];
  });
}

/** As many as a Job may have in Indexed mode with any parallelism (`maxParallelismForIndexedJob`). */
const MOST_INDEXES = 100_000;

/** Indexes as the Job's status lists them: `0,2-4`. */
export function formatIndexes(indexes: Iterable<number>): string {
  const intervals: [first: number, last: number][] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const open = intervals.at(-1);
    if (open !== undefined && index <= open[1] + 1) open[1] = index;
    else intervals.push([index, index]);
  }
  return intervals
    .map(([first, last]) => (first === last ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`))
    .join(',');
}

/** The first so many indexes below `completions` that are not taken. */
export function pendingIndexes(taken: ReadonlySet<number>, completions: number, most: number): readonly number[] {
  const pending: number[] = [];
  for (let index = 0; index < completions && pending.length < most; index++) if (!taken.has(index)) pending.push(index);
  return pending;
}

/** The position of the first rule that the succeeded indexes meet; undefined for none. */
export function matchSuccessPolicy(rules: readonly SuccessRule[], succeeded: ReadonlySet<number>): number | undefined {
  if (succeeded.size === 0) return undefined;
  const found = rules.findIndex(({ indexes, count }) => {
    if (indexes === undefined) return count !== undefined && succeeded.size >= count;
    const met = indexes.filter((index) => succeeded.has(index)).length;
    return indexes.length > 0 && (met === indexes.length || (count !== undefined && met >= count));
  });
  return found < 0 ? undefined : found;
}

/** A rule of `successPolicy`: so many of these indexes, all of them where no number is given. */
export interface SuccessRule {
  /** Absent: of any. */
  readonly indexes?: readonly number[];
  readonly count?: number;
}
