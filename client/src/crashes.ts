/** What to do when the server process ends unasked. */
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';

const MOST_RESTARTS = 4;
const WITHIN_MILLISECONDS = 3 * 60_000;

/**
 * Restarts a server that `wasRunning` quietly, unless that has been done {@link MOST_RESTARTS} times of late: then it
 * is left off and `giveUp` is called. One that ends while it starts will not do better the next time.
 */
export function crashHandler(wasRunning: () => boolean, giveUp: () => void): ErrorHandler {
  let crashes: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed() {
      const now = Date.now();
      const running = wasRunning();
      // The first start is awaited by who asked for it; a later one is only known here.
      const firstStart = !running && crashes.length === 0;
      crashes = [...crashes.filter((at) => now - at < WITHIN_MILLISECONDS), now];
      if (running && crashes.length <= MOST_RESTARTS) return { action: CloseAction.Restart, handled: true };
      if (!firstStart) giveUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
