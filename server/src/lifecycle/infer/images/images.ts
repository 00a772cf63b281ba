/** Well-known images: what they run when the Pod does not say, and whose tools they carry. */
import {
  ALPINE_PROGRAMS,
  BASH_PROGRAMS,
  BUSYBOX_PROGRAMS,
  DEBIAN_PROGRAMS,
  UBUNTU_PROGRAMS,
} from './programs.ts';

export interface KnownImage {
  /** What the image puts before the arguments. */
  readonly entrypoint: readonly string[];
  /** The arguments when the Pod gives none. */
  readonly arguments: readonly string[];
  readonly family: 'busybox' | 'gnu';
  /** Nothing is in it but an operating system's own files. */
  readonly isPlain: boolean;
  /** Its entrypoint puts its own program before options that the Pod gives: `args: [--port, "6380"]`. */
  readonly takesOptions?: true;
  /** Other images of the same name, by what their tags contain. */
  readonly byTag?: Readonly<Record<string, KnownImage>>;
  /** All programs that it comes with; absent: there may be others. */
  readonly programs?: ReadonlySet<string>;
  /** What `sh` is, where it is not the one of its family: dash of Debian's, ash of busybox'. */
  readonly sh?: 'bash';
  /** Programs that go by another name here. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** The user that it gives, by id or by name; 0 when it gives none. Absent: not known. */
  readonly user?: number | string;
  /** One of these variables must be given, or it exits at once with this code. */
  readonly needs?: { readonly oneOf: readonly string[]; readonly exitCode: number };
}

/** The image that a reference names; undefined for others. */
export function knownImage(reference: string): KnownImage | undefined {
  const { name, tag } = parseReference(reference);
  const image = IMAGES.get(name);
  const [, variant = image] = Object.entries(image?.byTag ?? {}).find(([part]) => tag.includes(part)) ?? [];
  return variant && (tag.includes('alpine') ? { ...variant, family: 'busybox' } : variant);
}

/** `docker.io/library/nginx:1.27@sha256:…` to `nginx` and `1.27`. */
function parseReference(reference: string): { name: string; tag: string } {
  const [path = ''] = reference.split('@');
  const [, bare = path, tag = 'latest'] = /^(.*?)(?::([^:/]+))?$/.exec(path) ?? [];
  const name = bare
    .replace(/^(index\.)?docker\.io\//, '')
    .replace(/^library\//, '')
    .replace(KUBERNETES_REGISTRIES, 'registry.k8s.io/');
  return { name, tag };
}

const KUBERNETES_REGISTRIES = /^(k8s\.gcr\.io|gcr\.io\/google[-_]containers|registry\.k8s\.io)\//;

/** An image that gives no user, or that one. */
const as = (user: number | string, image: KnownImage): KnownImage => ({ ...image, user });

const plain = (family: KnownImage['family'], shell: string, programs?: ReadonlySet<string>): KnownImage => ({
  entrypoint: [],
  arguments: [shell],
  family,
  isPlain: true,
  ...(programs && { programs }),
});

/** Its `sh` is bash. */
const redHat: KnownImage = { ...plain('gnu', '/bin/bash'), sh: 'bash' };

/** An image with an entrypoint that runs whatever arguments it gets, as most official ones have. */
const runs = (...command: string[]): KnownImage => ({
  entrypoint: [],
  arguments: command,
  family: 'gnu',
  isPlain: false,
});

/** An image whose arguments are options of its one program. */
const is = (program: string, ...args: string[]): KnownImage => ({
  entrypoint: [program],
  arguments: args,
  family: 'busybox',
  isPlain: false,
});

const needing = (image: KnownImage, ...oneOf: string[]): KnownImage => ({ ...image, needs: { oneOf, exitCode: 1 } });

/** An official image of a server: given options only, it hands them to that server. */
const serves = (...command: string[]): KnownImage => ({ ...runs(...command), takesOptions: true });

/** The image of the documentation's liveness example; its program is called just `/server`. */
const LIVENESS: KnownImage = { ...runs('/server'), aliases: { server: 'liveness-server' } };

const IMAGES: ReadonlyMap<string, KnownImage> = new Map([
  ['busybox', as(0, plain('busybox', 'sh', BUSYBOX_PROGRAMS))],
  ['registry.k8s.io/busybox', as(0, plain('busybox', 'sh', BUSYBOX_PROGRAMS))],
  ['registry.k8s.io/e2e-test-images/busybox', as(0, plain('busybox', 'sh', BUSYBOX_PROGRAMS))],
  ['alpine', as(0, plain('busybox', '/bin/sh', ALPINE_PROGRAMS))],
  ['bash', as(0, plain('busybox', 'bash', BASH_PROGRAMS))],
  // Old ones were not as small.
  [
    'ubuntu',
    as(0, { ...plain('gnu', '/bin/bash', UBUNTU_PROGRAMS), byTag: { '14.04': as(0, plain('gnu', '/bin/bash')) } }),
  ],
  ['debian', as(0, plain('gnu', 'bash', DEBIAN_PROGRAMS))],
  ['centos', as(0, redHat)],
  ['rockylinux', as(0, redHat)],
  ['fedora', as(0, redHat)],
  ['amazonlinux', as(0, redHat)],
  ['nginx', as(0, runs('nginx', '-g', 'daemon off;'))],
  ['registry.k8s.io/nginx', runs('nginx', '-g', 'daemon off;')],
  ['registry.k8s.io/nginx-slim', runs('nginx', '-g', 'daemon off;')],
  ['nginxinc/nginx-unprivileged', as(101, runs('nginx-unprivileged'))],
  ['httpd', as(0, runs('httpd-foreground'))],
  ['tomcat', as(0, runs('catalina.sh', 'run'))],
  ['caddy', as(0, runs('caddy', 'run'))],
  ['traefik', as(0, is('traefik'))],
  ['traefik/whoami', is('traefik-whoami')],
  ['redis', as(0, serves('redis-server'))],
  ['memcached', as('memcache', serves('memcached'))],
  [
    'postgres',
    as(0, needing(serves('postgres'), 'POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD')),
  ],
  ['mysql', as(0, needing(serves('mysqld'), ...passwordsOf('MYSQL')))],
  ['mariadb', as(0, needing(serves('mariadbd'), ...passwordsOf('MARIADB'), ...passwordsOf('MYSQL')))],
  ['mongo', as(0, serves('mongod'))],
  ['registry.k8s.io/etcd', runs('etcd')],
  ['quay.io/coreos/etcd', runs('etcd')],
  ['rabbitmq', as(0, { ...serves('rabbitmq-server'), byTag: { management: as(0, serves('rabbitmq-management')) } })],
  ['registry', as(0, is('registry'))],
  ['grafana/grafana', as(472, is('grafana'))],
  ['prom/prometheus', as('nobody', is('prometheus'))],
  ['jenkins/jenkins', as('jenkins', is('jenkins.sh'))],
  ['elasticsearch', runs('elasticsearch')],
  ['docker.elastic.co/elasticsearch/elasticsearch', runs('elasticsearch')],
  ['wordpress', as(0, { ...runs('wordpress'), byTag: { fpm: as(0, runs('php-fpm')) } })],
  [
    'php',
    as(0, {
      ...serves('php', '-a'),
      byTag: { apache: as(0, serves('apache2-foreground')), fpm: as(0, serves('php-fpm')) },
    }),
  ],
  ['node', as(0, serves('node'))],
  ['python', as(0, runs('python3'))],
  ['hello-world', as(0, is('true'))],
  ['perl', as(0, runs('perl', '-de0'))],
  ['ruby', as(0, runs('irb'))],
  ['golang', as(0, runs('bash'))],
  ['hashicorp/http-echo', is('http-echo')],
  ['curlimages/curl', as('curl_user', is('curl'))],
  ['polinux/stress', runs('bash')],
  ['alexeiled/stress-ng', is('stress-ng')],
  ['bitnami/kubectl', is('kubectl')],
  ['amazon/aws-cli', is('aws')],
  ['alpine/git', is('git')],
  ['alpine/curl', is('curl')],
  ['vish/stress', is('vish-stress')],
  ['registry.k8s.io/pause', is('pause')],
  ['registry.k8s.io/pause-amd64', is('pause')],
  ['kubernetes/pause', is('pause')],
  ['kubernetes/liveness', LIVENESS],
  ['registry.k8s.io/liveness', LIVENESS],
  ['registry.k8s.io/goproxy', is('goproxy')],
  ['registry.k8s.io/echoserver', is('echoserver')],
  ['gcr.io/google-samples/hello-app', is('hello-app')],
  ['gcr.io/google-samples/node-hello', is('node-hello')],
  ['registry.k8s.io/e2e-test-images/agnhost', as(0, is('agnhost', 'pause'))],
]);

function passwordsOf(prefix: string): string[] {
  return [`${prefix}_ROOT_PASSWORD`, `${prefix}_ALLOW_EMPTY_PASSWORD`, `${prefix}_RANDOM_ROOT_PASSWORD`];
}
