/** Programs that are known to serve: where they listen, how long they take, and how they end. */
import type { TermReaction } from '../world/container.ts';
import type { FileSystem } from '../world/files.ts';
import { lookUp, resolvePath } from '../world/files.ts';

export interface Server {
  /** 0: none. */
  readonly port: number;
  readonly kind: 'http' | 'tcp' | 'grpc';
  /** Seconds until it listens. */
  readonly startup: number;
  readonly term: TermReaction;
  /** HTTP status for a path at an age in seconds; 200 for all when absent. */
  status?(path: string, age: number, files: FileSystem): number;
  readonly changesAt?: readonly number[];
  /** Files that it writes when it starts. */
  readonly writes?: readonly string[];
  /** Option that takes another port, such as `--port`. */
  readonly portOption?: RegExp;
  /** Variable that takes another port. */
  readonly portVariable?: string;
  /**
   * Files and folders that may say where it listens and what it answers, and arguments that do: what is put there is not
   * read, and it is then taken to serve what the Pod declares and asks.
   */
  readonly configuredBy?: RegExp;
  /** Whether these arguments send it to the background, where nothing keeps the container running. */
  isDaemon?(args: readonly string[]): boolean;
  /** Folders without which it does not start, and that only root may write in the image. */
  readonly writesTo?: readonly string[];
  /** Other ports on which it answers HTTP. */
  readonly alsoHttp?: readonly number[];
  /** It answers gRPC health checks on the same port, too. */
  readonly speaksGrpc?: true;
}

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

/** Files under a document root, and the pages that come with the image as long as nothing is mounted over them. */
export function filesUnder(root: string, pages: readonly string[]) {
  return (path: string, _age: number, files: FileSystem): number => {
    const plain = path.split('?')[0] ?? '';
    const mount = files.mounts.find(({ path: at }) => at === root || root.startsWith(`${at}/`));
    // What an earlier life has left in a claim is not known.
    if (mount?.tree.isKept) return 200;
    const isMounted = mount !== undefined;
    const file = resolvePath(`.${plain.endsWith('/') ? `${plain}index.html` : plain}`, root);
    if (isMounted) return lookUp(files, file) ? 200 : plain === '/' ? 403 : 404;
    return pages.includes(plain) || files.root.nodes.get(file) ? 200 : 404;
  };
}

const healthy = (path: string) => (path.split('?')[0] === '/healthz' ? 200 : 404);

/** The documentation's liveness image: healthy for ten seconds, then not. */
const tenSecondsWell = (path: string, age: number) =>
  path.startsWith('/healthz') && age >= 10 ? 500 : path.startsWith('/started') ? 200 : healthy(path);

const isNginxDaemon = (args: readonly string[]): boolean => !/daemon\s+off/.test(args.join(' '));

export const SERVERS: Readonly<Record<string, Server>> = {
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
  'httpd-foreground': http(80, {
    status: filesUnder('/usr/local/apache2/htdocs', ['/', '/index.html']),
    configuredBy: /^\/usr\/local\/apache2\/conf/,
    writesTo: ['/usr/local/apache2/logs'],
  }),
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
  whoami: http(80, { portOption: /^--?port$/, portVariable: 'WHOAMI_PORT_NUMBER' }),
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
