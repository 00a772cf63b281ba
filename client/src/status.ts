/** The status bar: for which Kubernetes the file is, and how many problems it has; a click chooses another version. */
import {
  ConfigurationTarget,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  Disposable,
  type ExtensionContext,
  l10n,
  languages,
  MarkdownString,
  Position,
  type QuickPickItem,
  Range,
  StatusBarAlignment,
  type TextDocument,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { seemsToHoldPod } from './documents.ts';

const COMMAND = 'podwright.selectKubernetesVersion';
const SETTING = 'kubernetesVersion';
/** As the server reads it. */
const COMMENT = /^([ \t]*#[ \t]*podwright:[ \t]*kubernetes=)(\d+\.\d+)[ \t]*\r?$/m;
const SOURCE = 'podwright';

export function registerStatus({ extension }: ExtensionContext): Disposable {
  const versions: readonly string[] =
    extension.packageJSON.contributes.configuration.properties[`podwright.${SETTING}`].enum;
  const item = window.createStatusBarItem('podwright.status', StatusBarAlignment.Right, 100);
  item.name = 'Podwright';
  item.command = COMMAND;

  /** What stands there; empty while it is hidden. */
  let told = '';

  function update(): void {
    const document = window.activeTextEditor?.document;
    if (!document || !seemsToHoldPod(document)) {
      item.hide();
      told = '';
      return;
    }
    const problems = languages.getDiagnostics(document.uri);
    const { version, isOwn } = versionOf(document, versions);
    const text = [`Kubernetes ${version}`, ...counts(problems.filter(({ source }) => source === SOURCE))].join('  ');
    const hover = tooltip(version, isOwn, problems);
    // Most keystrokes change nothing, and the window would draw it anew.
    if (text + hover.value === told) return;
    told = text + hover.value;
    item.text = text;
    item.tooltip = hover;
    item.show();
  }

  update();
  return Disposable.from(
    item,
    commands.registerCommand(COMMAND, () => selectVersion(versions)),
    window.onDidChangeActiveTextEditor(update),
    languages.onDidChangeDiagnostics(update),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) update();
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('podwright')) update();
    }),
  );
}

/** The version that a file is for, and whether it says so itself. */
function versionOf(document: TextDocument, versions: readonly string[]): { version: string; isOwn: boolean } {
  const own = COMMENT.exec(document.getText())?.[2];
  if (own !== undefined && versions.includes(own)) return { version: own, isOwn: true };
  const setting = workspace.getConfiguration('podwright', document.uri).get<string>(SETTING);
  return { version: setting ?? versions[0] ?? '', isOwn: false };
}

/** `$(error) 2`, `$(warning) 1`. */
function counts(problems: readonly Diagnostic[]): string[] {
  const count = (wanted: DiagnosticSeverity) => problems.filter(({ severity }) => severity === wanted).length;
  const errors = count(DiagnosticSeverity.Error);
  const warnings = count(DiagnosticSeverity.Warning);
  return [...(errors > 0 ? [`$(error) ${errors}`] : []), ...(warnings > 0 ? [`$(warning) ${warnings}`] : [])];
}

/** Where the version comes from, and the problems by who found them. */
function tooltip(version: string, isOwn: boolean, problems: readonly Diagnostic[]): MarkdownString {
  const origin = isOwn
    ? l10n.t('Kubernetes {0}, as a comment in this file says. Click to change it.', version)
    : l10n.t('Kubernetes {0}, by the setting {1}. Click to change it.', version, `podwright.${SETTING}`);
  const sources = [...new Set(problems.map(({ source }) => source))];
  const lines = sources.map((source) => {
    const own = problems.filter((problem) => problem.source === source);
    return `- ${source ?? l10n.t('others')}: ${counts(own).join(' ') || `$(info) ${own.length}`}`;
  });
  const text = new MarkdownString([origin, '', ...lines].join('\n'));
  text.supportThemeIcons = true;
  return text;
}

interface Place extends QuickPickItem {
  write(version: string): Thenable<unknown>;
}

async function selectVersion(versions: readonly string[]): Promise<void> {
  const document = window.activeTextEditor?.document;
  const current = document && versionOf(document, versions);
  const picked = await window.showQuickPick(
    versions.map((label) => ({ label, ...(label === current?.version && { description: l10n.t('now') }) })),
    {
      title: l10n.t('Kubernetes version'),
      placeHolder: l10n.t('The version that the manifests are written for'),
    },
  );
  if (!picked) return;
  const places = placesFor(document, current?.isOwn === true);
  const place =
    places.length === 1
      ? places[0]
      : await window.showQuickPick(places, {
          title: `Kubernetes ${picked.label}`,
          placeHolder: l10n.t('Where does it hold?'),
        });
  await place?.write(picked.label);
}

/** Where a version can be written, the likeliest first. */
function placesFor(document: TextDocument | undefined, hasComment: boolean): Place[] {
  const settings = workspace.getConfiguration('podwright', document?.uri);
  const setting: Place = workspace.workspaceFolders
    ? {
        label: l10n.t('In this workspace'),
        description: l10n.t('setting {0}', `podwright.${SETTING}`),
        write: (version) => settings.update(SETTING, version, ConfigurationTarget.Workspace),
      }
    : {
        label: l10n.t('Everywhere'),
        description: l10n.t('setting {0}', `podwright.${SETTING}`),
        write: (version) => settings.update(SETTING, version, ConfigurationTarget.Global),
      };
  if (document?.languageId !== 'yaml') return [setting];
  const comment: Place = {
    label: l10n.t('In this file only'),
    description: l10n.t('comment {0}', '# podwright: kubernetes=…'),
    write: (version) => writeComment(document, version),
  };
  // What the file itself says overrules the setting.
  return hasComment ? [comment] : [setting, comment];
}

async function writeComment(document: TextDocument, version: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const written = COMMENT.exec(document.getText());
  if (written) {
    const start = written.index + (written[1] as string).length;
    const end = start + (written[2] as string).length;
    edit.replace(document.uri, rangeOf(document, start, end), version);
  } else edit.insert(document.uri, new Position(0, 0), `# podwright: kubernetes=${version}\n`);
  await workspace.applyEdit(edit);
}

function rangeOf(document: TextDocument, start: number, end: number): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
