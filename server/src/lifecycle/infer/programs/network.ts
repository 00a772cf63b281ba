/** Programs that listen on a port of the Pod, or ask one. */
import * as l10n from '@vscode/l10n';
import type { ContainerWorld } from '../world/container.ts';
import { type FileError, type FileSystem, growFile, resolvePath, writeFile } from '../world/files.ts';
import { isLocal, listen, listenerOn, stopListening } from '../world/ports.ts';
import { FOREVER, type Routine, spawn } from '../world/world.ts';
import { filesUnder } from './pages.ts';
import type { Call, Programs } from './program.ts';
import { APACHE } from './servers.ts';

export const NETWORK_PROGRAMS: Programs = {
  ping,
  nslookup: look,
  dig: look,
  host: look,
  getent: look,
  nc: netcat,
  ncat: netcat,
  netcat,
  wget,
  curl,
  httpd: {
    run: (call) => (call.args.some((arg) => /^-[fphv]/.test(arg)) ? httpd(call) : APACHE.run(call)),
    term: (args) => (args.some((arg) => /^-[fphv]/.test(arg)) ? { kind: 'ignores' } : APACHE.term(args)),
  },
  pg_isready: (call) =>
    client(call, 5432, 'localhost:5432 - accepting connections\n', '/var/run/postgresql:5432 - no response\n', 2),
  psql: (call) => client(call, 5432, '', 'psql: error: connection refused\n', 2),
  'redis-cli': (call) =>
    client(call, 6379, 'PONG\n', 'Could not connect to Redis at 127.0.0.1:6379: Connection refused\n', 1),
  mysqladmin: (call) =>
    client(call, 3306, 'mysqld is alive\n', "mysqladmin: connect to server at 'localhost' failed\n", 1),
  mysql: (call) => client(call, 3306, '', "ERROR 2002 (HY000): Can't connect to local MySQL server\n", 1),
  mongo: (call) => client(call, 27017, '', "Error: couldn't connect to server 127.0.0.1:27017\n", 1),
  mongosh: (call) => client(call, 27017, '', 'MongoNetworkError: connect ECONNREFUSED 127.0.0.1:27017\n', 1),
  'rabbitmq-diagnostics': (call) => client(call, 5672, '', 'Error: unable to perform an operation on node\n', 69),
  grpc_health_probe: (call) => {
    const address = call.args.find((arg) => /^-+addr=/.test(arg))?.split('=')[1] ?? ':50051';
    return client(
      call,
      Number(address.replace(/^.*:/, '')),
      'status: SERVING\n',
      'timeout: failed to connect service\n',
      2,
    );
  },
};

/** busybox's, which is another program than Apache's of that name and goes to the background unless told otherwise. */
function httpd(call: Call): number | Routine {
  const option = (name: string) => call.args[call.args.indexOf(name) + 1];
  const port = call.args.includes('-p') ? Number((option('-p') ?? '').replace(/^.*:/, '')) : 80;
  const root = resolvePath(call.args.includes('-h') ? (option('-h') ?? '.') : '.', call.shell.directory);
  const serving = serveFiles(call, port, root);
  if (call.args.some((arg) => /^-[a-z]*f/.test(arg))) return serving;
  spawn(call.shell.world, call.shell.container.name, serving);
  return 0;
}

/** A client of a server that may run in this Pod; one that nothing here serves is assumed to be fine. */
function client(call: Call, usualPort: number, good: string, bad: string, exitCode: number): number {
  const { container } = call.shell;
  const port = Number(call.args[call.args.findIndex((arg) => /^(-p|-P|--port)$/.test(arg)) + 1]) || usualPort;
  const host = call.args[call.args.findIndex((arg) => /^(-h|--host)$/.test(arg)) + 1] ?? 'localhost';
  const isServedHere = container.world.listeners.some((listener) => listener.port === port);
  if (!isServedHere || (call.args.some((arg) => /^(-h|--host)$/.test(arg)) && !isLocal(host))) {
    container.saw(`port:${port}`);
    container.assume(l10n.t('`{0}` is assumed to find its server', call.name));
    call.io.out(good);
    return 0;
  }
  if (listenerOn(container, port)) {
    call.io.out(good);
    return 0;
  }
  call.io.error(bad);
  return exitCode;
}

/** Every second one, for ever or so many. */
function* ping({ args, shell }: Call): Routine {
  const host = args.findLast((arg) => !arg.startsWith('-')) ?? '';
  if (!isLocal(host)) shell.container.assume(l10n.t('{0} is assumed to be reachable', host));
  const count =
    args.find((arg) => /^-c\d/.test(arg))?.slice(2) ?? (args.includes('-c') ? args[args.indexOf('-c') + 1] : undefined);
  yield count === undefined ? FOREVER : { seconds: Math.max(0, Number(count) - 1) || 0 };
  return 0;
}

function look({ args, shell }: Call): number {
  const name = args.find((arg) => !/^[-+@]/.test(arg) && arg !== 'hosts') ?? '';
  shell.container.assume(l10n.t('the name {0} is assumed to be known', name));
  return 0;
}

function netcat(call: Call): number | Routine {
  const { args } = call;
  const { container } = call.shell;
  const flags = args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('');
  const operands = args.filter(
    (arg, index) =>
      !arg.startsWith('-') && !/^(-[a-zA-Z]*[pwiec]|--(sh-exec|exec|source|wait))$/.test(args[index - 1] ?? ''),
  );
  if (flags.includes('l') || args.includes('--listen')) {
    const given = args.findIndex((arg) => /^-[a-zA-Z]*p$/.test(arg));
    return acceptConnections(call, Number(given >= 0 ? args[given + 1] : operands.at(-1)));
  }
  const [host = '', port = ''] = operands;
  if (!isLocal(host)) {
    container.assume(l10n.t('{0} is assumed to be reachable', `${host}:${port}`));
    return 0;
  }
  return listenerOn(container, Number(port)) ? 0 : 1;
}

/** Nobody is known to connect, so it waits for ever; what it would send tells whether it speaks HTTP. */
function* acceptConnections(call: Call, port: number): Routine {
  const { container } = call.shell;
  const status = Number(/^HTTP\/[0-9.]+ ([0-9]{3})/.exec(call.io.input)?.[1] ?? Number.NaN);
  const isHttp = !Number.isNaN(status) || call.args.some((arg) => arg.includes('HTTP/'));
  if (port > 0) {
    const listener = listen(container, { port, kind: isHttp ? 'http' : 'tcp', status: () => status || 200 });
    yield FOREVER;
    stopListening(container, listener);
  }
  return 0;
}

function wget(call: Call): number | Routine {
  const { args, io, shell } = call;
  const url = args.find(
    (arg) =>
      !arg.startsWith('-') && (/^[a-z]+:\/\//.test(arg) || /^[^/]+[.:][^/]*/.test(arg) || arg.startsWith('localhost')),
  );
  const output =
    args.find((arg) => /^-[a-zA-Z]*O./.test(arg))?.replace(/^-[a-zA-Z]*O/, '') ??
    (args.some((arg) => /^-[a-zA-Z]*O$/.test(arg))
      ? args[args.findIndex((arg) => /^-[a-zA-Z]*O$/.test(arg)) + 1]
      : undefined);
  const answer = request(shell.container, url ?? '');
  if (answer === undefined) {
    io.error(
      `Connecting to ${hostOf(url ?? '')}\nwget: can't connect to remote host (127.0.0.1): Connection refused\n`,
    );
    return shell.container.family === 'gnu' ? 4 : 1;
  }
  if (answer >= 400) {
    io.error(`wget: server returned error: HTTP/1.1 ${answer}\n`);
    return shell.container.family === 'gnu' ? 8 : 1;
  }
  if (args.includes('--spider') || output === '-') return 0;
  const file = output ?? url?.split('?')[0]?.split('/').slice(3).at(-1) ?? '';
  const problem = download(shell.files, resolvePath(file || 'index.html', shell.directory));
  if (!problem) return 0;
  io.error(`wget: can't open '${file}': ${problem}\n`);
  return 1;
}

function curl(call: Call): number | Routine {
  const { args, io, shell } = call;
  const url = args.findLast(
    (arg, index) =>
      !arg.startsWith('-') &&
      !/^(-[a-zA-Z]*[oHXdmw]|--(output|header|request|data|max-time|connect-timeout|retry|retry-delay|write-out))$/.test(
        args[index - 1] ?? '',
      ),
  );
  if (url === undefined) {
    io.error("curl: try 'curl --help' or 'curl --manual' for more information\n");
    return 2;
  }
  const answer = request(shell.container, url);
  if (answer === undefined) {
    const { host, port } = addressOf(url);
    io.error(`curl: (7) Failed to connect to ${host} port ${port} after 0 ms: Could not connect to server\n`);
    return 7;
  }
  if (args.some((arg) => /^-[a-zA-Z]*w$|^--write-out$/.test(arg))) io.out(`${answer}`);
  if (answer >= 400 && args.some((arg) => /^-[a-zA-Z]*f|^--fail/.test(arg))) {
    io.error(`curl: (22) The requested URL returned error: ${answer}\n`);
    return 22;
  }
  const at = args.findIndex((arg) => /^-[a-zA-Z]*o$|^--output$/.test(arg));
  if (at >= 0) download(shell.files, resolvePath(args[at + 1] ?? '', shell.directory));
  return 0;
}

/** What comes is not known, but that it is something. */
function download(files: FileSystem, path: string): FileError | undefined {
  const problem = writeFile(files, path, '');
  if (!problem && !path.startsWith('/dev/')) growFile(files, path, 1, 0);
  return problem;
}

function addressOf(url: string): { host: string; port: number; path: string } {
  const [, scheme = 'http', host = '', port, path = '/'] =
    /^(?:([a-z]+):\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#]*)(?::([0-9]+))?([/?][^#]*)?/.exec(url) ?? [];
  return { host, port: Number(port ?? (scheme === 'https' ? 443 : 80)), path };
}

const hostOf = (url: string): string =>
  `${addressOf(url).host}:${addressOf(url).port} (127.0.0.1:${addressOf(url).port})`;

/** The HTTP status of an answer; undefined when nobody listens. Other hosts are assumed to answer well. */
function request(container: ContainerWorld, url: string): number | undefined {
  const { host, port, path } = addressOf(url);
  if (!isLocal(host)) {
    container.assume(l10n.t('{0} is assumed to answer at once', host));
    return 200;
  }
  const listener = listenerOn(container, port);
  return listener?.status(path, container.world.now - listener.opensAt);
}

/** Serves the files below a directory until it is stopped; `lists` shows directories too. */
export function* serveFiles(call: Call, port: number, root: string, lists = false): Routine {
  const { container } = call.shell;
  const under = filesUnder(root, []);
  listen(container, {
    port,
    kind: 'http',
    startup: 0.1,
    status: (path, age) => (lists && path === '/' ? 200 : under(path, age, container.files)),
  });
  yield FOREVER;
  return 0;
}
