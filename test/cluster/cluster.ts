/** A real API server with its etcd, on loopback, and the kubectl of its version: built with Go, once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { constants, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { output, root, tellProgress } from '../../scripts/process.ts';
import type { KubectlAnswer } from '../../server/src/features/cluster/kubectl-output.ts';

const BUILT = path.join(root, 'out/cluster');
const MOST_SECONDS = 60;

export interface Cluster {
  /** Runs kubectl; answers also when it fails. */
  kubectl(args: readonly string[], input?: string): Promise<KubectlAnswer & { readonly stdout: string }>;
  stop(): Promise<void>;
}

/**
 * Starts one that is empty. Needs `etcd` on the PATH, and Go the first time.
 *
 * @param without admission plugins that it is to do without
 */
export async function startCluster(without: readonly string[] = []): Promise<Cluster> {
  await buildPrograms();
  const folder = await mkdtemp(path.join(tmpdir(), 'podwright-cluster-'));
  const [etcdPort, peerPort, port] = await freePorts();
  const file = (name: string) => path.join(folder, name);
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const peerUrl = `http://127.0.0.1:${peerPort}`;
  const token = crypto.randomUUID();
  await writeFile(file('tokens.csv'), `${token},admin,1,"system:masters"\n`);
  await writeFile(file('key.pem'), await newKey());
  await writeFile(file('kubeconfig'), kubeconfig(port ?? 0, token));

  const running: ChildProcess[] = [];
  let log = '';
  const start = (program: string, args: readonly string[]) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (chunk: Buffer) => {
      log = `${log}${chunk}`.slice(-10_000);
    });
    child.on('error', (error) => {
      log += error.message;
    });
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    running.push(child);
  };
  start('etcd', [
    `--data-dir=${file('etcd')}`,
    `--listen-client-urls=${etcdUrl}`,
    `--advertise-client-urls=${etcdUrl}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
  ]);
  start(path.join(BUILT, 'kube-apiserver'), [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${file('certificates')}`,
    `--token-auth-file=${file('tokens.csv')}`,
    '--authorization-mode=AlwaysAllow',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${file('key.pem')}`,
    `--service-account-signing-key-file=${file('key.pem')}`,
    '--endpoint-reconciler-type=none',
    '--allow-privileged=true',
    // Nothing here makes the default account that it would ask for.
    `--disable-admission-plugins=${['ServiceAccount', ...without].join(',')}`,
  ]);

  async function kubectl(args: readonly string[], input = '') {
    const child = spawn(path.join(BUILT, 'kubectl'), args, {
      env: { ...process.env, KUBECONFIG: file('kubeconfig'), HOME: folder },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    });
    return { exitCode, stdout, stderr };
  }

  async function stop(): Promise<void> {
    const ended = running.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of running.reverse()) child.kill();
    await Promise.race([Promise.all(ended), new Promise((resolve) => setTimeout(resolve, 5000))]);
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }

  for (let second = 0; second < MOST_SECONDS; second++) {
    const { exitCode } = await kubectl(['get', 'namespace/default', '--request-timeout=2s']);
    if (exitCode === 0) return { kubectl, stop };
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await stop();
  throw new Error(`The API server did not start within ${MOST_SECONDS} s:\n${log}`);
}

async function buildPrograms(): Promise<void> {
  if (['kube-apiserver', 'kubectl'].every((name) => existsSync(path.join(BUILT, name)))) return;
  const cwd = path.join(import.meta.dirname, 'kubernetes');
  const [, version = ''] = /k8s\.io\/kubernetes v(\S+)/.exec(await readFile(path.join(cwd, 'go.mod'), 'utf8')) ?? [];
  const [major, minor] = version.split('.');
  const names = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
  const flags = Object.entries(names).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  await tellProgress(`Building kube-apiserver and kubectl ${version} (once, some minutes)`, () =>
    output(
      'go',
      [
        'build',
        '-trimpath',
        `-ldflags=-s -w ${flags.join(' ')}`,
        `-o=${BUILT}/`,
        'k8s.io/kubernetes/cmd/kube-apiserver',
        'k8s.io/kubernetes/cmd/kubectl',
      ],
      { cwd },
    ),
  );
}

async function newKey(): Promise<string> {
  const { privateKey } = await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  );
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}

const kubeconfig = (port: number, token: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  });

async function freePorts(): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  for (const server of servers) server.close();
  return ports;
}
