/** Well-known images: what they run when the Pod does not say, and whose tools they carry. */
import { parseImage, programOf } from '../../../model/image.ts';
import { as, is, type KnownImage, needing, plain, redHat, runs, serves } from './known-image.ts';
import { ALPINE_PROGRAMS, BASH_PROGRAMS, BUSYBOX_PROGRAMS, DEBIAN_PROGRAMS, UBUNTU_PROGRAMS } from './programs.ts';

/** The image that a reference names, or that it is a copy of in another registry; undefined for others. */
export function knownImage(reference: string): KnownImage | undefined {
  const { registry, repository, tag = 'latest' } = parseImage(reference);
  const isHub = registry === 'docker.io';
  const name = isHub ? repository.replace(/^library\//, '') : `${registry}/${repository}`.replace(MIRRORS, '');
  const image = IMAGES.get(name.replace(KUBERNETES_REGISTRIES, 'registry.k8s.io/'));
  if (image !== undefined) return variantOf(image, tag);
  const last = programOf(reference);
  const original = isHub ? undefined : IMAGES.get(last);
  return original && { ...variantOf(original, tag), copyOf: last };
}

function variantOf(image: KnownImage, tag: string): KnownImage {
  const [, variant = image] = Object.entries(image.byTag ?? {}).find(([part]) => tag.includes(part)) ?? [];
  return tag.includes('alpine') ? { ...variant, family: 'busybox' } : variant;
}

/** Registries that have the official images of Docker Hub under the same names. */
const MIRRORS = /^(public\.ecr\.aws\/docker|mirror\.gcr\.io)\/library\//;

const KUBERNETES_REGISTRIES = /^(k8s\.gcr\.io|gcr\.io\/google[-_]containers|registry\.k8s\.io)\//;

/** The image of the documentation's liveness example; its program is called just `/server`. */
const LIVENESS: KnownImage = { ...runs('/server'), aliases: { server: 'liveness-server' } };

/** Variables that give a password, or say that there is to be none. */
const NO_PASSWORD = 'ALLOW_EMPTY_PASSWORD';
const POSTGRESQL_PASSWORDS = ['POSTGRESQL_PASSWORD', 'POSTGRES_PASSWORD', 'POSTGRESQL_PASSWORD_FILE'];
const PGADMIN_EMAIL = ['PGADMIN_DEFAULT_EMAIL'];
const PGADMIN_PASSWORD = ['PGADMIN_DEFAULT_PASSWORD', 'PGADMIN_DEFAULT_PASSWORD_FILE'];

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
  ['nginx', as(0, { ...runs('nginx', '-g', 'daemon off;'), startsByScript: true })],
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
  ['minio/minio', is('minio')],
  ['quay.io/minio/minio', is('minio')],
  ['openpolicyagent/opa', is('opa')],
  ['quay.io/keycloak/keycloak', is('kc.sh')],
  ['zookeeper', as(0, runs('zkServer.sh', 'start-foreground'))],
  ['cassandra', as(0, runs('cassandra', '-f'))],
  ['nats', as(0, is('nats-server', '--config', 'nats-server.conf'))],
  ['eclipse-mosquitto', as(0, runs('mosquitto', '-c', '/mosquitto/config/mosquitto.conf'))],
  ['influxdb', as(0, serves('influxd'))],
  ['couchdb', as(0, { ...needing(serves('couchdb'), 'COUCHDB_USER'), byTag: { '2.': as(0, serves('couchdb')) } })],
  ['neo4j', as(0, runs('neo4j'))],
  ['solr', as('solr', runs('solr-foreground'))],
  ['haproxy', serves('haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg')],
  ['adminer', as('adminer', runs('adminer'))],
  ['phpmyadmin', as(0, runs('phpmyadmin'))],
  ['phpmyadmin/phpmyadmin', as(0, runs('phpmyadmin'))],
  ['dpage/pgadmin4', needing(needing(runs('pgadmin4'), ...PGADMIN_EMAIL), ...PGADMIN_PASSWORD)],
  ['sonarqube', as('sonarqube', runs('sonarqube'))],
  ['jaegertracing/all-in-one', is('all-in-one-linux')],
  ['mcr.microsoft.com/mssql/server', as('mssql', needing(runs('sqlservr'), 'ACCEPT_EULA'))],
  ['prom/alertmanager', as('nobody', is('alertmanager'))],
  ['prom/node-exporter', as('nobody', is('node_exporter'))],
  ['prom/pushgateway', as('nobody', is('pushgateway'))],
  ['prom/blackbox-exporter', is('blackbox_exporter')],
  ['quay.io/prometheus/prometheus', as('nobody', is('prometheus'))],
  ['quay.io/prometheus/alertmanager', as('nobody', is('alertmanager'))],
  ['quay.io/prometheus/node-exporter', as('nobody', is('node_exporter'))],
  ['grafana/loki', is('loki')],
  ['hashicorp/vault', is('vault', 'server', '-dev')],
  ['bitnami/nginx', as(1001, runs('nginx-unprivileged'))],
  ['bitnami/redis', as(1001, needing(runs('redis-server'), 'REDIS_PASSWORD', 'REDIS_PASSWORD_FILE', NO_PASSWORD))],
  ['bitnami/postgresql', as(1001, needing(runs('postgres'), ...POSTGRESQL_PASSWORDS, NO_PASSWORD))],
  ['bitnami/mysql', as(1001, needing(runs('mysqld'), ...rootPassword('MYSQL'), NO_PASSWORD))],
  ['bitnami/mariadb', as(1001, needing(runs('mariadbd'), ...rootPassword('MARIADB'), NO_PASSWORD))],
  ['openjdk', as(0, runs('jshell'))],
  ['eclipse-temurin', as(0, runs('jshell'))],
  ['maven', as(0, runs('mvn'))],
  ['gcc', as(0, runs('bash'))],
  ['rust', as(0, runs('bash'))],
  ['docker', as(0, { ...runs('sh'), family: 'busybox', byTag: { dind: as(0, runs('dockerd')) } })],
  ['nicolaka/netshoot', as(0, { ...runs('zsh'), family: 'busybox' })],
  ['containous/whoami', is('traefik-whoami')],
  ['kennethreitz/httpbin', runs('httpbin')],
  ['ealen/echo-server', runs('echo-server')],
  ['nginxdemos/hello', as(0, runs('nginx', '-g', 'daemon off;'))],
  ['paulbouwer/hello-kubernetes', runs('hello-kubernetes')],
  ['stefanprodan/podinfo', runs('podinfo')],
  ['ghcr.io/stefanprodan/podinfo', runs('podinfo')],
  ['gcr.io/kuar-demo/kuard-amd64', runs('kuard')],
  ['registry.k8s.io/hpa-example', runs('apache2-foreground')],
  ['registry.k8s.io/test-webserver', is('agnhost', 'test-webserver')],
  ['registry.k8s.io/serve_hostname', is('agnhost', 'serve-hostname')],
  ['gcr.io/google-samples/gb-frontend', runs('apache2-foreground')],
  ['gcr.io/google_samples/gb-frontend', runs('apache2-foreground')],
  ['gcr.io/google-samples/gb-redis-follower', runs('redis-server')],
  ['gcr.io/google_samples/gb-redis-follower', runs('redis-server')],
  ['gcr.io/google_samples/gb-redisslave', runs('redis-server')],
  ['us-docker.pkg.dev/google-samples/containers/gke/hello-app', is('hello-app')],
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

function rootPassword(prefix: string): string[] {
  return [`${prefix}_ROOT_PASSWORD`, `${prefix}_ROOT_PASSWORD_FILE`];
}

function passwordsOf(prefix: string): string[] {
  return [`${prefix}_ROOT_PASSWORD`, `${prefix}_ALLOW_EMPTY_PASSWORD`, `${prefix}_RANDOM_ROOT_PASSWORD`];
}
