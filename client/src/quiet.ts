/** A client that pops up nothing by itself. */
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Its errors go to the log; what the user must know is said by `startPodwright`, with what can be done about it. */
export function quiet<C extends BaseLanguageClient>(client: C): C {
  const error = client.error.bind(client);
  client.error = (message, data) => error(message, data, false);
  return client;
}
