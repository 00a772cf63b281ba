import * as l10n from '@vscode/l10n';
import type { Container, Handler } from '../pod/pod.ts';
import type { Process } from '../queue.ts';
import { because, record } from '../recorder.ts';
import { event, podReference } from './events/events.ts';
import type { Kubelet } from './kubelet.ts';
import { POD_IP } from './probe/answer.ts';
import { HTTP_TO_HTTPS } from './probe/http.ts';
import { resolvePort } from './probe/listeners.ts';
import { call } from './probe/probe.ts';

/**
 * Runs a postStart or preStop hook, without a time limit (`lifecycle/handlers.go`).
 * @param after index of the step that it follows from
 * @returns what the kubelet says of a failure; undefined when the hook succeeded
 */
export function* runHook(
  kubelet: Kubelet,
  container: Container,
  name: 'postStart' | 'preStop',
  id: number,
  after?: number,
): Process<string | undefined> {
  const hook = container[name];
  if (hook === undefined) return undefined;
  const { recorder } = kubelet;
  const step = { kind: 'hook', container: container.name, hook: name } as const;
  const fields = [`${container.path}.lifecycle.${name}`];
  const begun = record(recorder, {
    ...step,
    op: 'begin',
    why: because(beginning(name, container.name), fields, after),
  });
  const failure = yield* callHook(kubelet, container, hook, id);
  const text = failure === undefined ? l10n.t('The {0} hook is done.', name) : l10n.t('The {0} hook failed.', name);
  record(recorder, { ...step, op: failure === undefined ? 'end' : 'fail', why: because(text, fields, begun) });
  return failure;
}

function beginning(hook: 'postStart' | 'preStop', container: string): string {
  return hook === 'postStart'
    ? l10n.t(
        'The postStart hook of {0} runs right after its start; until it is done, nothing else of the Pod is started.',
        container,
      )
    : l10n.t('The preStop hook of {0} runs before SIGTERM, and its time counts against the grace period.', container);
}

function* callHook(kubelet: Kubelet, container: Container, hook: Handler, id: number): Process<string | undefined> {
  const where = `for Container "${container.name}" in Pod "${podReference(kubelet)}" failed - error: `;
  switch (hook.kind) {
    case 'exec': {
      const { result, output, exitCode = 137 } = yield* call(kubelet, container, hook, id);
      if (result === 'success') return undefined;
      const error =
        result === 'error' ? output : `command '${hook.command.join(' ')}' exited with ${exitCode}: ${output}`;
      return `Exec lifecycle hook (${`[${hook.command.join(' ')}]`}) ${where}${error}, message: "${output}"`;
    }
    case 'httpGet': {
      // Whatever the server answers counts as success: its status is not looked at.
      const { result, output, answered = false } = yield* call(kubelet, container, hook, id);
      if (output.endsWith(HTTP_TO_HTTPS)) return yield* fallBackToHttp(kubelet, container, hook, id);
      return answered || result === 'success' ? undefined : `HTTP lifecycle hook (${hook.path}) ${where}${output}`;
    }
    case 'sleep':
      yield* call(kubelet, container, hook, id);
      return undefined;
    default:
      return `Cannot run handler: invalid handler: ${hook.kind}`;
  }
}

/** A hook with scheme HTTPS that finds plain HTTP is tried with that, and an Event says so (`runHTTPHandler`). */
function* fallBackToHttp(
  kubelet: Kubelet,
  container: Container,
  hook: Handler & { kind: 'httpGet' },
  id: number,
): Process<undefined> {
  yield* call(kubelet, container, { ...hook, scheme: 'http' }, id);
  const host = `${hook.host || POD_IP}:${resolvePort(container, hook.port)}`;
  const message = `request to HTTPS lifecycle hook ${host} got HTTP response, retry with HTTP succeeded`;
  const why = because(l10n.t('The hook says scheme HTTPS, and plain HTTP is spoken there: the kubelet tries that.'), [
    container.path,
  ]);
  event(kubelet, 'Warning', 'LifecycleHTTPFallback', message, undefined, why);
  return undefined;
}
