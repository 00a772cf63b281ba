/**
 * JSON-RPC 2.0 as LSP has it, over any transport. Messages are taken one at a time, in the order in which they came;
 * work that can wait is done when none is left, so that no answer waits for it. The few lines that a server needs of
 * it load in a fraction of the time of the packages that have all of it, and every start waits for them.
 */
import type { MessageType } from 'vscode-languageserver-protocol';
import type { Notifications, Requests } from './methods.ts';

/** How messages come and go. */
export interface Transport {
  send(message: object): void;
  listen(receive: (message: unknown) => void): void;
  /** Runs the work once what has arrived meanwhile has been received. */
  soon(work: () => void): void;
}

export type Params<M extends keyof Requests> = Parameters<Requests[M]>[0];
export type Result<M extends keyof Requests> = ReturnType<Requests[M]>;

export interface Connection {
  onRequest<M extends keyof Requests>(method: M, answer: (params: Params<M>) => Answer<Result<M>>): void;
  onNotification<M extends keyof Notifications>(
    method: M,
    take: (params: Notifications[M]) => void | Promise<void>,
  ): void;
  /** Rejects when the other side answers with an error. */
  sendRequest<M extends keyof Requests>(method: M, params: Params<M>): Promise<Result<M>>;
  sendNotification<M extends keyof Notifications>(method: M, params: Notifications[M]): void;
  /** Resolves when no message waits to be taken, in the order of asking. */
  idle(): Promise<void>;
  /** Tells the client of a bug of ours, once: a bug that a keystroke meets, every keystroke meets. */
  logError(error: unknown): void;
  listen(): void;
}

type Answer<R> = R | Refusal | Promise<R | Refusal>;

/** A request that is understood and will not be fulfilled; the message is for the user. */
export class Refusal {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** As JSON-RPC and LSP number them. */
const ERRORS = { methodNotFound: -32601, internal: -32603, cancelled: -32800, failed: -32803 } as const;

const LOGGED_ERROR = 1 satisfies MessageType;

interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message?: string };
}

export function connect(transport: Transport): Connection {
  const answers = new Map<string, (params: never) => unknown>();
  const takers = new Map<string, (params: never) => unknown>();
  const asked = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  const messages: Message[] = [];
  const chores: (() => void)[] = [];
  const told = new Set<string>();
  let isAwake = false;
  let lastId = 0;

  function wake(): void {
    if (isAwake || (messages.length === 0 && chores.length === 0)) return;
    isAwake = true;
    transport.soon(() => {
      isAwake = false;
      const message = messages.shift();
      if (message) take(message);
      else chores.shift()?.();
      wake();
    });
  }

  function receive(received: unknown): void {
    if (typeof received !== 'object' || received === null) return;
    const message: Message = received;
    if (message.method === '$/cancelRequest') cancel((message.params as { id?: unknown } | undefined)?.id);
    else messages.push(message);
    wake();
  }

  /** What is being answered already is answered. */
  function cancel(id: unknown): void {
    const index = messages.findIndex((message) => message.id === id && message.method !== undefined);
    if (index < 0) return;
    messages.splice(index, 1);
    fail(id, ERRORS.cancelled, 'cancelled');
  }

  function take({ id, method, params, result, error }: Message): void {
    if (method === undefined) settle(Number(id), result, error);
    else if (id === undefined) void notify(method, params);
    else void respond(id, method, params);
  }

  /** Nobody waits for an answer; but what one notification does wrong must not end the server. */
  async function notify(method: string, params: unknown): Promise<void> {
    try {
      await takers.get(method)?.(params as never);
    } catch (error) {
      logError(error);
    }
  }

  async function respond(id: unknown, method: string, params: unknown): Promise<void> {
    const answer = answers.get(method);
    if (!answer) return fail(id, ERRORS.methodNotFound, `unknown method ${method}`);
    try {
      const result = await answer(params as never);
      if (result instanceof Refusal) fail(id, ERRORS.failed, result.message);
      else transport.send({ jsonrpc: '2.0', id, result: result ?? null });
    } catch (error) {
      logError(error);
      fail(id, ERRORS.internal, String(error));
    }
  }

  function logError(error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (told.has(message)) return;
    told.add(message);
    transport.send({ jsonrpc: '2.0', method: 'window/logMessage', params: { type: LOGGED_ERROR, message } });
  }

  function fail(id: unknown, code: number, message: string): void {
    transport.send({ jsonrpc: '2.0', id, error: { code, message } });
  }

  function settle(id: number, result: unknown, error: Message['error']): void {
    const waiting = asked.get(id);
    asked.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }

  return {
    onRequest: (method, answer) => void answers.set(method, answer),
    onNotification: (method, take) => void takers.set(method, take),
    sendRequest(method, params) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        asked.set(id, { resolve: resolve as (result: unknown) => void, reject });
        transport.send({ jsonrpc: '2.0', id, method, params });
      });
    },
    logError,
    sendNotification: (method, params) => transport.send({ jsonrpc: '2.0', method, params }),
    idle: () =>
      new Promise((resolve) => {
        chores.push(resolve);
        wake();
      }),
    listen: () => transport.listen(receive),
  };
}
