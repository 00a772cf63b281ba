/** A tree of the fields that the object at the cursor may have: `kubectl explain` beside the text, without a cluster. */
import {
  commands,
  Disposable,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ExplainedField } from '../../server/src/features/explain.ts';
import {
  EXPLAIN_REQUEST,
  type ExplainParams,
  type ExplainResult,
  FIELDS_REQUEST,
  type FieldsParams,
  type FieldsResult,
} from '../../server/src/protocol/messages.ts';
import { seemsToHoldPod } from './documents.ts';

const VIEW = 'podwright.fields';

/** Milliseconds: nobody reads the tree while the cursor moves. */
const AFTER_MOVING = 150;

export function registerFieldsView(getClient: () => BaseLanguageClient | undefined): Disposable {
  const changed = new EventEmitter<ExplainedField | undefined>();
  const view = window.createTreeView<ExplainedField>(VIEW, {
    treeDataProvider: { onDidChangeTreeData: changed.event, getTreeItem: itemOf, getChildren },
  });
  let uri: string | undefined;
  let roots: readonly ExplainedField[] = [];
  let timer: NodeJS.Timeout | undefined;
  let told: boolean | undefined;

  async function getChildren(field?: ExplainedField): Promise<ExplainedField[]> {
    if (!field) return [...roots];
    if (!field.definition || uri === undefined) return [];
    const params: FieldsParams = { textDocument: { uri }, definition: field.definition };
    return [...((await getClient()?.sendRequest<FieldsResult>(FIELDS_REQUEST, params)) ?? [])];
  }

  async function update(): Promise<void> {
    const editor = window.activeTextEditor;
    const client = getClient();
    const isAtHand = editor !== undefined && seemsToHoldPod(editor.document);
    if (isAtHand !== told) void commands.executeCommand('setContext', 'podwright.hasFields', isAtHand);
    told = isAtHand;
    if (!isAtHand || !view.visible || !client) return;
    const { line, character } = editor.selection.active;
    const textDocument = { uri: client.code2ProtocolConverter.asUri(editor.document.uri) };
    const params: ExplainParams = { textDocument, position: { line, character } };
    const explained = await client.sendRequest<ExplainResult>(EXPLAIN_REQUEST, params);
    if (!explained) return;
    uri = textDocument.uri;
    roots = explained.fields;
    view.description = [explained.kind, explained.path].filter(Boolean).join('.');
    changed.fire(undefined);
  }

  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void update().catch(() => undefined), AFTER_MOVING);
  }

  soon();
  return Disposable.from(
    view,
    changed,
    new Disposable(() => clearTimeout(timer)),
    view.onDidChangeVisibility(soon),
    window.onDidChangeActiveTextEditor(soon),
    window.onDidChangeTextEditorSelection(soon),
    commands.registerCommand('podwright.showFields', () => commands.executeCommand(`${VIEW}.focus`)),
  );
}

function itemOf({
  name,
  type,
  required,
  description,
  values,
  deprecated,
  written,
  definition,
}: ExplainedField): TreeItem {
  const item = new TreeItem(
    name,
    definition === undefined ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Collapsed,
  );
  item.description = [type, required && l10n.t('required'), deprecated && l10n.t('deprecated')]
    .filter(Boolean)
    .join(' · ');
  const allowed = values.map((value) => `\`${value}\``).join(', ');
  item.tooltip = new MarkdownString(
    [description, ...(values.length > 0 ? [l10n.t('One of {0}', allowed)] : [])].join('\n\n'),
  );
  item.iconPath = new ThemeIcon(written ? 'check' : required ? 'circle-filled' : 'circle-outline');
  return item;
}
