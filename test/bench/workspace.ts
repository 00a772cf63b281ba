/** What a folder of many manifests costs: its index, and the answers that are asked for while it is made. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/process.ts';
import { startClient } from '../support/lsp-client.ts';
import { residentMegabytes } from './editor.ts';
import { podsText } from './pods.ts';
import { PODWRIGHT } from './servers.ts';
import { median } from './timing.ts';

/** Milliseconds, and megabytes at the end. */
export interface WorkspaceFigures {
  /** From the start of the process to the first diagnostics of the open file. */
  readonly first: number;
  /** From the start of the process to the server's word that all files are read. */
  readonly indexed: number;
  /** All names of the folder that match a query, once it is read. */
  readonly names: number;
  readonly memory: number;
}

const STARTS = 3;

/** A folder of `count` files: half of them Pods, half of them what Pods refer to. */
export async function measureWorkspace(count: number): Promise<WorkspaceFigures> {
  const folder = path.join(root, 'out/bench/workspace');
  await rm(folder, { recursive: true, force: true });
  for (let index = 0; index < count; index++) {
    const inside = path.join(folder, `app-${index % 40}`);
    if (index < 40) await mkdir(inside, { recursive: true });
    await writeFile(path.join(inside, `${index}.yaml`), index % 2 === 0 ? podNamed(index) : configMap(index));
  }
  const all: WorkspaceFigures[] = [];
  for (let i = 0; i < STARTS; i++) all.push(await measureOnce(folder));
  const of = (key: keyof WorkspaceFigures) => median(all.map((figures) => figures[key]));
  await rm(folder, { recursive: true, force: true });
  return { first: of('first'), indexed: of('indexed'), names: of('names'), memory: of('memory') };
}

async function measureOnce(folder: string): Promise<WorkspaceFigures> {
  const { capabilities } = PODWRIGHT.options;
  const start = performance.now();
  const client = await startClient({
    ...PODWRIGHT.options,
    folder: pathToFileURL(folder).href,
    // The server asks for new lenses when it has read the folder.
    capabilities: { ...capabilities, workspace: { codeLens: { refreshSupport: true } } },
  });
  const read = new Promise<number>((resolve) => {
    client.connection.onRequest('workspace/codeLens/refresh', () => {
      resolve(performance.now() - start);
      return null;
    });
  });
  await client.open('file:///bench/open.yaml', podsText(1));
  const first = performance.now() - start;
  const indexed = await read;
  const asked = performance.now();
  await client.connection.sendRequest('workspace/symbol', { query: 'shop-7' });
  const names = performance.now() - asked;
  const memory = await residentMegabytes(client.process.pid);
  await client.stop();
  return { first, indexed, names, memory };
}

const podNamed = (index: number): string => podsText(1).replace('shop-0', `shop-${index}`);

const configMap = (index: number): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings-${index}\ndata:\n  LEVEL: debug\n  limit: "${index}"\n`;
