/** A stretch of time that the axis does not spend its room on. */

export interface Fold {
  /** Stands for the fold after a redraw: what it folds, by its beginning. */
  readonly key: string;
  readonly kind: 'runs' | 'steady' | 'waiting';
  /** Runs that are folded; 0 for the other kinds. */
  readonly count: number;
  readonly from: number;
  readonly to: number;
  /** What its pill says, longest first. */
  readonly labels: readonly string[];
}
