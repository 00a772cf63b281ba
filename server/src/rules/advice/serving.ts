/** Containers that are there to serve, not to prepare. */
import type { Container, Subject } from '../rule.ts';

/** Containers that serve for as long as the Pod lives. */
export function serving({ pod }: Subject): readonly Container[] {
  return pod?.containers.filter(({ role }) => role === 'main' || role === 'sidecar') ?? [];
}
