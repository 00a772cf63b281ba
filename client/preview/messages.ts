/**
 * What the page and the extension host say to each other. Each side reads what arrives with the functions below,
 * and drops what does not fit: a webview's messages come from outside.
 */
import type { PodAbout } from '../../server/src/features/about.ts';
import type { Assumptions } from '../../server/src/lifecycle/assumptions/assumptions.ts';
import { readAssumptions } from '../../server/src/lifecycle/assumptions/reader.ts';
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';
import { FORMATS, type Format } from './formats.ts';

/** A document and a position in it that is inside the Pod, counted as LSP does. */
export interface Source {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** From the host to the page. */
export type HostMessage =
  | {
      readonly type: 'show';
      /** Where it is written; the page keeps it for when the panel is restored. */
      readonly source: Source;
      /** `Pod`, or the kind whose Pod template it is. */
      readonly kind: string;
      readonly name: string;
      readonly namespace: string;
      readonly timeline: Timeline;
      readonly about: PodAbout;
      /** What the user set, without what was inferred. */
      readonly assumptions: Assumptions;
      /** What was inferred, without what the user set: what stories start from. */
      readonly inferred: Assumptions;
      /** The line, from 1, of each field that is written. */
      readonly lines: Readonly<Record<string, number>>;
      /** The field path under the YAML's cursor. */
      readonly yamlPath?: string;
      /** Whether a cluster can be asked what really happened. */
      readonly asksCluster?: boolean;
    }
  /** The YAML cannot be read; the last picture stays. */
  | { readonly type: 'stale'; readonly message: string; readonly line: number }
  | { readonly type: 'empty' }
  /** What the page asked to compare with; without a Timeline there is none, and why. */
  | {
      readonly type: 'compared';
      readonly timeline?: Timeline;
      readonly problem?: string;
      /** Of a life that really happened: where and when it was looked up, and what is not known of it. */
      readonly title?: string;
      readonly gaps?: readonly string[];
    }
  /** The user asked, in the editor, to compare with what really happened. */
  | { readonly type: 'overlay' }
  /** The field path under the YAML's cursor. */
  | { readonly type: 'cursor'; readonly path: string | undefined }
  | { readonly type: 'pinned'; readonly pinned: boolean };

/** A Pod's life that the page is to show. */
export type Shown = Extract<HostMessage, { type: 'show' }>;

/** `cluster`: what really happened, looked up once for each message. */
export type ComparedWith =
  | { readonly kind: 'story'; readonly assumptions: Assumptions }
  | { readonly kind: 'commit' }
  | { readonly kind: 'cluster' };

/** From the page to the host. */
export type PageMessage =
  | { readonly type: 'ready' }
  /** Select a field, `metadata.name` for the Pod itself. */
  | { readonly type: 'reveal'; readonly path: string }
  /** Go to where the YAML is broken. */
  | { readonly type: 'revealProblem' }
  | { readonly type: 'assume'; readonly assumptions: Assumptions }
  /** Send another life of the Pod along with every one that is shown: of a story, of the last commit, or none any more. */
  | { readonly type: 'compare'; readonly with?: ComparedWith }
  | { readonly type: 'pin'; readonly pinned: boolean }
  /** Write a file; the content of a PNG is in Base64. */
  | { readonly type: 'export'; readonly name: string; readonly format: Format; readonly content: string }
  | { readonly type: 'example' };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown, most = 10_000): value is string => typeof value === 'string' && value.length <= most;

const isFormat = (value: unknown): value is Format => FORMATS.some((format) => format === value);

/** A message to the page, if it is one. */
export function readHostMessage(value: unknown): HostMessage | undefined {
  if (!isObject(value)) return undefined;
  switch (value.type) {
    case 'show':
      return readSource(value.source) !== undefined &&
        isText(value.kind) &&
        isText(value.name) &&
        isText(value.namespace) &&
        isTimeline(value.timeline) &&
        isAbout(value.about) &&
        isObject(value.assumptions) &&
        isObject(value.inferred) &&
        isObject(value.lines)
        ? (value as unknown as HostMessage)
        : undefined;
    case 'stale':
      return isText(value.message) && typeof value.line === 'number' ? (value as unknown as HostMessage) : undefined;
    case 'empty':
      return { type: 'empty' };
    case 'compared':
      return {
        type: 'compared',
        ...(isTimeline(value.timeline) && { timeline: value.timeline }),
        ...(isText(value.problem) && { problem: value.problem }),
        ...(isText(value.title) && { title: value.title }),
        ...(Array.isArray(value.gaps) && { gaps: value.gaps.filter((gap) => isText(gap)) }),
      };
    case 'overlay':
      return { type: 'overlay' };
    case 'cursor':
      return { type: 'cursor', path: isText(value.path) ? value.path : undefined };
    case 'pinned':
      return { type: 'pinned', pinned: value.pinned === true };
    default:
      return undefined;
  }
}

/** A source, if it is one; also what a restored panel hands back. */
export function readSource(value: unknown): Source | undefined {
  if (!isObject(value)) return undefined;
  const { uri, line, character } = value;
  const counts = (n: unknown): n is number => typeof n === 'number' && Number.isInteger(n) && n >= 0;
  return isText(uri) && counts(line) && counts(character) ? { uri, line, character } : undefined;
}

/** Whether a value has the shape of a Timeline, as far as the page relies on it. */
export function isTimeline(value: unknown): value is Timeline {
  return (
    isObject(value) &&
    typeof value.until === 'number' &&
    isObject(value.pod) &&
    Array.isArray(value.pod.containers) &&
    Array.isArray(value.assumed) &&
    Array.isArray(value.steps) &&
    value.steps.every((step) => isObject(step) && typeof step.t === 'number' && typeof step.kind === 'string')
  );
}

const isAbout = (value: unknown): value is PodAbout =>
  isObject(value) &&
  isText(value.qos) &&
  isObject(value.podSecurity) &&
  [value.total, value.containers, value.processes, value.volumes, value.nodes, value.hostNamespaces].every(
    Array.isArray,
  );

/** A message from the page, if it is one; assumptions are read anew, field by field. */
export function readPageMessage(value: unknown): PageMessage | undefined {
  if (!isObject(value)) return undefined;
  switch (value.type) {
    case 'ready':
    case 'revealProblem':
    case 'example':
      return { type: value.type };
    case 'reveal':
      return isText(value.path, 1000) ? { type: 'reveal', path: value.path } : undefined;
    case 'assume':
      return { type: 'assume', assumptions: readAssumptions(value.assumptions) };
    case 'pin':
      return { type: 'pin', pinned: value.pinned === true };
    case 'compare': {
      const wanted = readComparedWith(value.with);
      return { type: 'compare', ...(wanted && { with: wanted }) };
    }
    case 'export':
      return isText(value.name, 300) && isFormat(value.format) && isText(value.content, 40_000_000)
        ? { type: 'export', name: value.name, format: value.format, content: value.content }
        : undefined;
    default:
      return undefined;
  }
}

function readComparedWith(value: unknown): ComparedWith | undefined {
  if (!isObject(value)) return undefined;
  if (value.kind === 'commit' || value.kind === 'cluster') return { kind: value.kind };
  return value.kind === 'story' ? { kind: 'story', assumptions: readAssumptions(value.assumptions) } : undefined;
}
