/** "Validate Against the Cluster": every object of a file goes through `kubectl apply --dry-run=server`. */
import {
  CancellationError,
  type CancellationToken,
  commands,
  type Diagnostic,
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
    void window.showInformationMessage('There is no Kubernetes object in this file.');
    return;
  }
  const objects = count(manifests.length, 'object');
  const context = await agreeOnContext({
    title: `Validate ${objects}`,
    detail: `kubectl apply --dry-run=server sends ${manifests.length === 1 ? 'it' : 'them'} there; nothing is stored. Objects that name another namespace go there.`,
    action: 'Validate',
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

  const title = `Asking the context ${context.name}`;
  const verdicts = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const ask = async (manifest: number): Promise<Answer> => {
        const { exitCode, stderr } = await askCluster(manifests[manifest], context, token);
        progress.report({ increment: 100 / manifests.length, message: `${manifest + 1} of ${objects}` });
        return { manifest, exitCode, stderr };
      };
      // Alone, so that a cluster that cannot be reached, or asks for a login, is met once.
      const first = await judge([await ask(0)]);
      if (first[0]?.failure !== undefined) throw new Error(`Context ${context.name}: ${first[0].failure}`);
      const others = await inParallel(manifests.length - 1, (index) => ask(index + 1), token);
      return [...first, ...(await judge(others))];
    },
  );
  await tell(verdicts, context);
}

function askCluster(manifest: ManifestsResult[number] | undefined, { name }: Context, token: CancellationToken) {
  if (!manifest) throw new Error('There is no such manifest.');
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
  diagnostic.source = `kubectl (context ${context?.name})`;
  return diagnostic;
}

async function tell(verdicts: readonly Verdict[], { name }: Context): Promise<void> {
  const unknown = verdicts.filter(({ failure }) => failure !== undefined);
  const refused = verdicts.filter(({ accepted, failure }) => !accepted && failure === undefined).length;
  const warnings = verdicts.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 2).length;
  const heard = warnings === 0 ? '' : `, with ${count(warnings, 'warning')}`;
  const all = verdicts.length;
  if (refused === 0 && unknown.length === 0) {
    const whole = all === 1 ? 'the object' : `all ${all} objects`;
    void window.showInformationMessage(`Context ${name} accepts ${whole}${heard}.`);
    return;
  }
  const parts = [
    ...(refused > 0 ? [`refuses ${refused} of ${count(all, 'object')}${heard}`] : []),
    ...(unknown.length > 0 ? [`says nothing of ${unknown.length}: ${unknown[0]?.failure}`] : []),
  ];
  const choice = await window.showWarningMessage(`Context ${name} ${parts.join(' and ')}.`, 'Show Problems');
  if (choice !== undefined) await commands.executeCommand('workbench.actions.view.problems');
}

const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;
