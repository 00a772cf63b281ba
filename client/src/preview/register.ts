/** The command that opens a preview, and the serializer that brings panels back after a reload or into another window. */
import {
  commands,
  type Disposable,
  type ExtensionContext,
  l10n,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import { readSource, type Source } from '../../preview/messages.ts';
import type { ToldEdits } from '../told-edits.ts';
import type { Observe } from './compared.ts';
import { createPanel, type GetClient, type Preview } from './panel.ts';
import { sourceOf } from './yaml-editor.ts';

const VIEW_TYPE = 'podwright.preview';

/** @param observe where there is kubectl */
export function registerPreview(
  context: ExtensionContext,
  getClient: GetClient,
  edits: ToldEdits,
  observe?: Observe,
): Disposable {
  const previews = new Set<Preview>();

  function start(panel: WebviewPanel, source: Source | undefined, isPinned = false): Preview {
    const preview = createPanel(panel, { context, getClient, edits, ...(observe && { observe }) }, source, isPinned);
    previews.add(preview);
    panel.onDidDispose(() => previews.delete(preview));
    return preview;
  }

  function open(): Preview {
    const editor = window.activeTextEditor;
    const following = [...previews].find((preview) => !preview.isPinned());
    if (following !== undefined) {
      if (editor !== undefined) following.follow(editor);
      following.panel.reveal(undefined, true);
      return following;
    }
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel(VIEW_TYPE, l10n.t('Pod Preview'), column, webviewOptions(context));
    return start(panel, editor && sourceOf(editor));
  }

  const registrations = [
    commands.registerCommand('podwright.openPreview', () => void open()),
    ...(observe ? [commands.registerCommand('podwright.overlayCluster', () => open().overlay())] : []),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        panel.webview.options = webviewOptions(context);
        const saved = typeof state === 'object' && state !== null ? state : {};
        start(panel, readSource('source' in saved && saved.source), 'pinned' in saved && saved.pinned === true);
      },
    }),
  ];
  return {
    dispose: () => {
      for (const registration of registrations) registration.dispose();
      for (const { panel } of [...previews]) panel.dispose();
    },
  };
}

const webviewOptions = ({ extensionUri }: ExtensionContext) => ({
  enableScripts: true,
  localResourceRoots: [Uri.joinPath(extensionUri, 'dist')],
});
