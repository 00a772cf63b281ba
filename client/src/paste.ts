/** A `docker run` or `kubectl run` that is pasted, or is on the clipboard, can come out as the manifest for it. */
import * as vscode from 'vscode';
import { commands, Disposable, env, l10n, type TextDocument, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { PASTE_REQUEST, type PasteParams, type PasteResult } from '../../server/src/protocol/messages.ts';

type GetClient = () => BaseLanguageClient | undefined;

export function registerPaste(getClient: GetClient): Disposable {
  return Disposable.from(registerCommand(getClient), registerOffer(getClient));
}

/** "Paste Command as Pod". */
function registerCommand(getClient: GetClient): Disposable {
  return commands.registerCommand('podwright.pasteAsPod', async () => {
    const editor = window.activeTextEditor;
    const client = getClient();
    if (!editor || !client) {
      void window.showInformationMessage(l10n.t('Open the YAML file to paste the Pod into first.'));
      return;
    }
    const yaml = await manifestOf(await env.clipboard.readText(), client);
    if (yaml === undefined) {
      void window.showInformationMessage(
        l10n.t('There is no docker run, kubectl run or kubectl create on the clipboard that makes a manifest.'),
      );
      return;
    }
    const { document, selection } = editor;
    await editor.edit((edit) => edit.replace(selection, apart(document, selection, yaml)));
  });
}

/** After a paste of a command, the control at the cursor offers its manifest instead. */
function registerOffer(getClient: GetClient): Disposable {
  const { DocumentPasteEdit, DocumentDropOrPasteEditKind: Kind, languages } = vscode as unknown as PasteApi;
  // Until VS Code 1.97 there are no such offers, although their names are there; the light bulb has it then.
  const [major = 0, minor = 0] = vscode.version.split('.').map(Number);
  if (major === 1 && minor < 97) return new Disposable(() => undefined);
  const kind = Kind.Text.append('podwright', 'pod');
  return languages.registerDocumentPasteEditProvider(
    { language: 'yaml' },
    {
      async provideDocumentPasteEdits(document, [range], data) {
        const text = await data.get('text/plain')?.asString();
        const client = getClient();
        const yaml = text && client ? await manifestOf(text, client) : undefined;
        if (yaml === undefined || !range) return [];
        const edit = new DocumentPasteEdit(apart(document, range, yaml), l10n.t('Paste as Pod'), kind);
        edit.yieldTo = [Kind.Text];
        return [edit];
      },
    },
    { providedPasteEditKinds: [kind], pasteMimeTypes: ['text/plain'] },
  );
}

/** What is used of VS Code's API from 1.97 on; our oldest VS Code has none of it. */
interface PasteApi {
  readonly languages: {
    registerDocumentPasteEditProvider(
      selector: vscode.DocumentSelector,
      provider: {
        provideDocumentPasteEdits(
          document: TextDocument,
          ranges: readonly vscode.Range[],
          data: vscode.DataTransfer,
        ): Promise<PasteEdit[]>;
      },
      metadata: { readonly providedPasteEditKinds: readonly EditKind[]; readonly pasteMimeTypes: readonly string[] },
    ): Disposable;
  };
  readonly DocumentPasteEdit: new (insertText: string, title: string, kind: EditKind) => PasteEdit;
  readonly DocumentDropOrPasteEditKind: { readonly Text: EditKind };
}

interface PasteEdit {
  /** Kinds that come before this one: what was copied is pasted unless the user wants it otherwise. */
  yieldTo?: readonly EditKind[];
}

interface EditKind {
  append(...parts: readonly string[]): EditKind;
}

async function manifestOf(text: string, client: BaseLanguageClient): Promise<string | undefined> {
  const params: PasteParams = { text };
  return (await client.sendRequest<PasteResult>(PASTE_REQUEST, params)).yaml;
}

/** A document of its own, where something stands before or behind the place already. */
function apart(document: TextDocument, { start, end }: vscode.Range, yaml: string): string {
  const text = document.getText();
  const before = text.slice(0, document.offsetAt(start));
  const behind = text.slice(document.offsetAt(end));
  const isOpen = before.trim() !== '' && !/(?:^|\n)---[ \t]*\r?\n\s*$/.test(before);
  const lead = isOpen ? `${before.endsWith('\n') ? '' : '\n'}---\n` : '';
  const tail = behind.trim() !== '' && !/^\s*---/.test(behind) ? '---\n' : '';
  return lead + yaml + tail;
}
