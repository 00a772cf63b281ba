import type { Connection } from 'vscode-languageserver';

/**
 * Tells the client that the server does something, by its method: `connection.client.register()` makes an id of each,
 * for which every start would load Node's crypto. A client that refuses goes without.
 */
export function register(
  { sendRequest }: Pick<Connection, 'sendRequest'>,
  method: string,
  registerOptions: unknown,
): void {
  const registrations = [{ id: method, method, registerOptions }];
  void sendRequest('client/registerCapability', { registrations }).catch(() => undefined);
}
