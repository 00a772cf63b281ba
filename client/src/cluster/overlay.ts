/** "Show What Really Happened": what the API still tells of a live Pod, for the preview to draw beside its prediction. */
import {
  CancellationError,
  type CancellationToken,
  env,
  l10n,
  ProgressLocation,
  type QuickPickItem,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { asMapping, asMappings, asString, type PlainMapping } from '../../../server/src/model/plain.ts';
import {
  LIVE_PODS_REQUEST,
  type LivePodsParams,
  type LivePodsResult,
  OBSERVED_REQUEST,
  type ObservedParams,
  type ObservedResult,
} from '../../../server/src/protocol/messages.ts';
import type { Source } from '../../preview/messages.ts';
import { agreeOnContext, type Context } from './context.ts';
import { type Ran, runKubectl } from './kubectl.ts';

/** The life of a live Pod. */
export interface Observation {
  /** Whose it is and as of when: `What happened in kind-dev, as of 10:15:00`. */
  readonly title: string;
  readonly timeline: NonNullable<ObservedResult>['timeline'];
  /** What it does not tell, as sentences. */
  readonly gaps: readonly string[];
}

/** Throws with a message for the user, and a `CancellationError` when they would rather not. */
export async function observeLive(
  client: BaseLanguageClient,
  { uri, line, character }: Source,
  until: number,
): Promise<Observation> {
  const where: LivePodsParams = { textDocument: { uri }, position: { line, character } };
  const live = await client.sendRequest<LivePodsResult>(LIVE_PODS_REQUEST, where);
  if (!live) throw new Error(l10n.t('No Pod with a name is at the cursor, nor a workload that makes Pods.'));
  const context = await agreeOnContext({
    ask: (context) =>
      live.name === undefined
        ? l10n.t('Look for the Pods of {0} in the context “{1}”?', live.title, context)
        : l10n.t('Look at {0} in the context “{1}”?', live.title, context),
    detail: l10n.t('kubectl get reads Pods and their Events; nothing is changed.'),
    action: l10n.t('Look'),
    ...(live.namespace !== undefined && { namespace: live.namespace }),
  });
  if (!context) throw new CancellationError();
  const title = l10n.t('Asking the context {0}', context.name);
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (_, token) => {
      const place = [`--context=${context.name}`, `--namespace=${live.namespace ?? context.namespace}`];
      const read = (args: readonly string[]) =>
        runKubectl([...args, ...place, '--output=json', '--request-timeout=30s'], { token });
      const pod = await choosePod(await livePods(live, context, read), live, token);
      const uid = asString(asMapping(pod.metadata).uid) ?? '';
      const [events, kubernetes] = await Promise.all([
        read(['get', 'events', `--field-selector=involvedObject.uid=${uid}`]),
        serverVersion(context, token),
      ]);
      const now = new Date();
      const params: ObservedParams = {
        pod: JSON.stringify(pod),
        events: events.exitCode === 0 ? events.stdout : '{}',
        now: now.toISOString(),
        until,
        kubernetes,
      };
      const observed = await client.sendRequest<ObservedResult>(OBSERVED_REQUEST, params);
      if (!observed) throw new Error(l10n.t('Context {0} answers with something that is no Pod.', context.name));
      const time = now.toLocaleTimeString(env.language);
      return {
        title:
          live.name === undefined
            ? l10n.t('What happened to {0} in {1}, as of {2}', observed.timeline.pod.name, context.name, time)
            : l10n.t('What happened in {0}, as of {1}', context.name, time),
        timeline: observed.timeline,
        gaps: [
          ...(events.exitCode === 0 ? [] : [l10n.t('Events could not be read: {0}', events.stderr.trim())]),
          ...observed.gaps,
        ],
      };
    },
  );
}

type Live = NonNullable<LivePodsResult>;

async function livePods(
  { title, name, selector = '', prefix = '' }: Live,
  context: Context,
  read: (args: readonly string[]) => Promise<Ran>,
): Promise<readonly PlainMapping[]> {
  const what = name === undefined ? ['get', 'pods', `--selector=${selector}`] : ['get', `pod/${name}`];
  const { exitCode, stdout, stderr } = await read(what);
  const isMissing = /^Error from server \(NotFound\): pods /m.test(stderr);
  if (exitCode !== 0 && !isMissing) throw new Error(l10n.t('Context {0}: {1}', context.name, stderr.trim()));
  const answer = isMissing ? {} : asMapping(JSON.parse(stdout));
  const all = name === undefined ? asMappings(answer.items) : isMissing ? [] : [answer];
  const found = all.filter(({ metadata }) => asString(asMapping(metadata).name)?.startsWith(name ?? prefix));
  if (found.length === 0)
    throw new Error(
      name === undefined
        ? l10n.t('Context {0} has no Pod of {1}.', context.name, title)
        : l10n.t('Context {0} has no {1}.', context.name, title),
    );
  return found;
}

/** The only one, or the one that the user picks; the newest comes first. */
async function choosePod(pods: readonly PlainMapping[], { title }: Live, token: CancellationToken) {
  const items = pods.map((pod): QuickPickItem & { pod: PlainMapping; created: string } => {
    const { name, creationTimestamp } = asMapping(pod.metadata);
    const created = asString(creationTimestamp) ?? '';
    const phase = asString(asMapping(pod.status).phase) ?? '';
    return { label: asString(name) ?? '', description: l10n.t('{0}, created {1}', phase, created), pod, created };
  });
  items.sort((a, b) => (a.created < b.created ? 1 : -1));
  const [only] = items;
  if (only && items.length === 1) return only.pod;
  const picked = await window.showQuickPick(
    items,
    { title: l10n.t('Pods of {0}', title), placeHolder: l10n.t('Whose life?') },
    token,
  );
  if (!picked) throw new CancellationError();
  return picked.pod;
}

/** Such as `1.34`; empty when the server does not say. */
async function serverVersion({ name }: Context, token: CancellationToken): Promise<string> {
  const { stdout } = await runKubectl(['version', `--context=${name}`, '--output=json'], { token });
  const [, major, minor] = /"serverVersion"[\s\S]*?"major": "(\d+)",\s*"minor": "(\d+)/.exec(stdout) ?? [];
  return minor === undefined ? '' : `${major}.${minor}`;
}
