/** What a person waits for in an editor with one file, measured from the client's side of the wire. */
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { type LspClient, startClient } from '../support/lsp-client.ts';
import { lineInMiddle, podsText } from './pods.ts';
import type { BenchServer } from './servers.ts';
import { median, timed } from './timing.ts';

const URI = 'file:///bench/pods.yaml';

/** Milliseconds, and megabytes of the server's resident memory at the end. */
export interface EditorFigures {
  /** From the start of the process to the diagnostic of a mistake in the first Pod. */
  readonly first: number;
  /** The same, of a mistake in the last Pod. */
  readonly whole: number;
  /** The same with the answers to all that an editor asks of a file as it opens it. */
  readonly opened: number;
  /** From then on to a list of completions, for whoever types at once. */
  readonly meanwhile: number;
  /** From an edit of the Pod in the middle to its diagnostic, or to the diagnostic's end. */
  readonly edit: number;
  /** From a character typed to the list, each as soon as the list before is there. */
  readonly completion: number;
  /** The same with as long between two characters as a fast typist takes. */
  readonly pausing: number;
  readonly hover: number;
  readonly symbols: number;
  /** Of a container's port, with its uses. */
  readonly rename: number;
  readonly memory: number;
}

/** Each start is a process of its own; everything else is asked of the last one. */
const STARTS = 5;

/** Between two keys of a fast typist. */
const PAUSE_MS = 80;

/** One file of `count` Pods. */
export async function measureEditor({ options }: BenchServer, count: number, rounds: number): Promise<EditorFigures> {
  const mistaken = mistakeInLast(mistakeInFirst(podsText(count)));
  const lastLine = mistaken.slice(0, mistaken.lastIndexOf(MISTAKE)).split('\n').length - 1;
  const starts: number[] = [];
  const wholes: number[] = [];
  let client: LspClient | undefined;
  const openings: Opening[] = [];
  const starting = count > 1_000 ? 3 : STARTS;
  for (let i = 0; i < starting; i++) openings.push(await measureOpening({ options }, mistaken, lastLine));
  for (let i = 0; i < starting; i++) {
    await client?.stop();
    const start = performance.now();
    client = await startClient(options);
    const opened = await client.open(URI, mistaken);
    const early = await shows(client, opened, (found) => found.length > 0);
    starts.push(performance.now() - start);
    await shows(client, early, (found) => found.some(({ range }) => range.start.line === lastLine));
    wholes.push(performance.now() - start);
  }
  if (!client) throw new Error('no server was started');
  const { connection } = client;

  const probe = lineInMiddle(count, 'periodSeconds');
  const at = { line: probe, character: 6 };
  const isSeen = ({ range }: Diagnostic) => range.start.line === probe;
  const edit = await timed(rounds, async (round) => {
    const wrong = round % 2 === 0;
    const end = { ...at, character: at.character + (wrong ? 'period' : 'perrod').length };
    const text = wrong ? 'perrod' : 'period';
    const found = await (client as LspClient).change(URI, [{ range: { start: at, end }, text }]);
    await shows(client as LspClient, found, (all) => all.some(isSeen) === wrong);
  });
  const ask = (method: string, params: object = {}) =>
    timed(rounds, () => connection.sendRequest(method, { textDocument: { uri: URI }, ...params }));
  const below = { line: probe + 1, character: 0 };
  const word = 'failureThresh';
  await client.change(URI, [{ range: { start: below, end: below }, text: '      \n' }]);
  // A person types on while the list is open: each character is an edit and a question.
  const type = async (index: number) => {
    const position = { line: below.line, character: 6 + index };
    const typed = client as LspClient;
    void typed.change(URI, [{ range: { start: position, end: position }, text: word.charAt(index) }]);
    const after = { line: below.line, character: position.character + 1 };
    await connection.sendRequest('textDocument/completion', { textDocument: { uri: URI }, position: after });
  };
  const completion = await timed(word.length, type);
  const written = { start: { ...below, character: 6 }, end: { ...below, character: 6 + word.length } };
  await client.change(URI, [{ range: written, text: '' }]);
  const pausing = await timed(word.length, type, PAUSE_MS);
  await client.change(URI, [{ range: { start: below, end: { ...below, line: below.line + 1 } }, text: '' }]);
  const port = { line: lineInMiddle(count, 'name: http'), character: 14 };
  const renaming = { position: port, newName: 'web' };
  const renamed = await connection
    .sendRequest('textDocument/rename', { textDocument: { uri: URI }, ...renaming })
    .catch(() => null);
  const figures = {
    first: median(starts),
    whole: median(wholes),
    opened: median(openings.map(({ opened }) => opened)),
    meanwhile: median(openings.map(({ meanwhile }) => meanwhile)),
    edit,
    completion,
    pausing,
    hover: await ask('textDocument/hover', {
      position: { line: lineInMiddle(count, 'memory: "128974848"'), character: 10 },
    }),
    symbols: await ask('textDocument/documentSymbol'),
    // Some rename anchors and nothing else.
    rename: renamed ? await ask('textDocument/rename', renaming) : Number.NaN,
    memory: await residentMegabytes(client.process.pid),
  };
  await client.stop();
  return figures;
}

type Opening = Pick<EditorFigures, 'opened' | 'meanwhile'>;

/** Asks at once for what an editor asks for, and for a completion. Servers may not know some of it. */
async function measureOpening(
  { options }: Pick<BenchServer, 'options'>,
  text: string,
  lastLine: number,
): Promise<Opening> {
  const start = performance.now();
  const client = await startClient(options);
  const ask = (method: string, params: object = {}) =>
    client.connection
      .sendRequest(`textDocument/${method}`, { textDocument: { uri: URI }, ...params })
      .catch(() => undefined);
  const opened = client.open(URI, text);
  const asked = ['documentSymbol', 'foldingRange', 'semanticTokens/full', 'codeLens', 'documentLink'].map((method) =>
    ask(method),
  );
  const typed = performance.now();
  const listed = ask('completion', { position: { line: 6, character: 2 } }).then(() => performance.now() - typed);
  await shows(client, await opened, (found) => found.some(({ range }) => range.start.line === lastLine));
  await Promise.all(asked);
  const figures = { opened: performance.now() - start, meanwhile: await listed };
  await client.stop();
  return figures;
}

const MISTAKE = '    imagee: nginx:1.27\n';

function mistakeInFirst(text: string): string {
  return text.replace('    image: nginx:1.27\n', MISTAKE);
}

function mistakeInLast(text: string): string {
  const right = '    image: nginx:1.27\n';
  const at = text.lastIndexOf(right);
  return at < 0 ? text : text.slice(0, at) + MISTAKE + text.slice(at + right.length);
}

/** Waits until the diagnostics are the ones that are meant, and answers them: servers may publish others before. */
async function shows(
  client: LspClient,
  first: readonly Diagnostic[],
  isMeant: (found: readonly Diagnostic[]) => boolean,
): Promise<readonly Diagnostic[]> {
  let found = first;
  while (!isMeant(found)) found = await client.nextDiagnostics(URI);
  return found;
}

export async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}
