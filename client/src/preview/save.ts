/** Writes what the preview exports where the user says. */
import { l10n, Uri, window, workspace } from 'vscode';
import type { Format } from '../../preview/formats.ts';

interface FileToSave {
  readonly name: string;
  readonly format: Format;
  /** Text; of a PNG Base64. */
  readonly content: string;
  /** The document that it tells of. */
  readonly beside: Uri | undefined;
}

const KINDS: Readonly<Record<Format, { readonly ending: string; readonly title: () => string }>> = {
  svg: { ending: 'svg', title: () => l10n.t('SVG picture') },
  png: { ending: 'png', title: () => l10n.t('PNG picture') },
  markdown: { ending: 'md', title: () => 'Markdown' },
  json: { ending: 'timeline.json', title: () => l10n.t('Timeline') },
  assumptions: { ending: 'assumptions.json', title: () => l10n.t('Assumptions') },
};

export async function saveFile({ name, format, content, beside }: FileToSave): Promise<void> {
  const { ending } = KINDS[format];
  const title = KINDS[format].title();
  const folder =
    beside === undefined || beside.scheme === 'untitled'
      ? workspace.workspaceFolders?.[0]?.uri
      : Uri.joinPath(beside, '..');
  const file = `${name.replace(/[^\w.-]+/g, '-')}.${ending}`;
  const target = await window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, file) }),
    filters: { [title]: [ending.split('.').at(-1) ?? ending] },
    title: l10n.t('Export as {0}', title),
  });
  if (target === undefined) return;
  try {
    await workspace.fs.writeFile(target, format === 'png' ? fromBase64(content) : new TextEncoder().encode(content));
  } catch (error) {
    void window.showErrorMessage(
      l10n.t('The file was not written: {0}', error instanceof Error ? error.message : String(error)),
    );
  }
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
