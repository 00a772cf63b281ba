/** What is asked of a thread that checks files, and what it answers: plain data, which goes between threads. */
import type { ProblemSettings } from '../../features/diagnostics.ts';
import type { PodSecurityLevel } from '../../rules/rule.ts';
import type { AppliedFix } from './fix.ts';
import type { CheckRecord } from './records.ts';

/** A file that is to be checked. */
export interface CheckFile {
  /** As it is called in what is printed. */
  readonly file: string;
  /** Where it is read: `-` is standard input. */
  readonly path: string;
  readonly settings: ProblemSettings;
}

export type FixMode = 'write' | 'show';

/** What the answer is to hold. */
export interface Wishes {
  readonly fix: FixMode | undefined;
  /** The lines that problems are about. */
  readonly excerpts: boolean;
  /** What a Pod's resources and security come to. */
  readonly facts: boolean;
}

/** Files that are looked at together: few messages between threads, and yet an even load. */
export type Task =
  | { readonly kind: 'check'; readonly files: readonly CheckFile[]; readonly wishes: Wishes }
  | { readonly kind: 'namespaces'; readonly paths: readonly string[] };

export interface FileReport {
  readonly file: string;
  /** Why it could not be read or written. */
  readonly failure?: string;
  readonly records: readonly CheckRecord[];
  /** The lines that problems start on, by their number from 0, where excerpts are wanted. */
  readonly lines?: Readonly<Record<number, string>>;
  readonly applied: readonly AppliedFix[];
  /** What `--fix-dry-run` would change. */
  readonly patch?: string;
}

export interface TaskResult {
  readonly reports: readonly FileReport[];
  readonly levels: Readonly<Record<string, PodSecurityLevel>>;
}
