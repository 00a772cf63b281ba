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

/** Takes no option for a port. */
const NOTHING = /^(?!)/;

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
  'zkServer.sh': { ...tcp(2181, 3, ends(143, 0.2)), alsoHttp: [8080], configuredBy: /^\/conf(\/|$)/ },
  cassandra: tcp(9042, 20, ends(143, 1)),
  'nats-server': { ...tcp(4222, 0.1, ends(1)), alsoHttp: [8222], configuredBy: /^(-c|--config)$|\.conf$/ },
  mosquitto: { ...tcp(1883, 0.1), configuredBy: /^\/mosquitto\/config/ },
  influxd: http(8086, { startup: 2, portOption: /^--http-bind-address$/, configuredBy: /^\/etc\/influxdb/ }),
  couchdb: http(5984, { startup: 2, configuredBy: /^\/opt\/couchdb\/etc/ }),
  neo4j: http(7474, { startup: 8, term: ends(143, 1), configuredBy: /^\/conf(\/|$)/ }),
  'solr-foreground': http(8983, { startup: 5, term: ends(143, 1), portVariable: 'SOLR_PORT' }),
  haproxy: {
    ...tcp(0, 0.1),
    portOption: NOTHING,
    configuredBy: /^\/usr\/local\/etc\/haproxy/,
    needsConfiguration: true,
  },
  adminer: http(8080),
  phpmyadmin: http(80, { startup: 1, portVariable: 'APACHE_PORT' }),
  pgadmin4: http(80, { startup: 10, portVariable: 'PGADMIN_LISTEN_PORT' }),
  sonarqube: http(9000, { startup: 40, term: ends(143, 2) }),
  'all-in-one-linux': http(16686, { startup: 1 }),
  sqlservr: { ...tcp(1433, 10), portOption: NOTHING, portVariable: 'MSSQL_TCP_PORT' },
  alertmanager: http(9093, { portOption: /^--web\.listen-address$/ }),
  node_exporter: http(9100, { portOption: /^--web\.listen-address$/, term: ends(143) }),
  pushgateway: http(9091, { portOption: /^--web\.listen-address$/ }),
  blackbox_exporter: http(9115, { portOption: /^--web\.listen-address$/ }),
  loki: http(3100, { startup: 1, configuredBy: /^\/etc\/loki|^-config/ }),
  vault: http(8200, {
    status: (path) => (path.startsWith('/v1/') ? 200 : 307),
    configuredBy: /^-config$|^\/vault\/config/,
  }),
  httpbin: http(80, { startup: 1 }),
  'echo-server': http(80, { portVariable: 'PORT' }),
  'hello-kubernetes': http(8080, { startup: 0.5, portVariable: 'PORT', term: IGNORES }),
  podinfo: http(9898, { portOption: /^--port$/, portVariable: 'PODINFO_PORT' }),
  kuard: http(8080, { status: (path) => (/^\/(healthy|ready|-\/|$)/.test(path) ? 200 : 404), term: ends(2, 0.05) }),
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

/** A program that serves only when it is told to, and tells of itself else. */
const servingWith = (isTold: (args: readonly string[]) => boolean, server: Server): Program => ({
  run: (call) => (isTold(call.args) ? serving(server).run(call) : 0),
  term: () => server.term,
});

const SUBCOMMANDS: Programs = {
  minio: servingWith(
    (args) => args.includes('server'),
    http(9000, {
      startup: 0.5,
      portOption: /^--address$/,
      status: (path) => (path.startsWith('/minio/health/') ? 200 : 403),
    }),
  ),
  opa: servingWith(
    (args) => args[0] === 'run' && args.some((arg) => /^(-s|--server(=true)?)$/.test(arg)),
    http(8181, { portOption: /^(-a|--addr)$/ }),
  ),
  'kc.sh': servingWith(
    (args) => /^start/.test(args.join(' ')),
    http(8080, { startup: 10, term: ends(143, 0.5), alsoHttp: [9000] }),
  ),
};

export const SERVER_PROGRAMS: Programs = {
  ...SUBCOMMANDS,
  ...Object.fromEntries(entries.map(([name, server]) => [name, serving(server)])),
  agnhost: {
    run: (call) => agnhost(call.args)?.run(call) ?? runUnknown(call),
    term: (args) => agnhost(args)?.term(args) ?? { kind: 'unknown' },
  },
};
