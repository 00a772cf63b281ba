/**
 * Pod Security Standards, as the admission plugin of the server's own version evaluates its newest policy
 * (`k8s.io/pod-security-admission/policy`): which level a Pod meets, and what stands in the way of the next.
 *
 * From 1.35 on the policy lets a Pod with `hostUsers: false` unmask /proc at the level baseline, and run as root. The
 * newest version is also what is taken where nobody says which, and older servers refuse these: there, the stricter
 * reading holds unless the file names the version.
 */
import * as l10n from '@vscode/l10n';
import { compareVersions, getCatalog, type Version } from '../../catalog/catalog.ts';
import { memoize } from '../../memoize.ts';
import { versionComment } from '../../model/object.ts';
import type { PodParts, PodSecurityLevel, Subject } from '../rule.ts';
import { at, flag, int, isSet, number, text, texts, type Value } from '../view.ts';

export interface Violation {
  /** The level that this keeps the Pod from. */
  readonly level: 'baseline' | 'restricted';
  /** The standard's own name of the control, such as `hostPorts`. */
  readonly control: string;
  /** The offending value, or the field that is missing. */
  readonly value: Value;
  readonly message: string;
}

/** The strictest level that the Pod meets; undefined when the object has no Pod. */
export function podSecurityLevel(subject: Subject): PodSecurityLevel | undefined {
  if (!subject.pod) return undefined;
  const levels = new Set(podSecurityViolations(subject).map(({ level }) => level));
  return levels.has('baseline') ? 'privileged' : levels.has('restricted') ? 'baseline' : 'restricted';
}

/** Everything that keeps the Pod from `restricted`; what keeps it from `baseline` comes first. */
export const podSecurityViolations = memoize(({ pod, version, document }: Subject): readonly Violation[] => {
  if (!pod) return [];
  const isChosen = version !== getCatalog().newest || versionComment(document) === version;
  const hasOwnUsers = flag(at(pod.spec, 'hostUsers')) === false;
  const context = contextOf(pod, version, isChosen && hasOwnUsers && compareVersions(version, '1.35') >= 0);
  return [
    ...Object.entries(BASELINE).flatMap(([control, check]) => violations('baseline', control, check(context))),
    ...Object.entries(RESTRICTED).flatMap(([control, check]) => violations('restricted', control, check(context))),
  ];
});

function violations(level: Violation['level'], control: string, found: Iterable<Offence>): Violation[] {
  return Array.from(found, ([value, message]) => ({ level, control, value, message }));
}

type Offence = readonly [value: Value, message: string];

interface Context {
  readonly pod: PodParts;
  readonly spec: Value;
  readonly podSecurityContext: Value;
  readonly containers: readonly Value[];
  /** The Pod's security context and that of each container. */
  readonly securityContexts: readonly Value[];
  readonly isWindows: boolean;
  /** Root of the Pod is nobody on the node, and the policy trusts in that. */
  readonly isRootHarmless: boolean;
  /** Whether the policy is of that version or a newer one. */
  since(version: Version): boolean;
}

function contextOf(pod: PodParts, version: Version, isRootHarmless: boolean): Context {
  const containers = pod.containers.map(({ value }) => value);
  const podSecurityContext = at(pod.spec, 'securityContext');
  return {
    pod,
    spec: pod.spec,
    podSecurityContext,
    containers,
    securityContexts: [podSecurityContext, ...containers.map((container) => at(container, 'securityContext'))],
    isWindows: text(at(pod.spec, 'os', 'name')) === 'windows',
    isRootHarmless,
    since: (other) => compareVersions(version, other) >= 0,
  };
}

type Check = (context: Context) => Iterable<Offence>;

const CAPABILITIES = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** Sysctls that belong to the Pod's own namespaces, by the version of the policy that first allowed them. */
const SYSCTLS: readonly (readonly [since: Version, names: readonly string[]])[] = [
  [
    '1.0',
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  ],
  ['1.27', ['net.ipv4.ip_local_reserved_ports']],
  [
    '1.29',
    [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  ],
  ['1.32', ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  ['1.37', ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat']],
];

const BASELINE: Readonly<Record<string, Check>> = {
  *hostNamespaces({ spec }) {
    for (const name of ['hostNetwork', 'hostPID', 'hostIPC'])
      if (flag(at(spec, name))) yield [at(spec, name), l10n.t("must not share the node's namespaces ({0})", name)];
  },
  *privileged({ containers }) {
    for (const container of containers) {
      const value = at(container, 'securityContext', 'privileged');
      if (flag(value)) yield [value, l10n.t('must not run privileged')];
    }
  },
  *capabilities({ containers }) {
    for (const container of containers)
      for (const value of at(container, 'securityContext', 'capabilities', 'add').items)
        if (!CAPABILITIES.has(text(value))) yield [value, l10n.t('must not add capability {0}', text(value))];
  },
  *hostPathVolumes({ pod }) {
    for (const volume of pod.volumes)
      if (isSet(at(volume, 'hostPath')))
        yield [at(volume, 'hostPath'), l10n.t('must not use a {0} volume', 'hostPath')];
  },
  *hostPorts({ containers }) {
    for (const container of containers)
      for (const port of at(container, 'ports').items)
        if (int(at(port, 'hostPort')) !== 0) yield [at(port, 'hostPort'), l10n.t('must not use a hostPort')];
  },
  *hostProbesAndHostLifecycle({ containers, since }) {
    if (!since('1.34')) return;
    for (const container of containers) {
      const handlers = [
        ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => at(container, name)),
        ...['postStart', 'preStop'].map((name) => at(container, 'lifecycle', name)),
      ];
      for (const handler of handlers)
        for (const name of ['httpGet', 'tcpSocket']) {
          const host = at(handler, name, 'host');
          if (text(host) !== '') yield [host, l10n.t('must not probe or call another host')];
        }
    }
  },
  *appArmorProfile({ pod, securityContexts }) {
    for (const context of securityContexts) {
      const type = at(context, 'appArmorProfile', 'type');
      if (isSet(at(context, 'appArmorProfile')) && !['RuntimeDefault', 'Localhost'].includes(text(type)))
        yield [type, l10n.t('must not turn AppArmor off')];
    }
    for (const [name, value] of at(pod.metadata, 'annotations').fields)
      if (
        name.startsWith('container.apparmor.security.beta.kubernetes.io/') &&
        !/^$|^runtime\/default$|^localhost\//.test(text(value))
      )
        yield [value, l10n.t('must not turn AppArmor off')];
  },
  *seLinuxOptions({ securityContexts, since }) {
    const types = [
      '',
      'container_t',
      'container_init_t',
      'container_kvm_t',
      ...(since('1.31') ? ['container_engine_t'] : []),
    ];
    for (const context of securityContexts) {
      const options = at(context, 'seLinuxOptions');
      if (!types.includes(text(at(options, 'type'))))
        yield [at(options, 'type'), l10n.t('must not set this SELinux type')];
      for (const name of ['user', 'role'])
        if (text(at(options, name)) !== '') yield [at(options, name), l10n.t('must not set an SELinux {0}', name)];
    }
  },
  *procMount(context) {
    if (!context.isRootHarmless) yield* unmaskedProc(context);
  },
  *seccompProfile({ securityContexts }) {
    yield* badSeccomp(securityContexts);
  },
  *sysctls({ podSecurityContext, since }) {
    const allowed = SYSCTLS.flatMap(([first, names]) => (since(first) ? names : []));
    for (const sysctl of at(podSecurityContext, 'sysctls').items)
      if (!allowed.includes(text(at(sysctl, 'name')))) yield [at(sysctl, 'name'), l10n.t('must not set this sysctl')];
  },
  *windowsHostProcess({ securityContexts }) {
    for (const context of securityContexts) {
      const value = at(context, 'windowsOptions', 'hostProcess');
      if (flag(value)) yield [value, l10n.t('must not run as a host process')];
    }
  },
};

const RESTRICTED: Readonly<Record<string, Check>> = {
  *allowPrivilegeEscalation({ containers, isWindows }) {
    if (isWindows) return;
    for (const container of containers) {
      const value = at(container, 'securityContext', 'allowPrivilegeEscalation');
      if (flag(value) !== false) yield [value, l10n.t('must set allowPrivilegeEscalation to false')];
    }
  },
  *capabilities({ containers, isWindows }) {
    if (isWindows) return;
    for (const container of containers) {
      const capabilities = at(container, 'securityContext', 'capabilities');
      if (!texts(at(capabilities, 'drop')).includes('ALL'))
        yield [at(capabilities, 'drop'), l10n.t('must drop ALL capabilities')];
      for (const value of at(capabilities, 'add').items)
        if (text(value) !== 'NET_BIND_SERVICE') yield [value, l10n.t('must not add capability {0}', text(value))];
    }
  },
  *volumeTypes({ pod }) {
    for (const volume of pod.volumes)
      for (const [name, source] of volume.fields)
        if (name !== 'name' && isSet(source) && !VOLUME_TYPES.has(name))
          yield [source, l10n.t('must not use a {0} volume', name)];
  },
  *procMount(context) {
    if (context.isRootHarmless) yield* unmaskedProc(context);
  },
  *runAsNonRoot({ podSecurityContext, containers, isRootHarmless }) {
    if (isRootHarmless) return;
    const ofPod = at(podSecurityContext, 'runAsNonRoot');
    if (flag(ofPod) === false) yield [ofPod, l10n.t('must not set runAsNonRoot to false')];
    for (const container of containers) {
      const value = at(container, 'securityContext', 'runAsNonRoot');
      if (flag(value) === false) yield [value, l10n.t('must not set runAsNonRoot to false')];
      else if (flag(value) === undefined && !flag(ofPod))
        yield [value, l10n.t('must set runAsNonRoot to true, here or for the Pod')];
    }
  },
  *runAsUser({ securityContexts, isRootHarmless }) {
    if (isRootHarmless) return;
    for (const context of securityContexts) {
      const value = at(context, 'runAsUser');
      if (number(value) === 0) yield [value, l10n.t('must not run as user 0')];
    }
  },
  *seccompProfile({ podSecurityContext, containers, isWindows }) {
    if (isWindows) return;
    const ofPod = at(podSecurityContext, 'seccompProfile');
    if (isSet(ofPod) && isGoodSeccomp(ofPod)) return;
    for (const container of containers) {
      const value = at(container, 'securityContext', 'seccompProfile');
      if (!isSet(value))
        yield [
          at(value, 'type'),
          l10n.t('must set a seccompProfile of type RuntimeDefault or Localhost, here or for the Pod'),
        ];
    }
  },
};

const VOLUME_TYPES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

function* unmaskedProc({ containers }: Context): Generator<Offence> {
  for (const container of containers) {
    const value = at(container, 'securityContext', 'procMount');
    if (isSet(value) && text(value) !== 'Default') yield [value, l10n.t('must not unmask /proc')];
  }
}

function* badSeccomp(securityContexts: readonly Value[]): Generator<Offence> {
  for (const context of securityContexts) {
    const profile = at(context, 'seccompProfile');
    if (isSet(profile) && !isGoodSeccomp(profile)) yield [at(profile, 'type'), l10n.t('must not turn seccomp off')];
  }
}

function isGoodSeccomp(profile: Value): boolean {
  return ['RuntimeDefault', 'Localhost'].includes(text(at(profile, 'type')));
}
