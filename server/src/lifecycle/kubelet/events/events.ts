import { record } from '../../recorder.ts';
import type { Why } from '../../why.ts';
import type { Kubelet } from '../kubelet.ts';
import { type Correlated, correlate } from './correlator.ts';

/** Writes an Event about a container, or about the Pod; returns its step. */
export function event(
  kubelet: Kubelet,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  container: string | undefined,
  why: Why,
): number {
  const correlated = correlate(kubelet.correlator, { type, reason, message }, kubelet.queue.now);
  return write(kubelet, type, reason, message, container, why, correlated);
}

/** Writes an Event that is one of many which say the same, unless the API would not hear of it. */
export function eventIfSent(
  kubelet: Kubelet,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  container: string,
  why: Why,
): void {
  const correlated = correlate(kubelet.correlator, { type, reason, message }, kubelet.queue.now);
  if (correlated.dropped !== true) write(kubelet, type, reason, message, container, why, correlated);
}

function write(
  { recorder }: Kubelet,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  container: string | undefined,
  why: Why,
  correlated: Correlated,
): number {
  return record(recorder, {
    kind: 'event',
    type,
    reason,
    ...(container !== undefined && { container }),
    from: 'kubelet',
    message,
    ...correlated,
    why,
  });
}

/** `name_namespace(uid)`, as the kubelet names a Pod in its messages. */
export function podReference({ pod }: Kubelet): string {
  return `${pod.name}_${pod.namespace}(${pod.uid || 'UID'})`;
}
