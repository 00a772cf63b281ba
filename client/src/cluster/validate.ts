/** "Validate Against the Cluster": every object of a file goes through `kubectl apply --dry-run=server`. */
import {
  CancellationError,
  type CancellationToken,
  commands,
  type Diagnostic,
  l10n,
  ProgressLocation,
  type TextDocument,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  MANIFESTS_REQUEST,
  type ManifestsParams,
  type ManifestsResult,
  VERDICTS_REQUEST,
  type VerdictsParams,
  type VerdictsResult,
} from '../../../server/src/protocol/messages.ts';
import { agreeOnContext, type Context } from './context.ts';
import { runKubectl } from './kubectl.ts';
import type { Verdicts } from './verdicts.ts';

/** kubectls at the same time. */
const AT_ONCE = 4;

type Answer = VerdictsParams['answers'][number];
type Verdict = VerdictsResult[number];

/** Throws with a message for the user when the cluster cannot be asked. */
export async function validate(client: BaseLanguageClient, document: TextDocument, shown: Verdicts): Promise<void> {
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const text = document.getText();
  const asked: ManifestsParams = { textDocument: { uri } };
  const manifests = await client.sendRequest<ManifestsResult>(MANIFESTS_REQUEST, asked);
  if (manifests.length === 0) {
    void window.showInformationMessage(l10n.t('There is no Kubernetes object in this file.'));
    return;
  }
  const all = manifests.length;
  const context = await agreeOnContext({
    ask: (context) =>
      all === 1
        ? l10n.t('Validate 1 object in the context “{0}”?', context)
        : l10n.t('Validate {0} objects in the context “{1}”?', all, context),
    detail:
      all === 1
        ? l10n.t(
            'kubectl apply --dry-run=server sends it there; nothing is stored. Objects that name another namespace go there.',
          )
        : l10n.t(
            'kubectl apply --dry-run=server sends them there; nothing is stored. Objects that name another namespace go there.',
          ),
    action: l10n.t('Validate'),
  });
  if (!context) return;
  const converter = client.protocol2CodeConverter;
  shown.begin(
    document,
    manifests.map(({ range }) => ({ range: converter.asRange(range) })),
  );

  async function judge(answers: readonly Answer[]): Promise<readonly Verdict[]> {
    const params: VerdictsParams = { textDocument: { uri }, text, answers };
    const verdicts = await client.sendRequest<VerdictsResult>(VERDICTS_REQUEST, params);
    for (const { manifest, diagnostics } of verdicts)
      shown.add(
        document,
        manifest,
        diagnostics.map(converter.asDiagnostic).map((one) => withSource(one, context)),
      );
    return verdicts;
  }

  const title = l10n.t('Asking the context {0}', context.name);
  const verdicts = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const ask = async (manifest: number): Promise<Answer> => {
        const { exitCode, stderr } = await askCluster(manifests[manifest], context, token);
        progress.report({
          increment: 100 / all,
          message:
            all === 1 ? l10n.t('{0} of 1 object', manifest + 1) : l10n.t('{0} of {1} objects', manifest + 1, all),
        });
        return { manifest, exitCode, stderr };
      };
      // Alone, so that a cluster that cannot be reached, or asks for a login, is met once.
      const first = await judge([await ask(0)]);
      if (first[0]?.failure !== undefined) throw new Error(l10n.t('Context {0}: {1}', context.name, first[0].failure));
      const others = await inParallel(all - 1, (index) => ask(index + 1), token);
      return [...first, ...(await judge(others))];
    },
  );
  await tell(verdicts, context);
}

function askCluster(manifest: ManifestsResult[number] | undefined, { name }: Context, token: CancellationToken) {
  if (!manifest) throw new Error(l10n.t('There is no such manifest.'));
  const args = [manifest.verb, `--context=${name}`, '--dry-run=server', '--request-timeout=30s', '--filename=-'];
  return runKubectl(args, { token, input: manifest.text });
}

/** Does `work` for 0 to `length` - 1, several at a time; stops at the first that fails, or when it is cancelled. */
async function inParallel<T>(length: number, work: (index: number) => Promise<T>, token: CancellationToken) {
  const results: T[] = [];
  let next = 0;
  async function goOn(): Promise<void> {
    while (next < length) {
      if (token.isCancellationRequested) throw new CancellationError();
      const index = next++;
      results[index] = await work(index);
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, length) }, goOn));
  return results;
}

function withSource(diagnostic: Diagnostic, context: Context | undefined): Diagnostic {
  diagnostic.source = l10n.t('kubectl (context {0})', context?.name ?? '');
  return diagnostic;
}

async function tell(verdicts: readonly Verdict[], { name }: Context): Promise<void> {
  const unknown = verdicts.filter(({ failure }) => failure !== undefined);
  const refused = verdicts.filter(({ accepted, failure }) => !accepted && failure === undefined).length;
  const warnings = verdicts.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 2).length;
  const all = verdicts.length;
  if (refused === 0 && unknown.length === 0) {
    const accepts =
      all === 1
        ? l10n.t('Context {0} accepts the object', name)
        : l10n.t('Context {0} accepts all {1} objects', name, all);
    void window.showInformationMessage(withWarnings(accepts, warnings));
    return;
  }
  const refuses =
    all === 1
      ? l10n.t('Context {0} refuses {1} of 1 object', name, refused)
      : l10n.t('Context {0} refuses {1} of {2} objects', name, refused, all);
  const said = [
    ...(refused > 0 ? [withWarnings(refuses, warnings)] : []),
    ...(unknown.length > 0
      ? [l10n.t('Context {0} says nothing of {1}: {2}.', name, unknown.length, unknown[0]?.failure ?? '')]
      : []),
  ];
  const choice = await window.showWarningMessage(said.join(' '), l10n.t('Show Problems'));
  if (choice !== undefined) await commands.executeCommand('workbench.actions.view.problems');
}

/** A sentence without its end, with what else the cluster had to say. */
function withWarnings(sentence: string, warnings: number): string {
  if (warnings === 0) return l10n.t('{0}.', sentence);
  return warnings === 1
    ? l10n.t('{0}, with 1 warning.', sentence)
    : l10n.t('{0}, with {1} warnings.', sentence, warnings);
}
