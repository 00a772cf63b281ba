/** Programs that are known to serve. */
import type { TermReaction } from '../world/container.ts';
import { filesUnder } from './pages.ts';
import type { Program, Programs } from './program.ts';
import { type Server, serving } from './serve.ts';
import { runUnknown } from './unknown.ts';

const ends = (exitCode: number, after = 0.1): TermReaction => ({ kind: 'ends', exitCode, after });
const IGNORES: TermReaction = { kind: 'ignores' };

const http = (port: number, rest: Partial<Server> = {}): Server => ({
  port,
  kind: 'http',
  startup: 0.1,
  term: ends(0),
  ...rest,
});
const tcp = (port: number, startup = 0.5, term: TermReaction = ends(0)): Server => ({
  port,
  kind: 'tcp',
  startup,
  term,
  portOption: /^--?p(?:ort)?$/,
});

const healthy = (path: string) => (path.split('?')[0] === '/healthz' ? 200 : 404);

/** The documentation's liveness image: healthy for ten seconds, then not. */
const tenSecondsWell = (path: string, age: number) =>
  path.startsWith('/healthz') && age >= 10 ? 500 : path.startsWith('/started') ? 200 : healthy(path);

const isNginxDaemon = (args: readonly string[]): boolean => !/daemon\s+off/.test(args.join(' '));

const HTTPD = http(80, {
  status: filesUnder('/usr/local/apache2/htdocs', ['/', '/index.html']),
  configuredBy: /^\/usr\/local\/apache2\/conf/,
  writesTo: ['/usr/local/apache2/logs'],
});

/** What they do without further arguments; `agnhost` does what its first one says. */
const SERVERS: Readonly<Record<string, Server>> = {
  pause: tcp(0, 0, ends(0, 0.05)),
  nginx: http(80, {
    status: filesUnder('/usr/share/nginx/html', ['/', '/index.html', '/50x.html']),
    configuredBy: /^\/etc\/nginx(\/|$)|^-c$/,
    isDaemon: isNginxDaemon,
    writesTo: ['/var/cache/nginx', '/run'],
  }),
  'nginx-unprivileged': http(8080, {
    status: filesUnder('/usr/share/nginx/html', ['/', '/index.html', '/50x.html']),
    configuredBy: /^\/etc\/nginx(\/|$)|^-c$/,
  }),
  'httpd-foreground': HTTPD,
  'apache2-foreground': http(80, { status: filesUnder('/var/www/html', []), configuredBy: /^\/etc\/apache2/ }),
  // It puts its pages where a volume is mounted, too.
  wordpress: http(80, { startup: 2, configuredBy: /^\/etc\/apache2/ }),
  'php-fpm': tcp(9000, 0.2),
  // The image comes without a web application.
  'catalina.sh': http(8080, {
    startup: 3,
    term: ends(143, 0.5),
    status: () => 404,
    writes: ['/usr/local/tomcat/logs/catalina.2023-11-14.log'],
    configuredBy: /^\/usr\/local\/tomcat(\/(conf|webapps)(\/|$)|$)/,
  }),
  caddy: http(80, { configuredBy: /^\/etc\/caddy|^--?(config|from|listen)$|^(file-server|reverse-proxy)$/ }),
  traefik: http(80, { status: () => 404, configuredBy: /^\/etc\/traefik|^--/ }),
  'traefik-whoami': http(80, { portOption: /^--?port$/, portVariable: 'WHOAMI_PORT_NUMBER' }),
  'redis-server': {
    ...tcp(6379, 0.1),
    configuredBy: /\.conf$/,
    isDaemon: (args) => /--daemonize yes/.test(args.join(' ')),
  },
  memcached: tcp(11211, 0.1),
  postgres: { ...tcp(5432, 2), portVariable: 'PGPORT' },
  mysqld: { ...tcp(3306, 10), portVariable: 'MYSQL_TCP_PORT' },
  mariadbd: { ...tcp(3306, 8), portVariable: 'MYSQL_TCP_PORT' },
  mongod: { ...tcp(27017, 2), configuredBy: /^(--config|-f)$/, isDaemon: (args) => args.includes('--fork') },
  'rabbitmq-server': { ...tcp(5672, 8), configuredBy: /^\/etc\/rabbitmq/ },
  'rabbitmq-management': { ...tcp(5672, 8), alsoHttp: [15672] },
  etcd: http(2379, {
    startup: 1,
    speaksGrpc: true,
    portOption: /^--listen-client-urls$/,
    configuredBy: /^--(config-file|listen-metrics-urls)$/,
  }),
  registry: http(5000, {
    status: (path) => (path === '/' || path.startsWith('/v2') ? 200 : 404),
    term: ends(2, 0.05),
    portVariable: 'REGISTRY_HTTP_ADDR',
    configuredBy: /^\/etc\/(docker\/registry|distribution)/,
  }),
  grafana: http(3000, { startup: 5, portVariable: 'GF_SERVER_HTTP_PORT', configuredBy: /^\/etc\/grafana/ }),
  prometheus: http(9090, { startup: 1, portOption: /^--web\.listen-address$/ }),
  'jenkins.sh': http(8080, { startup: 30, term: ends(143, 1), portOption: /^--httpPort$/ }),
  elasticsearch: http(9200, { startup: 20, term: ends(143, 1), configuredBy: /^\/usr\/share\/elasticsearch\/config/ }),
  'http-echo': http(5678, { portOption: /^-listen$/, term: ends(0) }),
  'hello-app': http(8080, { term: ends(2, 0.05) }),
  'node-hello': http(8080, { term: IGNORES }),
  echoserver: http(8080),
  goproxy: tcp(8080, 0.1, ends(2, 0.05)),
  'liveness-server': http(8080, { status: tenSecondsWell, changesAt: [10], startup: 0, term: ends(2, 0.05) }),
  'agnhost pause': tcp(0, 0, ends(0, 0.05)),
  'agnhost netexec': http(8080, { portOption: /^--http-port$/, term: ends(2, 0.05) }),
  'agnhost serve-hostname': http(9376, { portOption: /^--port$/, term: ends(2, 0.05) }),
  'agnhost test-webserver': http(80, { portOption: /^--port$/, term: ends(2, 0.05) }),
  'agnhost grpc-health-checking': {
    port: 5000,
    kind: 'grpc',
    startup: 0.1,
    term: ends(2, 0.05),
    portOption: /^--port$/,
  },
};

const entries = Object.entries(SERVERS).filter(([name]) => !name.startsWith('agnhost '));

/** The test image of Kubernetes, which is many servers. */
const agnhost = ([subcommand = '']: readonly string[]): Program | undefined => {
  const server = subcommand === 'liveness' ? SERVERS['liveness-server'] : SERVERS[`agnhost ${subcommand}`];
  return server && serving(server);
};

/** Apache's server, by its own name. */
export const APACHE = serving(HTTPD);

export const SERVER_PROGRAMS: Programs = {
  ...Object.fromEntries(entries.map(([name, server]) => [name, serving(server)])),
  agnhost: {
    run: (call) => agnhost(call.args)?.run(call) ?? runUnknown(call),
    term: (args) => agnhost(args)?.term(args) ?? { kind: 'unknown' },
  },
};
