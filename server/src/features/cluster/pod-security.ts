/** What Pod Security admission says in one sentence of a whole Pod, taken apart: one complaint a field and container. */
import type { Subject } from '../../rules/rule.ts';
import { at, pathOf, text, type Value } from '../../rules/view.ts';
import type { Complaint } from './kubectl-output.ts';

/** `… violates PodSecurity "baseline:latest": privileged (container "web" must not set …), host namespaces (…)`. */
const VIOLATION = /(?:^|: )(?:would violate|violates) (PodSecurity "[^"]*"): ([\s\S]*)$/;

/** The complaint itself when it is about something else. */
export function takeApart(complaint: Complaint, { pod }: Subject): readonly Complaint[] {
  const [, policy, list = ''] = VIOLATION.exec(complaint.message) ?? [];
  if (policy === undefined || !pod) return [complaint];
  return list.split(/(?<=\)), /).flatMap((violation): Complaint[] =>
    placesOf(violation, pod).map((path) => ({
      severity: complaint.severity,
      message: `${policy}: ${violation}`,
      path,
    })),
  );
}

/** Paths of the fields that a violation is about, as `pod-security-admission/policy` words them. */
function placesOf(violation: string, { spec, containers, volumes }: NonNullable<Subject['pod']>): readonly string[] {
  const named = (kind: RegExp): readonly string[] =>
    [...(kind.exec(violation)?.[1] ?? '').matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
  const below = (value: Value, field: string): string => [pathOf(value), field].filter(Boolean).join('.');
  const field = /\bsecurityContext(?:\.\w+)+/.exec(violation)?.[0] ?? (/\bhostPort/.test(violation) ? 'ports' : '');
  const ofContainers = named(/\bcontainers? ("[^"]*"(?:, "[^"]*")*)/);
  const ofVolumes = named(/\bvolumes? ("[^"]*"(?:, "[^"]*")*)/);
  const found = [
    ...containers.flatMap(({ value }) => (ofContainers.includes(nameIn(value)) ? below(value, field) : [])),
    ...volumes.flatMap((volume) => (ofVolumes.includes(nameIn(volume)) ? pathOf(volume) : [])),
  ];
  if (found.length > 0) return found;
  const ofPod = [...violation.matchAll(/\b(host\w+)=true/g)].map(([, name = '']) => pathOf(at(spec, name)));
  return ofPod.length > 0 ? ofPod : [below(spec, field)];
}

const nameIn = (value: Value): string => text(at(value, 'name'));
