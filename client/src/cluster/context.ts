/** Which cluster is asked: it is named, and can be changed, before anything is sent to it. */
import { l10n, type QuickPickItem, window } from 'vscode';
import { asMapping, asSequence } from '../../../server/src/model/plain.ts';
import { runKubectl } from './kubectl.ts';

/** A context of the kubeconfig. */
export interface Context {
  readonly name: string;
  /** The API server's address. */
  readonly server: string;
  /** Where objects go that name no namespace. */
  readonly namespace: string;
  readonly isCurrent: boolean;
}

interface Question {
  /** `Validate 3 objects in the context “kind-dev”?` */
  readonly ask: (context: string) => string;
  /** What is run and what it does to the cluster. */
  readonly detail: string;
  /** The button. */
  readonly action: string;
  /** The namespace that the manifest names. */
  readonly namespace?: string;
}

/** The context that the user agrees to; undefined when they do not. */
export async function agreeOnContext({ ask, detail, action, namespace }: Question): Promise<Context | undefined> {
  const contexts = await readContexts();
  const other = l10n.t('Choose Another Context…');
  let chosen = contexts.find(({ isCurrent }) => isCurrent) ?? (await pickContext(contexts));
  while (chosen) {
    const { name, server } = chosen;
    const answer = await window.showInformationMessage(
      ask(name),
      {
        modal: true,
        detail: `${l10n.t('Server {0}, namespace {1}.', server, namespace ?? chosen.namespace)}\n\n${detail}`,
      },
      action,
      ...(contexts.length > 1 ? [other] : []),
    );
    if (answer === action) return chosen;
    if (answer !== other) return undefined;
    chosen = await pickContext(contexts);
  }
  return undefined;
}

async function pickContext(contexts: readonly Context[]): Promise<Context | undefined> {
  const items = contexts.map((context): QuickPickItem & { context: Context } => ({
    label: context.name,
    description: [context.server, context.namespace, ...(context.isCurrent ? [l10n.t('current')] : [])].join(' · '),
    context,
  }));
  return (
    await window.showQuickPick(items, {
      title: l10n.t('Context'),
      placeHolder: l10n.t('Which cluster is to be asked?'),
    })
  )?.context;
}

async function readContexts(): Promise<readonly Context[]> {
  const { exitCode, stdout, stderr } = await runKubectl(['config', 'view', '--output=json']);
  if (exitCode !== 0) throw new Error(stderr.trim());
  const contexts = contextsIn(stdout);
  if (contexts.length === 0) throw new Error(l10n.t('kubectl has no context: its kubeconfig names no cluster.'));
  return contexts;
}

/** @param json what `kubectl config view` prints, without secrets */
function contextsIn(json: string): readonly Context[] {
  const config = asMapping(JSON.parse(json));
  const clusters = asSequence(config.clusters).map(asMapping);
  return asSequence(config.contexts).flatMap((entry): Context[] => {
    const { name, context } = asMapping(entry);
    const { cluster, namespace } = asMapping(context);
    if (typeof name !== 'string') return [];
    const { server } = asMapping(clusters.find((one) => one.name === cluster)?.cluster);
    return [
      {
        name,
        server: typeof server === 'string' ? server : l10n.t('unknown'),
        namespace: typeof namespace === 'string' && namespace !== '' ? namespace : 'default',
        isCurrent: config['current-context'] === name,
      },
    ];
  });
}
