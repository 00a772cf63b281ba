import type { Container } from './pod/pod.ts';
import type { ContainerIdentity } from './timeline.ts';

/** What tells a container in a Timeline. */
export function identityOf({
  name,
  role,
  image,
  path,
  probes,
  memoryLimit,
  cpuLimit,
  storageLimit,
}: Container): ContainerIdentity {
  return {
    name,
    role,
    image,
    path,
    probes: (['startup', 'liveness', 'readiness'] as const).flatMap((type) => {
      const probe = probes[type];
      if (probe === undefined || probe.handler.kind === 'sleep') return [];
      const { initialDelaySeconds, periodSeconds, timeoutSeconds, successThreshold, failureThreshold } = probe;
      const handler = probe.handler.kind;
      const command = probe.handler.kind === 'exec' ? { command: probe.handler.command.join(' ') } : {};
      const times = { initialDelaySeconds, periodSeconds, timeoutSeconds, successThreshold, failureThreshold };
      return [{ type, handler, ...command, ...times }];
    }),
    ...(memoryLimit !== undefined && { memoryLimit }),
    ...(cpuLimit !== undefined && { cpuLimit }),
    ...(storageLimit !== undefined && { storageLimit: storageLimit.bytes }),
  };
}
