/** What holds for each document: the editor's settings, what the project's own files say, and Namespaces' labels. */
import type { ClientCapabilities, Connection, InitializeParams } from 'vscode-languageserver';
import { type InlayHintSettings, readInlayHintSettings, USUAL_INLAY_HINTS } from '../features/inlay-hints.ts';
import { enforcedLevels } from '../features/namespaces.ts';
import type { Workspace } from '../features/references/workspace.ts';
import { asMapping } from '../model/plain.ts';
import type { RuleSettings } from '../rules/rule.ts';
import type { Settings } from '../service.ts';
import type { ProjectSettings } from './project-settings.ts';
import { readSettings } from './settings.ts';

export interface Configuration {
  settingsFor(uri: string): Settings;
  inlayHints(): InlayHintSettings;
  /** To be told once the client is ready: asks it for its settings, if it offers any. */
  initialized(params: InitializeParams): Promise<void>;
  /** To be told when the names in the workspace may be others. */
  followNamespaces(): void;
  /** To be told which files have changed on disk. */
  followFiles(uris: readonly string[]): void;
}

export interface ConfigurationSources {
  readonly project: ProjectSettings;
  readonly workspace: Workspace;
  /** Problems are others by now. */
  changed(): void;
  failed(error: unknown): void;
}

export function createConfiguration(
  connection: Connection,
  { project, workspace, changed, failed }: ConfigurationSources,
): Configuration {
  let client: InitializeParams['capabilities'] = {};
  let chosen = readSettings(undefined);
  let namespaceLevels: NonNullable<RuleSettings['namespaceLevels']> = {};
  let inlayHints = USUAL_INLAY_HINTS;
  let settings = combine();

  connection.onDidChangeConfiguration(async ({ settings: pushed }) => {
    apply(asksForConfiguration() ? await ask() : pushed?.podwright);
  });

  function asksForConfiguration(): boolean {
    return client.workspace?.configuration === true;
  }

  function ask(): Promise<unknown> {
    return connection.workspace.getConfiguration('podwright').catch(() => undefined);
  }

  function apply(values: unknown): void {
    const hints = readInlayHintSettings(asMapping(values).inlayHints);
    if (!isSame(hints, inlayHints)) {
      inlayHints = hints;
      refreshInlayHints(connection, client);
    }
    const now = readSettings(values);
    if (isSame(now, chosen)) return;
    chosen = now;
    settings = combine();
    changed();
  }

  /** Another object whenever anything is another: answers are remembered by it. */
  function combine(): Settings {
    const rules: RuleSettings = { ...chosen.rules, namespaceLevels, ruleFailed };
    return { ...chosen, rules };
  }

  function ruleFailed(code: string, error: unknown): void {
    failed(`The rule ${code} failed: ${error instanceof Error ? error.stack : String(error)}`);
  }

  return {
    settingsFor: (uri) => project.settingsFor(uri, settings),
    inlayHints: () => inlayHints,
    async initialized({ capabilities }) {
      client = capabilities;
      if (asksForConfiguration()) apply(await ask());
    },
    followNamespaces() {
      const levels = enforcedLevels(workspace);
      if (isSame(levels, namespaceLevels)) return;
      namespaceLevels = levels;
      settings = combine();
      changed();
    },
    followFiles(uris) {
      if (project.changed(uris)) changed();
    },
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Asks the client to show inlay hints anew, as the settings for them have changed. */
function refreshInlayHints(connection: Connection, capabilities: ClientCapabilities): void {
  if (capabilities.workspace?.inlayHint?.refreshSupport)
    void connection.languages.inlayHint.refresh().catch(() => undefined);
}
