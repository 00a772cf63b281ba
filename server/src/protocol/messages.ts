/** What client and server say to each other beyond LSP. Positions are LSP's: lines and UTF-16 characters from 0. */

import type { LivePods } from '../features/cluster/live-pods.ts';
import type { Manifest, ManifestAnswer, ManifestVerdict } from '../features/cluster/verdict.ts';
import type { ExplainedField, Explanation } from '../features/explain.ts';
import type { ObjectNames } from '../features/timeline.ts';
import type { Assumptions } from '../lifecycle/assumptions/assumptions.ts';
import type { Observed } from '../lifecycle/observed/observed.ts';
import type { Position } from '../yaml/file.ts';

export type { PreviewedObject, TimelineResult } from '../features/timeline.ts';
export type { Position, Range } from '../yaml/file.ts';

/** What our own client says of its editor when it starts the server; of other clients nothing is assumed. */
export interface InitializationOptions {
  /** The editor's command that opens the list of suggestions. */
  readonly suggestCommand?: string;
  /** Folder, as a URI, of a page for each rule, `CODE.md`: what a diagnostic's code leads to. */
  readonly rulePages?: string;
  /** Whether it shows `<details>` in Markdown. */
  readonly foldsHtml?: boolean;
  /** Whether it answers the requests for files below. */
  readonly readsFiles?: boolean;
  /** Texts in the editor's language, by the English ones; without them the locale tells, as far as the server has it. */
  readonly translations?: Readonly<Record<string, string>>;
}

/** `podwright/timeline`: the predicted life of the Pod at a position. */
export const TIMELINE_REQUEST = 'podwright/timeline';

export interface TimelineParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
  /** The user's own; what they leave open is inferred from the manifest. */
  readonly assumptions?: Assumptions;
  /** Seconds to simulate. */
  readonly until?: number;
  /** Another text of the document, such as that of the last commit, in which the object is sought by its names. */
  readonly text?: string;
  readonly object?: ObjectNames;
}

/** `podwright/paste`: the manifest for a command such as `docker run`. */
export const PASTE_REQUEST = 'podwright/paste';

export interface PasteParams {
  readonly text: string;
}

export interface PasteResult {
  /** Absent when the text is no such command. */
  readonly yaml?: string;
}

/** `podwright/explain`: the fields that the object at a position may have; null where there is none. */
export const EXPLAIN_REQUEST = 'podwright/explain';

export interface ExplainParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

export type ExplainResult = Explanation | null;

/** `podwright/fields`: the fields of a definition, such as `Container`. */
export const FIELDS_REQUEST = 'podwright/fields';

export interface FieldsParams {
  readonly textDocument: { readonly uri: string };
  readonly definition: string;
}

export type FieldsResult = readonly ExplainedField[];

/** `podwright/manifests`: what of a document kubectl is to be given, one object at a time. */
export const MANIFESTS_REQUEST = 'podwright/manifests';

export interface ManifestsParams {
  readonly textDocument: { readonly uri: string };
}

export type ManifestsResult = readonly Manifest[];

/** `podwright/verdicts`: what kubectl answered to some of them, as diagnostics. */
export const VERDICTS_REQUEST = 'podwright/verdicts';

export interface VerdictsParams {
  readonly textDocument: { readonly uri: string };
  /** The document as it was when its manifests were asked for. */
  readonly text: string;
  readonly answers: readonly ManifestAnswer[];
}

export type VerdictsResult = readonly ManifestVerdict[];

/** `podwright/livePods`: which Pods of a cluster are those of the object at a position; null where there is none. */
export const LIVE_PODS_REQUEST = 'podwright/livePods';

export interface LivePodsParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

export type LivePodsResult = LivePods | null;

/** `podwright/observed`: the life of a live Pod, from what kubectl prints of it; null for what is no Pod. */
export const OBSERVED_REQUEST = 'podwright/observed';

export interface ObservedParams {
  /** JSON, of a Pod and of a list of its Events. */
  readonly pod: string;
  readonly events: string;
  /** The time now, as RFC 3339 has it. */
  readonly now: string;
  /** Seconds of its life to tell of at most. */
  readonly until: number;
  /** The cluster's minor version, such as `1.34`; empty when it is not known. */
  readonly kubernetes: string;
}

export type ObservedResult = Observed | null;

/**
 * What the server asks of a client that says `readsFiles`, about files that it cannot read itself: those of virtual
 * workspaces, and all of them when it runs in a browser. What is not there, or may not be read, is null.
 */
export const READ_FOLDER_REQUEST = 'podwright/readFolder';
export const FILE_SIZE_REQUEST = 'podwright/fileSize';
export const READ_FILE_REQUEST = 'podwright/readFile';

export interface FileParams {
  readonly uri: string;
}

/** Links are left out. */
export type ReadFolderResult = readonly FolderEntry[] | null;

export interface FolderEntry {
  readonly uri: string;
  readonly type: 'file' | 'folder';
}

/** Bytes. */
export type FileSizeResult = number | null;
export type ReadFileResult = string | null;

/** `podwright/docs`: the content of the build's `docs.json`, for a server in a browser. */
export const DOCS_REQUEST = 'podwright/docs';
