/** Who asks for resources, and for which kinds of them. */
import { qualifiedName } from '../formats.ts';
import type { Subject } from '../rule.ts';
import { at, isSet, pathOf, text, type Value } from '../view.ts';

export const isHugePage = (name: string) => name.startsWith('hugepages-');
/** Kubernetes' own: without a domain, or of kubernetes.io. */
export const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');
export const isExtended = (name: string) =>
  !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;

/** What asks for resources: where the amounts stand, and for which names. */
export interface Party {
  readonly value: Value;
  readonly limits: Value;
  readonly requests: Value;
  readonly isPod: boolean;
}

export function* parties(subject: Subject): Generator<Party> {
  for (const { value } of subject.pod?.containers ?? []) {
    const resources = at(value, 'resources');
    if (isSet(resources)) yield party(resources, false);
  }
  const ofPod = subject.pod && at(subject.pod.spec, 'resources');
  if (ofPod && isSet(ofPod) && !isWindows(subject)) yield party(ofPod, true);
}

function party(value: Value, isPod: boolean): Party {
  return { value, limits: at(value, 'limits'), requests: at(value, 'requests'), isPod };
}

export function isWindows({ pod }: Subject): boolean {
  return pod !== undefined && text(at(pod.spec, 'os', 'name')) === 'windows';
}

/** Of a Pod, limits stand in for the requests that it lacks, with the same faults; of a template they do not yet. */
export function* impliedRequests(subject: Subject): Generator<readonly [name: string, amount: Value, path: string]> {
  if (!subject.pod?.standalone) return;
  for (const { value, role } of subject.pod.containers) {
    const requests = at(value, 'resources', 'requests');
    if (role === 'ephemeral') continue;
    for (const [name, amount] of at(value, 'resources', 'limits').fields)
      if (!requests.fields.has(name)) yield [name, amount, pathOf(at(requests, name))];
  }
}

/** The API server checks the overhead as if it were limits, and names it so. */
export function overheadPath(amount: Value): string {
  return pathOf(amount).replace(/overhead\[/, 'overhead.limits[');
}
