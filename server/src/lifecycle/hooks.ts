import { call } from './answers.ts';
import { podReference } from './events.ts';
import type { Kubelet } from './kubelet.ts';
import type { Container, Handler } from './pod.ts';
import type { Process } from './queue.ts';

/**
 * Runs a postStart or preStop hook, without a time limit (`lifecycle/handlers.go`).
 * @returns what the kubelet says of a failure; undefined when the hook succeeded
 */
export function* runHook(
  kubelet: Kubelet,
  container: Container,
  hook: Handler,
  id: number,
): Process<string | undefined> {
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
      return answered || result === 'success' ? undefined : `HTTP lifecycle hook (${hook.path}) ${where}${output}`;
    }
    case 'sleep':
      yield* call(kubelet, container, hook, id);
      return undefined;
    default:
      return `Cannot run handler: invalid handler: ${hook.kind}`;
  }
}
