import { correlate } from './correlator.ts';
import type { Kubelet } from './kubelet.ts';
import { record } from './recorder.ts';
import type { Why } from './timeline.ts';

/** Writes an Event about a container, or about the Pod; returns its step. */
export function event(
  kubelet: Kubelet,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  container: string | undefined,
  why: Why,
): number {
  return record(kubelet.recorder, {
    kind: 'event',
    type,
    reason,
    ...(container !== undefined && { container }),
    from: 'kubelet',
    message,
    ...correlate(kubelet.correlator, { type, reason, message }, kubelet.queue.now),
    why,
  });
}

/** `name_namespace(uid)`, as the kubelet names a Pod in its messages. */
export function podReference({ pod }: Kubelet): string {
  return `${pod.name}_${pod.namespace}(${pod.uid || 'UID'})`;
}
