/** Values that people often write at fields that take any. */
import { usualPortName } from '../../../catalog/ports.ts';
import type { Place } from '../../../model/walk.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { childOf, stringAt } from '../../../yaml/tree.ts';
import { containerAt } from '../../owner.ts';
import { portsOf } from './manifest-names.ts';

const USER_IDS = ['1000', '10001', '65532', '65534'];
const SECONDS = ['5', '10', '15', '30', '60'];
const HEALTH_PATHS = ['/healthz', '/livez', '/readyz', '/health', '/ready', '/'];
const PERCENTAGES = ['25%', '50%', '100%', '0', '1'];

const USUAL: Readonly<Record<string, readonly string[]>> = {
  'CronJobSpec.schedule': [
    ...['*/5 * * * *', '*/15 * * * *', '0 * * * *', '0 0 * * *', '30 2 * * *', '0 3 * * 0', '0 8 * * 1-5'],
    ...['0 0 1 * *', '@hourly', '@daily', '@weekly', '@monthly'],
  ],
  'CronJobSpec.timeZone': [
    'Etc/UTC',
    'Europe/Berlin',
    'Europe/London',
    'America/New_York',
    'Asia/Shanghai',
    'Asia/Tokyo',
  ],
  'DeploymentSpec.replicas': ['1', '2', '3'],
  'GRPCAction.port': ['50051'],
  'Lifecycle.stopSignal': ['SIGTERM', 'SIGINT', 'SIGQUIT'],
  'ManagedFieldsEntry.apiVersion': ['v1', 'apps/v1', 'batch/v1'],
  'ManagedFieldsEntry.fieldsType': ['FieldsV1'],
  'ObjectFieldSelector.apiVersion': ['v1'],
  'OwnerReference.apiVersion': ['apps/v1', 'batch/v1', 'v1'],
  'OwnerReference.kind': ['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Deployment'],
  'PodCondition.status': ['True', 'False', 'Unknown'],
  'PodCondition.type': ['Ready', 'ContainersReady', 'Initialized', 'PodScheduled', 'DisruptionTarget'],
  'PodDNSConfigOption.value': ['2', '5'],
  'PodFailurePolicyOnPodConditionsPattern.type': ['DisruptionTarget', 'ConfigIssue'],
  'PodSecurityContext.fsGroup': USER_IDS,
  'PodSecurityContext.runAsGroup': USER_IDS,
  'PodSecurityContext.runAsUser': USER_IDS,
  'PodSpec.terminationGracePeriodSeconds': ['30', '60', '120', '0'],
  'Probe.initialDelaySeconds': SECONDS,
  'Probe.periodSeconds': SECONDS,
  'Probe.timeoutSeconds': ['1', '2', '5', '10'],
  'Probe.failureThreshold': ['3', '5', '10', '30'],
  'Probe.successThreshold': ['1', '2'],
  'ReplicaSetSpec.replicas': ['1', '2', '3'],
  'RollingUpdateDaemonSet.maxUnavailable': PERCENTAGES,
  'RollingUpdateDeployment.maxSurge': PERCENTAGES,
  'RollingUpdateDeployment.maxUnavailable': PERCENTAGES,
  // The types that the Pod Security Standards allow, then the one without confinement.
  'SELinuxOptions.type': ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t', 'spc_t'],
  'SELinuxOptions.level': ['s0:c123,c456'],
  'SecurityContext.runAsGroup': USER_IDS,
  'SecurityContext.runAsUser': USER_IDS,
  'ServiceAccountTokenProjection.expirationSeconds': ['3600', '7200'],
  'SleepAction.seconds': SECONDS,
  'StatefulSetSpec.replicas': ['1', '3'],
  'TopologySpreadConstraint.matchLabelKeys': ['pod-template-hash'],
  'TopologySpreadConstraint.maxSkew': ['1'],
};

/** Values of the sysctls that a Pod may set by itself. */
const SYSCTL_VALUES: Readonly<Record<string, readonly string[]>> = {
  'kernel.shm_rmid_forced': ['1', '0'],
  'net.core.somaxconn': ['1024', '4096'],
  'net.ipv4.ip_local_port_range': ['1024 65535'],
  'net.ipv4.ip_unprivileged_port_start': ['0', '80'],
  'net.ipv4.ping_group_range': ['0 2147483647'],
  'net.ipv4.tcp_fin_timeout': ['30'],
  'net.ipv4.tcp_keepalive_intvl': ['15', '30'],
  'net.ipv4.tcp_keepalive_probes': ['3', '5'],
  'net.ipv4.tcp_keepalive_time': ['120', '600'],
  'net.ipv4.tcp_syncookies': ['1', '0'],
};

/** Usual values of a field. */
export function usualValues(field: string, place: Place): readonly string[] {
  if (field === 'ContainerPort.containerPort') return portsOfImage(place);
  if (field === 'HTTPGetAction.port' || field === 'TCPSocketAction.port') return undeclaredPorts(place);
  if (field === 'ContainerPort.name') return portNames(place);
  if (field === 'VolumeMount.mountPath') return mountPaths(place);
  if (field === 'NodeSelectorRequirement.values') {
    const key = stringAt(place.parent?.parent?.node, 'key');
    return nodeLabelValues(key ?? '');
  }
  if (field === 'Sysctl.value') return SYSCTL_VALUES[stringAt(place.parent?.node, 'name') ?? ''] ?? [];
  if (field === 'HTTPGetAction.path') {
    const isReadiness = place.path.includes('readinessProbe');
    return isReadiness ? ['/readyz', '/ready', ...HEALTH_PATHS] : HEALTH_PATHS;
  }
  return USUAL[field] ?? [];
}

/** Usual values of the labels that nodes have. */
export function nodeLabelValues(label: string): readonly string[] {
  return NODE_LABEL_VALUES[label] ?? [];
}

const NODE_LABEL_VALUES: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/arch': ['amd64', 'arm64'],
  'kubernetes.io/os': ['linux', 'windows'],
  'node-role.kubernetes.io/control-plane': [''],
};

/** Usual keys of a map of labels or annotations. */
export function usualKeys(field: string): readonly string[] {
  return USUAL_KEYS[field] ?? [];
}

const USUAL_KEYS: Readonly<Record<string, readonly string[]>> = {
  'LabelSelector.matchLabels': ['app'],
  'ObjectMeta.annotations': [
    'kubectl.kubernetes.io/default-container',
    'cluster-autoscaler.kubernetes.io/safe-to-evict',
    'prometheus.io/scrape',
    'prometheus.io/port',
    'prometheus.io/path',
  ],
  'ObjectMeta.labels': ['app'],
  'ReplicationControllerSpec.selector': ['app'],
};

/** Where a mounted volume usually is, by the mount's own name for it. */
function mountPaths(place: Place): readonly string[] {
  const name = stringAt(place.parent?.node, 'name');
  const named = name && name !== HOLE ? [`/${name}`, `/etc/${name}`, `/var/lib/${name}`] : [];
  return [...named, '/data', '/tmp', '/etc/config', '/var/log'].filter((path, at, all) => all.indexOf(path) === at);
}

/** What a port is usually called, its own number's name first. */
function portNames(place: Place): readonly string[] {
  const port = childOf(place.parent?.node, 'containerPort');
  const own = usualPortName(port?.kind === 'scalar' ? Number(port.text) : Number.NaN);
  return [...new Set([...(own ? [own] : []), 'http', 'https', 'metrics', 'grpc', 'tcp'])];
}

/** Ports that programs listen on unless they are told otherwise, by a word in their images' names. */
const IMAGE_PORTS: readonly (readonly [RegExp, string])[] = [
  [/nginx|httpd|apache|caddy|echoserver/, '80'],
  [/redis|valkey/, '6379'],
  [/postgres/, '5432'],
  [/mysql|mariadb/, '3306'],
  [/mongo/, '27017'],
  [/rabbitmq/, '5672'],
  [/kafka/, '9092'],
  [/elasticsearch|opensearch/, '9200'],
  [/memcached/, '11211'],
  [/prometheus/, '9090'],
  [/grafana|node/, '3000'],
  [/flask|python/, '5000'],
  [/etcd/, '2379'],
  [/zookeeper/, '2181'],
];

/** What a container is asked on that says nothing of its ports. */
function undeclaredPorts(place: Place): readonly string[] {
  return portsOf(containerAt(place)?.node).length > 0 ? [] : portsOfImage(place);
}

function portsOfImage(place: Place): readonly string[] {
  const image = stringAt(containerAt(place)?.node, 'image') ?? '';
  const own = IMAGE_PORTS.filter(([name]) => name.test(image)).map(([, port]) => port);
  return [...own, '80', '8080', '443', '8443', '3000'];
}
