/** Ports of the Pod: who listens, and who hears of it. */
import * as l10n from '@vscode/l10n';
import type { ContainerWorld } from './container.ts';
import { type Listener, noteChange } from './world.ts';

/** Whether a host name or address is that of the Pod itself. */
export const isLocal = (host: string): boolean => /^(localhost|127\.[0-9.]+|0\.0\.0\.0|\[?::1\]?|)$/.test(host);

export type Listening = Pick<Listener, 'port' | 'kind' | 'status'> & {
  readonly tls?: boolean;
  /** Seconds until it accepts connections. */
  readonly startup?: number;
  /** Ages in seconds at which its answers change. */
  readonly changesAt?: readonly number[];
};

export function listen(
  container: ContainerWorld,
  { port, kind, tls = false, status, startup = 0, changesAt = [] }: Listening,
): Listener {
  const { world } = container;
  const listener: Listener = {
    owner: container.name,
    port,
    kind,
    tls,
    status,
    opensAt: world.now + startup,
    closesAt: Infinity,
    changesAt,
  };
  world.listeners.push(listener);
  noteChange(world);
  container.opened(listener);
  return listener;
}

/** Opens the ports that the manifest names and that nobody listens on. */
export function openPorts(container: ContainerWorld, startup: number): void {
  for (const { port, kind, tls } of container.ports) {
    if (container.world.listeners.some((listener) => listener.port === port && listener.kind === kind)) continue;
    container.assume(
      kind === 'http'
        ? l10n.t('it is assumed to listen on port {0} and to answer every HTTP request with 200', port)
        : l10n.t('it is assumed to listen on port {0}', port),
    );
    listen(container, { port, kind, tls, startup, status: () => 200 });
  }
}

export function stopListening(container: ContainerWorld, listener: Listener): void {
  listener.closesAt = container.world.now;
  noteChange(container.world);
  container.files.changed(`port:${listener.port}`);
}

/** Who accepts connections on a port of the Pod now. */
export function listenerOn(container: ContainerWorld, port: number): Listener | undefined {
  container.saw(`port:${port}`);
  const { now, listeners } = container.world;
  return listeners.find((each) => each.port === port && each.opensAt <= now && now < each.closesAt);
}
