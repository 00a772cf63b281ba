/**
 * `npm run bench:check`: how long `podwright check` takes for a tree of many manifests, which are the examples over and
 * over, each a little different.
 * Options: --files N, --rounds N, --from FOLDER (its manifests instead of the examples), --against yls: what
 * yaml-language-server takes to open and judge the same files.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { root } from '../../scripts/process.ts';
import { startClient } from '../support/lsp-client.ts';
import { type BenchServer, yamlLanguageServer } from './servers.ts';
import { median } from './timing.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    from: { type: 'string', default: path.join(root, 'examples') },
    against: { type: 'string' },
  },
});

const TREE = path.join(root, 'out/bench/tree');
/** As many are open at a time as the server takes to judge together; it waits before it judges any. */
const OPEN_TOGETHER = 250;

interface Figures {
  readonly seconds: number;
  /** Most that was resident at a time. */
  readonly megabytes: number;
}

/** Writes the tree, a hundred files a folder. */
function writeTree(count: number): string[] {
  const names = readdirSync(values.from, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
  const texts = names.sort().map((name) => readFileSync(path.join(values.from, name), 'utf8'));
  rmSync(TREE, { recursive: true, force: true });
  return Array.from({ length: count }, (_, i) => {
    const file = path.join(TREE, `${Math.floor(i / 100)}`, `${i}.yaml`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `# ${i}\n${texts[i % texts.length]}`);
    return file;
  });
}

async function check(): Promise<Figures> {
  const start = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'check', '--no-ignore', TREE], {
    stdio: 'ignore',
  });
  const megabytes = watchMemory(child.pid);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0 && code !== 1) throw new Error(`check ended with ${code}`);
  return { seconds: (performance.now() - start) / 1000, megabytes: megabytes() };
}

async function judge({ options }: BenchServer, files: readonly string[]): Promise<Figures> {
  const start = performance.now();
  const client = await startClient(options);
  const megabytes = watchMemory(client.process.pid);
  for (let i = 0; i < files.length; i += OPEN_TOGETHER) {
    const uris = files.slice(i, i + OPEN_TOGETHER).map((file) => [pathToFileURL(file).href, file] as const);
    await Promise.all(uris.map(([uri, file]) => client.open(uri, readFileSync(file, 'utf8'))));
    for (const [uri] of uris)
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }
  const seconds = (performance.now() - start) / 1000;
  await client.stop();
  return { seconds, megabytes: megabytes() };
}

/** Linux keeps count of the most itself. */
function watchMemory(pid: number | undefined): () => number {
  let most = 0;
  const timer = setInterval(() => {
    try {
      const [, kilobytes = 0] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      most = Math.max(most, Number(kilobytes) / 1024);
    } catch {
      // It has ended.
    }
  }, 50);
  return () => {
    clearInterval(timer);
    return most;
  };
}

async function measure(rounds: number, work: () => Promise<Figures>): Promise<Figures> {
  const all: Figures[] = [];
  for (let round = 0; round < rounds; round++) all.push(await work());
  const middle = (of: keyof Figures) => median(all.map((figures) => figures[of]));
  return { seconds: middle('seconds'), megabytes: middle('megabytes') };
}

const row = ({ seconds, megabytes }: Figures) => ({
  seconds: Number(seconds.toFixed(1)),
  'files a second': Math.round(Number(values.files) / seconds),
  MB: Math.round(megabytes),
});

await build({ production: true });
const files = writeTree(Number(values.files));
const ours = await measure(Number(values.rounds), check);
const rival = values.against === 'yls' ? await yamlLanguageServer() : undefined;
const theirs = rival && (await measure(1, () => judge(rival, files)));
console.log(`${values.files} manifests; medians of ${values.rounds}${rival ? `, and one pass of ${rival.name}` : ''}`);
console.table({ 'podwright check': row(ours), ...(rival && theirs && { [rival.name]: row(theirs) }) });
if (theirs) console.log(`${(theirs.seconds / ours.seconds).toFixed(1)} times faster`);
rmSync(TREE, { recursive: true });
