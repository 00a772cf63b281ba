/** One panel beside the editor: which Pod it shows, and what it does when text, cursor or page change. */
import {
  type ExtensionContext,
  l10n,
  type TextDocument,
  type TextDocumentContentChangeEvent,
  type TextEditor,
  Uri,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import type { PreviewedObject, Range, TimelineResult } from '../../../server/src/protocol/messages.ts';
import { isInside } from '../../../server/src/yaml/position.ts';
import { type ComparedWith, type HostMessage, readPageMessage, type Source } from '../../preview/messages.ts';
import { pack } from '../../preview/packing.ts';
import { plainPath } from '../../preview/paths.ts';
import { mayHoldPod } from '../documents.ts';
import type { ToldEdits } from '../told-edits.ts';
import { type Observe, observedLife, predictedLife } from './compared.ts';
import { fieldAt, moved, writtenAt } from './follow.ts';
import { pageHtml } from './html.ts';
import { keepAssumptions, keptAssumptions } from './kept-assumptions.ts';
import { askTimeline } from './questions.ts';
import { saveFile } from './save.ts';
import { editorOf, openExample, selectIn, sourceOf } from './yaml-editor.ts';

export type GetClient = () => BaseLanguageClient | undefined;

export interface Preview {
  readonly panel: WebviewPanel;
  readonly isPinned: () => boolean;
  readonly follow: (editor: TextEditor) => void;
  /** Compares with what really happened, once a Pod is shown. */
  readonly overlay: () => void;
}

/** What a panel works with. */
export interface Surroundings {
  readonly context: ExtensionContext;
  readonly getClient: GetClient;
  readonly edits: ToldEdits;
  /** Where there is kubectl. */
  readonly observe?: Observe;
}

/** The Pod that the page shows. */
interface Shown {
  readonly object: PreviewedObject;
  /** Seconds that the picture covers. */
  readonly until: number;
}

/** What the page shows: nothing, a Pod, or of broken YAML the Pod from before, if there was one. */
type Page =
  | { readonly kind: 'empty' }
  | { readonly kind: 'shown'; readonly shown: Shown }
  | { readonly kind: 'broken'; readonly problem: Range; readonly shown: Shown | undefined };

/** Milliseconds: moving the cursor to another Pod redraws a little later. */
const AFTER_MOVING = 120;
/** While the server is starting, or being started again. */
const BEFORE_RETRY = 500;

export function createPanel(
  panel: WebviewPanel,
  { context, getClient, edits, observe }: Surroundings,
  initial: Source | undefined,
  wasPinned: boolean,
): Preview {
  let source = initial;
  let pinned = wasPinned;
  let page: Page = { kind: 'empty' };
  let assumptions: Assumptions = {};
  let versus: ComparedWith | undefined;
  /** The field under the YAML's cursor, as the page knows it. */
  let yamlPath: string | undefined;
  /** The user wants to see what really happened as soon as a Pod is shown. */
  let isOverlayDue = false;
  /** The page listens: what was sent before is lost. */
  let isPageReady = false;
  /** Counts questions; only the answer to the last one counts. */
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  const post = (message: HostMessage): void => void panel.webview.postMessage(pack(message));
  const shownNow = (): Shown | undefined => (page.kind === 'empty' ? undefined : page.shown);

  // ---- Asking the server ----

  function refreshIn(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), milliseconds);
  }

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    turn += 1;
    const mine = turn;
    const asked = source;
    if (asked === undefined) return post({ type: 'empty' });
    if (!getClient()?.isRunning()) return refreshIn(BEFORE_RETRY);
    const isLate = (): boolean => disposed || mine !== turn;
    let result = await askTimeline(getClient(), asked, assumptions);
    if (result === undefined || isLate()) return;
    if (result.kind === 'timeline') {
      const kept = keptAssumptions(context.workspaceState, asked.uri, result.object);
      if (JSON.stringify(kept) !== JSON.stringify(assumptions)) {
        // Another Pod than the one whose assumptions were sent along.
        assumptions = kept;
        result = await askTimeline(getClient(), asked, assumptions);
        if (result === undefined || isLate()) return;
      }
    }
    show(asked, result);
    if (result.kind === 'timeline') await compare(asked, result.object, isLate);
  }

  function show(asked: Source, result: TimelineResult): void {
    switch (result.kind) {
      case 'none':
        page = { kind: 'empty' };
        panel.title = l10n.t('Pod Preview');
        post({ type: 'empty' });
        break;
      case 'broken':
        page = { kind: 'broken', problem: result.range, shown: shownNow() };
        post({ type: 'stale', message: result.message, line: result.range.start.line + 1 });
        break;
      case 'timeline':
        showTimeline(asked, result);
    }
  }

  function showTimeline(
    asked: Source,
    { object, about, timeline, inferred }: TimelineResult & { kind: 'timeline' },
  ): void {
    page = { kind: 'shown', shown: { object, until: timeline.until } };
    const name = object.name || timeline.pod.name;
    const title = l10n.t('Pod: {0}', name);
    if (panel.title !== title) panel.title = title;
    yamlPath = pathAtCursor();
    const lines = Object.entries(object.fields).map(([path, { start }]) => [plainPath(path), start.line + 1] as const);
    post({
      type: 'show',
      source: asked,
      kind: object.kind,
      name,
      namespace: object.namespace,
      timeline,
      about,
      assumptions,
      inferred,
      lines: Object.fromEntries(lines),
      ...(yamlPath !== undefined && { yamlPath }),
      ...(observe !== undefined && { asksCluster: true }),
    });
    if (!isOverlayDue || !isPageReady) return;
    isOverlayDue = false;
    post({ type: 'overlay' });
  }

  /** The life to compare with goes along with every one that is shown; what really happened, when the user says so. */
  async function compare(asked: Source, object: PreviewedObject, isLate: () => boolean): Promise<void> {
    const wanted = versus;
    if (wanted === undefined || wanted.kind === 'cluster') return;
    const compared = await predictedLife(getClient(), wanted, asked, object, assumptions);
    if (!isLate() && wanted === versus) post(compared);
  }

  async function compareWith(wanted: ComparedWith | undefined): Promise<void> {
    versus = wanted;
    if (wanted?.kind !== 'cluster' || source === undefined) return refresh();
    if (observe === undefined) return;
    const compared = await observedLife(observe, source, shownNow()?.until ?? 0);
    if (!disposed && wanted === versus) post(compared);
  }

  async function assume(next: Assumptions): Promise<void> {
    const shown = shownNow();
    if (source === undefined || shown === undefined) return;
    assumptions = next;
    await keepAssumptions(context.workspaceState, source.uri, shown.object, next);
    await refresh();
  }

  // ---- Following the editor ----

  function follow(editor: TextEditor): void {
    if (!mayHoldPod(editor.document)) return;
    const next = sourceOf(editor);
    const shown = shownNow();
    const inside = shown !== undefined && source?.uri === next.uri && isInside(shown.object.range, next);
    source = next;
    if (inside) sendCursor();
    else refreshIn(AFTER_MOVING);
  }

  /** The smallest written field under the cursor of the YAML's editor. */
  function pathAtCursor(): string | undefined {
    const editor = source && editorOf(source.uri);
    const shown = shownNow();
    return editor && shown && fieldAt(shown.object.fields, editor.selection.active);
  }

  function sendCursor(): void {
    const path = pathAtCursor();
    if (path === yamlPath) return;
    yamlPath = path;
    post({ type: 'cursor', path });
  }

  function onEdit(document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]): void {
    if (source === undefined || document.uri.toString() !== source.uri) return;
    source = { ...source, ...changes.reduce(moved, { line: source.line, character: source.character }) };
  }

  // ---- What the page asks for ----

  async function onMessage(value: unknown): Promise<void> {
    const message = readPageMessage(value);
    const shown = shownNow();
    switch (message?.type) {
      case 'ready':
        isPageReady = true;
        post({ type: 'pinned', pinned });
        return refresh();
      case 'reveal':
        if (source === undefined || shown === undefined) return;
        return selectIn(source.uri, writtenAt(shown.object.fields, message.path) ?? shown.object.range);
      case 'revealProblem':
        return source && page.kind === 'broken' ? selectIn(source.uri, page.problem) : undefined;
      case 'assume':
        return assume(message.assumptions);
      case 'compare':
        return compareWith(message.with);
      case 'pin':
        pinned = message.pinned;
        return;
      case 'export':
        return saveFile({ ...message, beside: source && Uri.parse(source.uri) });
      case 'example':
        return openExample();
      default:
        return;
    }
  }

  const subscriptions = [
    panel.webview.onDidReceiveMessage((value: unknown) => void onMessage(value)),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (!pinned) follow(textEditor);
      else sendCursor();
    }),
    window.onDidChangeActiveTextEditor((editor) => {
      if (editor !== undefined && !pinned) follow(editor);
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => onEdit(document, contentChanges)),
    edits.onDidTell((uri) => {
      if (uri === source?.uri) void refresh();
    }),
  ];
  panel.onDidDispose(() => {
    disposed = true;
    clearTimeout(timer);
    for (const subscription of subscriptions) subscription.dispose();
  });
  panel.iconPath = Uri.joinPath(context.extensionUri, 'icon.png');
  panel.webview.html = pageHtml(panel.webview, context.extensionUri);

  return {
    panel,
    isPinned: () => pinned,
    follow,
    overlay: () => {
      isOverlayDue = true;
      void refresh();
    },
  };
}
