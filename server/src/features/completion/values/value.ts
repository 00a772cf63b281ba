/** A value that may be written at the cursor. */

export interface Value {
  readonly value: string;
  readonly detail?: string;
  /** Any other value would do, too. */
  readonly open?: boolean;
}
