/** What a rule is: data plus a function. The table of all rules is `rules.ts`. */
import type { Version } from '../catalog/catalog.ts';
import type { KubernetesObject } from '../model/object.ts';
import type { YamlDocument } from '../yaml/file.ts';
import type { Span } from '../yaml/tree.ts';

/** As in LSP. `error` means exactly: the API server of that version refuses this object. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A replacement of characters; offsets from the document's start. */
export interface Edit extends Span {
  readonly newText: string;
}

export interface Fix {
  readonly title: string;
  /** The one that a person would take without looking; `source.fixAll` applies these. */
  readonly preferred: boolean;
  readonly edits: readonly Edit[];
}

/** What a rule found. */
export interface Finding extends Span {
  /** The API server's own field path; empty where it names none. */
  readonly path: string;
  readonly message: string;
  readonly fixes?: readonly Fix[];
}

/** A finding with the rule that found it. */
export interface Problem extends Finding {
  readonly code: string;
  readonly severity: Severity;
}

export interface RuleContext {
  readonly version: Version;
  readonly document: YamlDocument;
}

/**
 * The API server looks at an object in stages and stops at the first that fails, except that it tells unknown and
 * duplicate fields (`strict`) together with what validation finds. Warnings and advice accompany an object that decodes.
 */
export type Stage = 'kind' | 'decode' | 'strict' | 'validate' | 'warn' | 'advise';

export interface Rule {
  /** Stable name, shown beside the message: `unknown-field`. */
  readonly code: string;
  readonly stage: Stage;
  readonly severity: Severity;
  /** One sentence: what is wrong and what to do. */
  readonly summary: string;
  check(object: KubernetesObject, context: RuleContext): Iterable<Finding>;
}
