/** What the server's code lenses do when they are clicked. Positions come as the server writes them. */
import { commands, Disposable, type Position as EditorPosition, Selection, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Location, Position } from 'vscode-languageserver-types';

export function registerLenses(getClient: () => BaseLanguageClient | undefined): Disposable {
  return Disposable.from(
    commands.registerCommand('podwright.previewPod', previewPod),
    commands.registerCommand('podwright.showReferences', showReferences),
  );

  /** The preview shows the Pod at the cursor, so that goes to the lens first. */
  async function previewPod(uri: string, position: Position): Promise<void> {
    const converter = getClient()?.protocol2CodeConverter;
    if (!converter) return;
    const editor = await window.showTextDocument(converter.asUri(uri));
    const at: EditorPosition = converter.asPosition(position);
    editor.selection = new Selection(at, at);
    await commands.executeCommand('podwright.openPreview');
  }

  async function showReferences(uri: string, position: Position, locations: Location[]): Promise<void> {
    const converter = getClient()?.protocol2CodeConverter;
    if (!converter) return;
    await commands.executeCommand(
      'editor.action.showReferences',
      converter.asUri(uri),
      converter.asPosition(position),
      locations.map((location) => converter.asLocation(location)),
    );
  }
}
