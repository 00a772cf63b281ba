/** What a rule is: data plus a function. The table of all rules is `rules.ts`. */
import type { Version } from '../catalog/catalog.ts';
import type { KubernetesObject } from '../model/object.ts';
import type { YamlDocument } from '../yaml/file.ts';
import type { Span } from '../yaml/tree.ts';
import type { Value } from './view.ts';

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
  /** The path of a field that the preferred fix supplies: another finding that misses it needs no cure of its own. */
  readonly supplies?: string;
}

/** A finding with the rule that found it. */
export interface Problem extends Finding {
  readonly code: string;
  readonly severity: Severity;
}

/** An object as the rules see it. */
export interface Subject {
  readonly object: KubernetesObject;
  readonly version: Version;
  readonly document: YamlDocument;
  readonly root: Value;
  /** The object's Pod, or the template of it; undefined for kinds that the catalog does not hold. */
  readonly pod: PodParts | undefined;
  /**
   * Every value of that definition that counts, in the order written: neither in `status` nor below a field that the
   * server of this version drops.
   */
  all(definition: string): readonly Value[];
  /** Values of another type than their field's; the API server stops at the first of them. */
  readonly wrong: readonly Value[];
  /** Fields that the type of the mapping does not have in this version. */
  readonly unknown: readonly Value[];
  /** Fields that the server of this version drops without a word: their feature gate is off by default. */
  readonly dropped: readonly Value[];
}

export interface PodParts {
  readonly metadata: Value;
  readonly spec: Value;
  /** Init containers, containers and ephemeral containers, in this order. */
  readonly containers: readonly Container[];
  /** Those that count: the server drops a volume whose source it has not enabled, with all that mounts it. */
  readonly volumes: readonly Value[];
  readonly droppedVolumes: readonly Value[];
  /** It is a Pod, not the template of one. */
  readonly standalone: boolean;
}

export interface Container {
  readonly value: Value;
  readonly role: 'init' | 'sidecar' | 'main' | 'ephemeral';
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
  /** Opinion: silent unless the settings give its code a severity. */
  readonly isOff?: true;
  check(subject: Subject, settings: RuleSettings): Iterable<Finding>;
}

/** The levels of the Pod Security Standards, from the widest to the narrowest. */
export const POD_SECURITY_LEVELS = ['privileged', 'baseline', 'restricted'] as const;
export type PodSecurityLevel = (typeof POD_SECURITY_LEVELS)[number];

/** What a rule can be set to; `default` is the rule's own severity, also for a rule that is silent by itself. */
export const SEVERITY_CHOICES = ['error', 'warning', 'information', 'hint', 'default', 'off'] as const;
export type SeverityChoice = (typeof SEVERITY_CHOICES)[number];

/** What a person decides about the rules. */
export interface RuleSettings {
  /** By code. */
  readonly severities?: Readonly<Record<string, SeverityChoice>>;
  /** The Pod Security level to hold Pods to whose namespace is not among `namespaceLevels`. */
  readonly podSecurity?: PodSecurityLevel;
  /** The level that a namespace enforces, by the namespace's name. */
  readonly namespaceLevels?: Readonly<Record<string, PodSecurityLevel>>;
  /** The file lies in, or is meant for, a kubelet's manifest folder. */
  readonly staticPod?: boolean;
  /** Told of a rule that threw, and what. It is silent then; the others still speak. */
  readonly ruleFailed?: (code: string, error: unknown) => void;
}
