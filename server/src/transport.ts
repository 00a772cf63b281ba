/** How a Node process talks to the editor: over its standard streams, its IPC channel, a socket or a named pipe. */
import { createRequire } from 'node:module';
import type { Readable, Writable } from 'node:stream';
import type { Transport } from './protocol/json-rpc.ts';

/** As LSP clients say it: `--stdio`, `--node-ipc`, `--socket=PORT`, `--pipe=NAME`; without any, the standard streams. */
export function chooseTransport(args: readonly string[], ended: () => void): Transport {
  if (args.includes('--node-ipc')) return overIpc(ended);
  const place = argumentOf(args, '--socket') ?? argumentOf(args, '--pipe');
  if (place === undefined) return overStreams(() => [process.stdin, process.stdout], ended);
  return overStreams(() => {
    // Loaded when it is needed: every start would wait for it.
    const { connect } = createRequire(__filename)('node:net') as typeof import('node:net');
    const socket = /^\d+$/.test(place) ? connect(Number(place), '127.0.0.1') : connect(place);
    return [socket, socket];
  }, ended);
}

function argumentOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
}

function overIpc(ended: () => void): Transport {
  return {
    send: (message) => process.send?.(message),
    listen(receive) {
      process.on('message', receive);
      process.on('disconnect', ended);
    },
    soon: setImmediate,
  };
}

function overStreams(open: () => readonly [Readable, Writable], ended: () => void): Transport {
  const [input, output] = open();
  return {
    send(message) {
      const body = JSON.stringify(message);
      output.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    },
    listen(receive) {
      input.on('data', createDecoder(receive));
      input.on('end', ended);
      input.on('close', ended);
      // Nobody is left to tell.
      output.on('error', ended);
    },
    soon: setImmediate,
  };
}

const END_OF_HEADERS = '\r\n\r\n';

/** Puts messages together from the pieces in which they come. What is no JSON is passed over. */
export function createDecoder(receive: (message: unknown) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let size = 0;
  /** Bytes of the body that is awaited; undefined while its headers are. */
  let wanted: number | undefined;

  function joined(): Buffer {
    const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    chunks = [all];
    return all;
  }

  function drop(bytes: number): void {
    chunks = [joined().subarray(bytes)];
    size -= bytes;
  }

  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    for (;;) {
      if (wanted === undefined) {
        const end = joined().indexOf(END_OF_HEADERS);
        if (end < 0) return;
        const headers = joined().toString('latin1', 0, end);
        wanted = Number(/^content-length:\s*(\d+)/im.exec(headers)?.[1] ?? 0);
        drop(end + END_OF_HEADERS.length);
      }
      if (size < wanted) return;
      const body = joined().toString('utf8', 0, wanted);
      drop(wanted);
      wanted = undefined;
      const message = parse(body);
      if (message !== undefined) receive(message);
    }
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
