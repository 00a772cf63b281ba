/** Requests come first: work that can wait is done when no message does. */
import type { ConnectionOptions } from 'vscode-languageserver';

export interface Turns {
  /** For the connection, whose messages are counted. */
  readonly options: ConnectionOptions;
  /** Resolves when no message waits to be taken. */
  idle(): Promise<void>;
}

/** @param soon runs the work once what has arrived meanwhile has been received: a turn of the event loop */
export function createTurns(soon: (work: () => void) => void): Turns {
  let taken = 0;
  const turn = () => new Promise<void>((resolve) => soon(resolve));
  return {
    options: {
      messageStrategy: {
        handleMessage(message, take) {
          taken++;
          return take(message);
        },
      },
    },
    async idle() {
      let before: number;
      do {
        before = taken;
        // A message that waits is taken in the turn after the one before it, behind what this turn began.
        await turn();
        await turn();
      } while (taken !== before);
    },
  };
}
