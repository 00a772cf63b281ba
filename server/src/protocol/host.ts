/** What the handlers of requests have in common. */
import type { ClientCapabilities } from 'vscode-languageserver';
import type { Answers } from './answers.ts';
import type { Configuration } from './configuration.ts';
import type { InitializationOptions } from './messages.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

export interface Host extends Answers, Pick<Configuration, 'settingsFor' | 'inlayHints'> {
  /** The manifests of the workspace that are not open. */
  readonly files: WorkspaceFiles;
  /** What the client has said of itself. */
  capabilities(): ClientCapabilities;
  options(): InitializationOptions;
  /** Milliseconds since 1970. */
  now(): number;
}
