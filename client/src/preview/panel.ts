/** The preview's side in the extension host: panels beside the editor that follow the cursor's Pod. */
import {
  CancellationError,
  commands,
  type Disposable,
  type ExtensionContext,
  l10n,
  languages,
  Range,
  Selection,
  type TextDocument,
  type TextDocumentContentChangeEvent,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import { readAssumptions } from '../../../server/src/lifecycle/assumptions/reader.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import {
  type PreviewedObject,
  TIMELINE_REQUEST,
  type TimelineParams,
  type TimelineResult,
} from '../../../server/src/protocol/messages.ts';
import type { Format } from '../../preview/formats.ts';
import {
  type ComparedWith,
  type HostMessage,
  readPageMessage,
  readSource,
  type Source,
} from '../../preview/messages.ts';
import { plainPath } from '../../preview/paths.ts';
import { textAtHead } from './commit.ts';
import { EXAMPLE } from './example.ts';
import { fieldAt, moved, writtenAt } from './follow.ts';
import { pageHtml } from './html.ts';
import { saveFile } from './save.ts';

const VIEW_TYPE = 'podwright.preview';

/** Milliseconds: typing redraws once the server has been told of it, moving the cursor a little later. */
const AFTER_TYPING = 0;
const AFTER_MOVING = 120;
/** While the server is starting, or being started again. */
const BEFORE_RETRY = 500;

type GetClient = () => BaseLanguageClient | undefined;

/** Looks up, in a cluster, what really happened; see `cluster/overlay.ts`. Throws with a message for the user. */
export type Observe = (
  source: Source,
  until: number,
) => Promise<{ readonly title: string; readonly timeline: Timeline; readonly gaps: readonly string[] }>;

interface Preview {
  readonly panel: WebviewPanel;
  readonly isPinned: () => boolean;
  readonly follow: (editor: TextEditor) => void;
  /** Compares with what really happened, once a Pod is shown. */
  readonly overlay: () => void;
}

/** The command that opens a preview, and the serializer that brings panels back after a reload. */
export function registerPreview(context: ExtensionContext, getClient: GetClient, observe?: Observe): Disposable {
  const previews = new Set<Preview>();

  function start(panel: WebviewPanel, source: Source | undefined, isPinned = false): Preview {
    const preview = createPreview(context, getClient, panel, source, isPinned, observe);
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

const sourceOf = ({ document, selection }: TextEditor): Source => ({
  uri: document.uri.toString(),
  line: selection.active.line,
  character: selection.active.character,
});

/** Languages whose documents can hold a Pod. */
const HOLDS_PODS = ['yaml', 'json', 'markdown', 'shellscript', 'dockercompose', 'helm'];

const mayHoldPod = (document: TextDocument): boolean => languages.match(HOLDS_PODS, document) > 0;

/** One panel: what it shows, and what it does when text, cursor or page change. */
function createPreview(
  context: ExtensionContext,
  getClient: GetClient,
  panel: WebviewPanel,
  initial: Source | undefined,
  wasPinned: boolean,
  observe: Observe | undefined,
): Preview {
  let source = initial;
  let pinned = wasPinned;
  let shown: PreviewedObject | undefined;
  /** Seconds that the picture covers. */
  let horizon = 0;
  let problem: Range | undefined;
  let assumptions: Assumptions = {};
  let versus: ComparedWith | undefined;
  /** The user wants to see what really happened as soon as a Pod is shown. */
  let isOverlayDue = false;
  /** The page listens: what was sent before is lost. */
  let isPageReady = false;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer fires. */
  let due = 0;
  let disposed = false;

  const post = (message: HostMessage): void => void panel.webview.postMessage(message);

  /** Asks soon; what is to be asked sooner anyway is not put off: typing moves the cursor, too. */
  function refreshIn(milliseconds: number): void {
    const at = Date.now() + milliseconds;
    if (timer !== undefined && due <= at) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      timer = undefined;
      void refresh();
    }, milliseconds);
  }

  async function refresh(): Promise<void> {
    turn += 1;
    const mine = turn;
    const asked = source;
    if (asked === undefined) return post({ type: 'empty' });
    if (!getClient()?.isRunning()) return refreshIn(BEFORE_RETRY);
    const result = await ask(asked, assumptions);
    // A newer question may be under way: then its answer counts.
    if (result !== undefined && !disposed && mine === turn) await take(asked, result, mine);
  }

  /** Undefined when there is no answer: the last picture stays. */
  async function ask(
    { uri, line, character }: Source,
    assumed: Assumptions,
    other: Pick<TimelineParams, 'text' | 'object'> = {},
  ): Promise<TimelineResult | undefined> {
    const client = getClient();
    const params: TimelineParams = {
      textDocument: { uri },
      position: { line, character },
      ...(Object.keys(assumed).length > 0 ? { assumptions: assumed } : {}),
      ...other,
    };
    try {
      // A panel may come back before its document does.
      await workspace.openTextDocument(Uri.parse(uri));
      return await client?.sendRequest<TimelineResult>(TIMELINE_REQUEST, params);
    } catch (error) {
      client?.outputChannel.appendLine(
        `The preview got no timeline: ${error instanceof Error ? error.message : error}`,
      );
      return undefined;
    }
  }

  async function take(asked: Source, result: TimelineResult, mine: number): Promise<void> {
    switch (result.kind) {
      case 'none':
        shown = undefined;
        problem = undefined;
        panel.title = l10n.t('Pod Preview');
        return post({ type: 'empty' });
      case 'broken':
        problem = toRange(result.range);
        return post({ type: 'stale', message: result.message, line: problem.start.line + 1 });
      case 'timeline': {
        const { object } = result;
        const kept = stored(asked.uri, object);
        if (JSON.stringify(kept) !== JSON.stringify(assumptions)) {
          // Another Pod than the one whose assumptions were sent along.
          assumptions = kept;
          const again = await ask(asked, assumptions);
          if (disposed || mine !== turn || again?.kind !== 'timeline') return;
          return showTimeline(asked, again);
        }
        return showTimeline(asked, result);
      }
    }
  }

  function showTimeline(
    asked: Source,
    { object, about, timeline, inferred }: TimelineResult & { kind: 'timeline' },
  ): void {
    shown = object;
    horizon = timeline.until;
    problem = undefined;
    panel.title = l10n.t('Pod: {0}', object.name || timeline.pod.name);
    const lines = Object.entries(object.fields).map(([path, { start }]): [string, number] => [
      plainPath(path),
      start.line + 1,
    ]);
    post({
      type: 'show',
      source: asked,
      kind: object.kind,
      name: object.name || timeline.pod.name,
      namespace: object.namespace,
      timeline,
      about,
      assumptions,
      inferred,
      lines: Object.fromEntries(lines),
      ...(observe !== undefined && { asksCluster: true }),
    });
    sendCursor();
    void sendCompared(asked, object);
    if (!isOverlayDue || !isPageReady) return;
    isOverlayDue = false;
    post({ type: 'overlay' });
  }

  /** The life to compare with, if one is asked for: another story of the same text, or the same story of HEAD's. */
  async function sendCompared(asked: Source, { kind, namespace, name }: PreviewedObject): Promise<void> {
    const wanted = versus;
    const mine = turn;
    // What really happened is looked up when the user says so, not with every keystroke.
    if (wanted === undefined || wanted.kind === 'cluster') return;
    const text = wanted.kind === 'commit' ? await textAtHead(asked.uri) : undefined;
    if (wanted.kind === 'commit' && text === undefined)
      return post({ type: 'compared', problem: l10n.t('The last commit does not have this file.') });
    const other = text === undefined ? {} : { text, object: { kind, namespace, name } };
    const result = await ask(asked, wanted.kind === 'story' ? wanted.assumptions : assumptions, other);
    if (disposed || mine !== turn || wanted !== versus) return;
    if (result?.kind === 'timeline') return post({ type: 'compared', timeline: result.timeline });
    post({ type: 'compared', problem: l10n.t('The last commit does not have {0} {1}.', kind, name) });
  }

  /** What really happened, for the page that asked for it. */
  async function sendObserved(asked: Source, wanted: ComparedWith): Promise<void> {
    if (observe === undefined) return;
    const answer = await observe(asked, horizon).catch((error: unknown) => ({
      problem:
        error instanceof CancellationError
          ? l10n.t('No cluster was asked.')
          : String((error as Error)?.message ?? error),
    }));
    if (!disposed && wanted === versus) post({ type: 'compared', ...answer });
  }

  // ---- What the user set, kept per manifest ----

  const storageKey = (uri: string, { kind, namespace, name }: PreviewedObject): string =>
    `podwright.assumptions:${uri}#${kind}/${namespace}/${name}`;

  const stored = (uri: string, object: PreviewedObject): Assumptions =>
    readAssumptions(context.workspaceState.get(storageKey(uri, object)));

  async function assume(next: Assumptions): Promise<void> {
    if (source === undefined || shown === undefined) return;
    assumptions = next;
    const empty = Object.keys(next).length === 0;
    await context.workspaceState.update(storageKey(source.uri, shown), empty ? undefined : next);
    await refresh();
  }

  // ---- Following the editor ----

  function follow(editor: TextEditor): void {
    if (!mayHoldPod(editor.document)) return;
    const next = sourceOf(editor);
    const inside =
      shown !== undefined && source?.uri === next.uri && toRange(shown.range).contains(editor.selection.active);
    source = next;
    if (inside) sendCursor();
    else refreshIn(AFTER_MOVING);
  }

  /** The smallest written field under the cursor. */
  function sendCursor(): void {
    const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === source?.uri);
    if (editor === undefined || shown === undefined) return;
    post({ type: 'cursor', path: fieldAt(shown.fields, editor.selection.active) });
  }

  function onEdit(document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]): void {
    if (source === undefined || document.uri.toString() !== source.uri || changes.length === 0) return;
    source = { ...source, ...changes.reduce(moved, { line: source.line, character: source.character }) };
    refreshIn(AFTER_TYPING);
  }

  // ---- What the page asks for ----

  async function onMessage(value: unknown): Promise<void> {
    const message = readPageMessage(value);
    switch (message?.type) {
      case 'ready':
        isPageReady = true;
        post({ type: 'pinned', pinned });
        return refresh();
      case 'reveal':
        return reveal(message.path);
      case 'revealProblem':
        return problem && select(problem);
      case 'assume':
        return assume(message.assumptions);
      case 'compare':
        versus = message.with;
        if (versus?.kind === 'cluster' && source !== undefined) return sendObserved(source, versus);
        return refresh();
      case 'pin':
        pinned = message.pinned;
        return;
      case 'export':
        return exportFile(message.name, message.format, message.content);
      case 'example': {
        const document = await workspace.openTextDocument({ language: 'yaml', content: EXAMPLE });
        await window.showTextDocument(document, ViewColumn.One);
        return;
      }
      default:
        return;
    }
  }

  /** Selects a field, or what is written nearest above it. */
  async function reveal(path: string): Promise<void> {
    if (shown === undefined) return;
    await select(toRange(writtenAt(shown.fields, path) ?? shown.range));
  }

  async function select(range: Range): Promise<void> {
    if (source === undefined) return;
    const uri = Uri.parse(source.uri);
    const open = window.visibleTextEditors.find(({ document }) => document.uri.toString() === source?.uri);
    const document = open?.document ?? (await workspace.openTextDocument(uri));
    const editor = await window.showTextDocument(document, open?.viewColumn ?? ViewColumn.One);
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range);
  }

  const exportFile = (name: string, format: Format, content: string): Promise<void> =>
    saveFile({ name, format, content, beside: source && Uri.parse(source.uri) });

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
  ];
  panel.onDidDispose(() => {
    disposed = true;
    clearTimeout(timer);
    for (const subscription of subscriptions) subscription.dispose();
  });
  panel.iconPath = Uri.joinPath(context.extensionUri, 'icon.png');
  panel.webview.html = pageHtml(panel.webview, context.extensionUri);
  function overlay(): void {
    isOverlayDue = true;
    void refresh();
  }

  return { panel, isPinned: () => pinned, follow, overlay };
}

const toRange = ({ start, end }: PreviewedObject['range']): Range =>
  new Range(start.line, start.character, end.line, end.character);
