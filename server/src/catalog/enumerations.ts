import type { GateName } from './gates.ts';

/** One value of an enumeration; with a gate, only servers that have it on take the value. */
export interface EnumValue {
  readonly value: string;
  readonly gate?: GateName;
}

const values = (...list: string[]): EnumValue[] => list.map((value) => ({ value }));
const gated = (gate: GateName, ...list: string[]): EnumValue[] => list.map((value) => ({ value, gate }));
const numbered = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${prefix}${from + i}`);

const PULL_POLICY = values('Always', 'IfNotPresent', 'Never');
const TERMINATION_MESSAGE_POLICY = values('File', 'FallbackToLogsOnError');
const ROLLING_UPDATE_OR_ON_DELETE = values('RollingUpdate', 'OnDelete');
const PROFILE_TYPE = values('RuntimeDefault', 'Localhost', 'Unconfined');
const HONOR_OR_IGNORE = values('Honor', 'Ignore');
const RETAIN_OR_DELETE = values('Retain', 'Delete');
const IN_OR_NOT_IN = values('In', 'NotIn');
const CONTAINER_RESTART_POLICY = [...values('Always'), ...gated('ContainerRestartRules', 'OnFailure', 'Never')];

/**
 * Fields whose values are a closed set: the API server refuses all others. The most usual value stands first.
 * For a list, the set is that of its items. Schemas know these fields as plain strings.
 * Source: the enumerations in `k8s.io/api` and `pkg/apis/{core,apps,batch}/validation` of Kubernetes 1.34 and 1.37.
 */
export const ENUMERATIONS: Readonly<Record<string, readonly EnumValue[]>> = {
  'AppArmorProfile.type': PROFILE_TYPE,
  'AzureDiskVolumeSource.cachingMode': values('None', 'ReadOnly', 'ReadWrite'),
  'AzureDiskVolumeSource.kind': values('Shared', 'Dedicated', 'Managed'),
  'Container.imagePullPolicy': PULL_POLICY,
  'Container.restartPolicy': CONTAINER_RESTART_POLICY,
  'Container.terminationMessagePolicy': TERMINATION_MESSAGE_POLICY,
  'ContainerPort.protocol': values('TCP', 'UDP', 'SCTP'),
  'ContainerResizePolicy.resourceName': values('cpu', 'memory'),
  'ContainerResizePolicy.restartPolicy': values('NotRequired', 'RestartContainer'),
  'ContainerRestartRule.action': [
    ...values('Restart'),
    ...gated('RestartAllContainersOnContainerExits', 'RestartAllContainers'),
  ],
  'ContainerRestartRuleOnExitCodes.operator': IN_OR_NOT_IN,
  'CronJobSpec.concurrencyPolicy': values('Allow', 'Forbid', 'Replace'),
  'DaemonSetUpdateStrategy.type': ROLLING_UPDATE_OR_ON_DELETE,
  'DeploymentStrategy.type': values('RollingUpdate', 'Recreate'),
  'EphemeralContainer.imagePullPolicy': PULL_POLICY,
  'EphemeralContainer.terminationMessagePolicy': TERMINATION_MESSAGE_POLICY,
  'GRPCAction.mode': values('Plaintext', 'TLS'),
  'HTTPGetAction.protocol': values('HTTP1', 'HTTP2'),
  'HTTPGetAction.scheme': values('HTTP', 'HTTPS'),
  'HostPathVolumeSource.type': values(
    'DirectoryOrCreate',
    'Directory',
    'FileOrCreate',
    'File',
    'Socket',
    'CharDevice',
    'BlockDevice',
    '',
  ),
  'ImageVolumeSource.pullPolicy': PULL_POLICY,
  'JobSpec.completionMode': values('NonIndexed', 'Indexed'),
  'JobSpec.podReplacementPolicy': values('TerminatingOrFailed', 'Failed'),
  'LabelSelectorRequirement.operator': values('In', 'NotIn', 'Exists', 'DoesNotExist'),
  'Lifecycle.stopSignal': values(
    ...['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGKILL', 'SIGUSR1', 'SIGUSR2'],
    ...['SIGABRT', 'SIGALRM', 'SIGBUS', 'SIGCHLD', 'SIGCLD', 'SIGCONT', 'SIGFPE', 'SIGILL', 'SIGIO', 'SIGIOT'],
    ...['SIGPIPE', 'SIGPOLL', 'SIGPROF', 'SIGPWR', 'SIGSEGV', 'SIGSTKFLT', 'SIGSTOP', 'SIGSYS', 'SIGTRAP', 'SIGTSTP'],
    ...['SIGTTIN', 'SIGTTOU', 'SIGURG', 'SIGVTALRM', 'SIGWINCH', 'SIGXCPU', 'SIGXFSZ'],
    ...['SIGRTMIN', ...numbered('SIGRTMIN+', 1, 15), ...numbered('SIGRTMAX-', 1, 14), 'SIGRTMAX'],
  ),
  'ManagedFieldsEntry.operation': values('Apply', 'Update'),
  'NodeSelectorRequirement.operator': values('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'),
  'PersistentVolumeClaimSpec.accessModes': [
    ...values('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'),
    ...gated('ReadWriteOncePod', 'ReadWriteOncePod'),
  ],
  'PersistentVolumeClaimSpec.volumeMode': values('Filesystem', 'Block'),
  'PodCertificateProjection.keyType': values('ED25519', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'RSA3072', 'RSA4096'),
  'PodFailurePolicyOnExitCodesRequirement.operator': IN_OR_NOT_IN,
  'PodFailurePolicyOnPodConditionsPattern.status': values('True', 'False', 'Unknown'),
  'PodFailurePolicyRule.action': [
    ...values('FailJob', 'Ignore', 'Count'),
    ...gated('JobBackoffLimitPerIndex', 'FailIndex'),
  ],
  'PodOS.name': values('linux', 'windows'),
  'PodSecurityContext.fsGroupChangePolicy': values('OnRootMismatch', 'Always'),
  'PodSecurityContext.seLinuxChangePolicy': [...values('Recursive'), ...gated('SELinuxMount', 'MountOption')],
  'PodSecurityContext.supplementalGroupsPolicy': values('Merge', 'Strict'),
  'PodSpec.dnsPolicy': values('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
  'PodSpec.preemptionPolicy': values('PreemptLowerPriority', 'Never'),
  'PodSpec.restartPolicy': values('Always', 'OnFailure', 'Never'),
  'SeccompProfile.type': PROFILE_TYPE,
  'SecurityContext.procMount': values('Default', 'Unmasked'),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': RETAIN_OR_DELETE,
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': RETAIN_OR_DELETE,
  'StatefulSetSpec.podManagementPolicy': values('OrderedReady', 'Parallel'),
  'StatefulSetUpdateStrategy.type': ROLLING_UPDATE_OR_ON_DELETE,
  'Toleration.effect': values('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  'Toleration.operator': [...values('Equal', 'Exists'), ...gated('TaintTolerationComparisonOperators', 'Gt', 'Lt')],
  'TopologySpreadConstraint.nodeAffinityPolicy': HONOR_OR_IGNORE,
  'TopologySpreadConstraint.nodeTaintsPolicy': HONOR_OR_IGNORE,
  'TopologySpreadConstraint.whenUnsatisfiable': values('DoNotSchedule', 'ScheduleAnyway'),
  'VolumeMount.bindMountOptions': values('noexec', 'nodev', 'nosuid'),
  'VolumeMount.mountPropagation': values('None', 'HostToContainer', 'Bidirectional'),
  'VolumeMount.recursiveReadOnly': values('Disabled', 'IfPossible', 'Enabled'),
};

const NODE_LABELS = [
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'node.kubernetes.io/instance-type',
];
const RESOURCE_NAMES = ['cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi', 'hugepages-1Gi'];
const EXTENDED_RESOURCES = ['nvidia.com/gpu', 'amd.com/gpu', 'gpu.intel.com/i915'];
const CAPABILITIES = [
  ...['ALL', 'NET_BIND_SERVICE', 'NET_ADMIN', 'NET_RAW', 'SYS_ADMIN', 'SYS_PTRACE', 'SYS_TIME', 'CHOWN'],
  ...[
    'DAC_OVERRIDE',
    'FOWNER',
    'FSETID',
    'KILL',
    'SETGID',
    'SETUID',
    'SETPCAP',
    'SETFCAP',
    'MKNOD',
    'SYS_CHROOT',
    'AUDIT_WRITE',
  ],
  ...['AUDIT_CONTROL', 'AUDIT_READ', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE', 'DAC_READ_SEARCH', 'IPC_LOCK'],
  ...['IPC_OWNER', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'NET_BROADCAST', 'PERFMON', 'SYSLOG'],
  ...['SYS_BOOT', 'SYS_MODULE', 'SYS_NICE', 'SYS_PACCT', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TTY_CONFIG', 'WAKE_ALARM'],
];

/**
 * Usual values of fields that would take others too (for a list, of its items; for a map, of its keys), the most usual
 * first.
 */
export const SUGGESTIONS: Readonly<Record<string, readonly EnumValue[]>> = {
  'CSIVolumeSource.fsType': values('ext4', 'xfs', 'ntfs'),
  'Capabilities.add': values(...CAPABILITIES),
  'Capabilities.drop': values(...CAPABILITIES),
  'CronJobSpec.timeZone': values('Etc/UTC'),
  'EmptyDirVolumeSource.medium': values('Memory', 'HugePages', 'HugePages-2Mi', 'HugePages-1Gi'),
  'JobSpec.managedBy': values('kubernetes.io/job-controller'),
  'NodeSelectorRequirement.key': values(...NODE_LABELS, 'node-role.kubernetes.io/control-plane'),
  'ObjectFieldSelector.fieldPath': [
    ...values(
      'metadata.name',
      'metadata.namespace',
      'metadata.uid',
      "metadata.labels['']",
      "metadata.annotations['']",
      'spec.nodeName',
      'spec.serviceAccountName',
      'status.hostIP',
      'status.podIP',
      'status.podIPs',
      'metadata.labels',
      'metadata.annotations',
    ),
    ...gated('PodHostIPs', 'status.hostIPs'),
  ],
  'ObjectMeta.labels': values(
    'app.kubernetes.io/name',
    'app.kubernetes.io/instance',
    'app.kubernetes.io/version',
    'app.kubernetes.io/component',
    'app.kubernetes.io/part-of',
    'app.kubernetes.io/managed-by',
  ),
  'PodAffinityTerm.topologyKey': values(...NODE_LABELS.slice(0, 3)),
  'PodDNSConfigOption.name': values('ndots', 'timeout', 'attempts', 'edns0', 'rotate', 'single-request', 'use-vc'),
  'PodSpec.nodeSelector': values(...NODE_LABELS, 'node-role.kubernetes.io/control-plane'),
  'PodSpec.overhead': values(...RESOURCE_NAMES.slice(0, 2)),
  'PodSpec.priorityClassName': values('system-cluster-critical', 'system-node-critical'),
  'PodSpec.schedulerName': values('default-scheduler'),
  'ResourceFieldSelector.divisor': values('1', '1m', '1Ki', '1Mi', '1Gi'),
  'ResourceFieldSelector.resource': values(
    'limits.cpu',
    'limits.memory',
    'limits.ephemeral-storage',
    'requests.cpu',
    'requests.memory',
    'requests.ephemeral-storage',
  ),
  'ResourceRequirements.limits': values(...RESOURCE_NAMES, ...EXTENDED_RESOURCES),
  'ResourceRequirements.requests': values(...RESOURCE_NAMES, ...EXTENDED_RESOURCES),
  'Sysctl.name': values(
    'kernel.shm_rmid_forced',
    'net.ipv4.ip_local_port_range',
    'net.ipv4.ip_unprivileged_port_start',
    'net.ipv4.ping_group_range',
    'net.ipv4.tcp_syncookies',
    'net.ipv4.tcp_keepalive_time',
    'net.ipv4.tcp_keepalive_intvl',
    'net.ipv4.tcp_keepalive_probes',
    'net.ipv4.tcp_fin_timeout',
    'net.ipv4.tcp_rmem',
    'net.ipv4.tcp_wmem',
    'net.ipv4.ip_local_reserved_ports',
    'net.core.somaxconn',
  ),
  'Toleration.key': values(
    'node-role.kubernetes.io/control-plane',
    'node.kubernetes.io/not-ready',
    'node.kubernetes.io/unreachable',
    'node.kubernetes.io/memory-pressure',
    'node.kubernetes.io/disk-pressure',
    'node.kubernetes.io/pid-pressure',
    'node.kubernetes.io/unschedulable',
    'node.kubernetes.io/network-unavailable',
    'node.kubernetes.io/out-of-service',
    'node.cloudprovider.kubernetes.io/uninitialized',
    'nvidia.com/gpu',
  ),
  'TopologySpreadConstraint.topologyKey': values(...NODE_LABELS.slice(0, 3)),
  'VolumeResourceRequirements.requests': values('storage'),
};
