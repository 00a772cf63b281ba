/** `docker run` and `podman run` in Kubernetes' words. */
import type { Yaml } from '../../rules/edits/yaml.ts';
import { bytes, seconds } from './docker/amounts.ts';
import { readMounts } from './docker/mounts.ts';
import { readPorts } from './docker/ports.ts';
import { compact, dnsLabel, envVar, type Fields, type Manifest, nameOfImage } from './manifest.ts';
import { all, type Given, isOn, last, optionTable, readOptions, written } from './options.ts';

const RUN = optionTable(
  ...[
    'name=',
    'e env=',
    'p publish=',
    'expose=',
    'v volume=',
    'mount=',
    'tmpfs=',
    'w workdir=',
    'u user=',
    'entrypoint=',
  ],
  ...['i interactive', 't tty', 'd detach', 'rm', 'restart=', 'pull=', 'l label=', 'h hostname=', 'add-host=', 'dns='],
  ...['m memory=', 'memory-reservation=', 'cpus=', 'gpus=', 'shm-size=', 'privileged', 'cap-add=', 'cap-drop='],
  ...['read-only', 'security-opt=', 'sysctl=', 'network=', 'net=', 'pid=', 'ipc=', 'group-add=', 'stop-timeout='],
  ...[
    'health-cmd=',
    'health-interval=',
    'health-timeout=',
    'health-retries=',
    'health-start-period=',
    'no-healthcheck',
  ],
);

/** Nothing is lost with these: Kubernetes does so anyway, or it is about the command and not the container. */
const NEEDLESS = optionTable('init', 'q quiet', 'sig-proxy', 'platform=', 'log-driver=', 'log-opt=', 'cidfile=');

/** A manifest has no word for these, or they name what is on one machine. */
const LEFT = optionTable(
  ...['a attach=', 'annotation=', 'blkio-weight=', 'cgroup-parent=', 'cgroupns=', 'c cpu-shares=', 'cpu-period='],
  ...['cpu-quota=', 'cpuset-cpus=', 'cpuset-mems=', 'detach-keys=', 'device=', 'device-cgroup-rule=', 'dns-option='],
  ...['dns-search=', 'domainname=', 'env-file=', 'ip=', 'ip6=', 'isolation=', 'label-file=', 'link=', 'link-local-ip='],
  ...['mac-address=', 'memory-swap=', 'memory-swappiness=', 'network-alias=', 'oom-kill-disable', 'oom-score-adj='],
  ...['pids-limit=', 'P publish-all', 'pod=', 'runtime=', 'stop-signal=', 'storage-opt=', 'ulimit=', 'userns=', 'uts='],
  ...['volume-driver=', 'volumes-from='],
);

/** @param words the command's own, `docker` first */
export function fromDocker(words: readonly string[]): Manifest | undefined {
  const at = words[1] === 'container' ? 2 : 1;
  if (words[at] !== 'run' && words[at] !== 'create') return undefined;
  const given = readOptions(words.slice(at + 1), [...RUN, ...NEEDLESS, ...LEFT], true);
  // `--` ends docker's own options.
  const [image, ...args] = [...given.words, ...(given.rest ?? [])];
  if (image === undefined) return undefined;
  const name = dnsLabel(last(given, 'name') ?? nameOfImage(image));
  const mounts = readMounts(given);
  const labels = all(given, 'label').map((label) => label.split('='));
  const container = compact({
    name,
    image,
    command: entrypoint(given),
    args,
    workingDir: last(given, 'workdir'),
    ports: readPorts(given),
    env: all(given, 'env').map(envVar),
    resources: readResources(given),
    volumeMounts: mounts.map(({ mount }) => mount),
    livenessProbe: readHealth(given),
    securityContext: readSecurity(given),
    imagePullPolicy: PULL.get(last(given, 'pull') ?? ''),
    stdin: isOn(given, 'interactive') || undefined,
    tty: isOn(given, 'tty') || undefined,
  });
  const network = last(given, 'network') ?? last(given, 'net');
  const servers = all(given, 'dns');
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: compact({
      name,
      labels: { app: name, ...Object.fromEntries(labels.filter(isLabel)) },
      annotations: Object.fromEntries(
        labels.filter((pair) => !isLabel(pair)).map(([key = '', ...value]) => [key, value.join('=')]),
      ),
    }),
    spec: compact({
      containers: [container],
      volumes: mounts.map(({ volume }) => volume),
      restartPolicy: restartPolicy(given),
      hostname: last(given, 'hostname'),
      hostNetwork: network === 'host' || undefined,
      hostPID: last(given, 'pid') === 'host' || undefined,
      hostIPC: last(given, 'ipc') === 'host' || undefined,
      hostAliases: all(given, 'add-host').flatMap(hostAlias),
      ...(servers.length > 0 && { dnsPolicy: 'None', dnsConfig: { nameservers: servers } }),
      securityContext: compact({
        supplementalGroups: all(given, 'group-add')
          .filter((group) => /^\d+$/.test(group))
          .map(Number),
        sysctls: all(given, 'sysctl').map((sysctl) => {
          const [key = '', value = ''] = sysctl.split('=');
          return { name: key, value };
        }),
      }),
      terminationGracePeriodSeconds: seconds(last(given, 'stop-timeout')),
    }),
  };
  const other = network !== undefined && network !== 'host' && network !== 'bridge' ? [`--network ${network}`] : [];
  return { objects: [pod], left: [...given.unknown, ...written(given, LEFT), ...other] };
}

const PULL = new Map([
  ['always', 'Always'],
  ['missing', 'IfNotPresent'],
  ['never', 'Never'],
]);

/** Kubernetes restarts by itself; docker only when it is told to, or in the background for as long as it is wanted. */
function restartPolicy(given: Given): string | undefined {
  const policy = last(given, 'restart')?.split(':')[0];
  if (policy === 'on-failure') return 'OnFailure';
  if (policy === 'always' || policy === 'unless-stopped') return undefined;
  return policy === 'no' || !isOn(given, 'detach') ? 'Never' : undefined;
}

function entrypoint(given: Given): Yaml | undefined {
  const command = last(given, 'entrypoint');
  return command ? [command] : undefined;
}

function readResources(given: Given): Fields {
  const gpus = last(given, 'gpus');
  return compact({
    requests: compact({ memory: bytes(last(given, 'memory-reservation')) }),
    limits: compact({
      cpu: last(given, 'cpus'),
      memory: bytes(last(given, 'memory')),
      'nvidia.com/gpu': gpus === undefined ? undefined : Number(/\d+/.exec(gpus)?.[0] ?? 1),
    }),
  });
}

function readSecurity(given: Given): Fields {
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(last(given, 'user') ?? '') ?? [];
  return compact({
    privileged: isOn(given, 'privileged') || undefined,
    allowPrivilegeEscalation: all(given, 'security-opt').some((option) =>
      /^no-new-privileges(?:[:=]true)?$/.test(option),
    )
      ? false
      : undefined,
    readOnlyRootFilesystem: isOn(given, 'read-only') || undefined,
    runAsUser: uid === undefined ? undefined : Number(uid),
    runAsGroup: gid === undefined ? undefined : Number(gid),
    capabilities: compact({ add: all(given, 'cap-add').map(capability), drop: all(given, 'cap-drop').map(capability) }),
  });
}

const capability = (name: string): string => name.toUpperCase().replace(/^CAP_/, '');

function readHealth(given: Given): Fields | undefined {
  const command = last(given, 'health-cmd');
  if (!command || isOn(given, 'no-healthcheck')) return undefined;
  return compact({
    exec: { command: ['sh', '-c', command] },
    initialDelaySeconds: seconds(last(given, 'health-start-period')),
    periodSeconds: seconds(last(given, 'health-interval')) ?? 30,
    timeoutSeconds: seconds(last(given, 'health-timeout')) ?? 30,
    failureThreshold: seconds(last(given, 'health-retries')),
  });
}

function hostAlias(text: string): Yaml[] {
  const [, hostname, ip] = /^([^:=]+)[:=](.+)$/.exec(text) ?? [];
  return hostname && ip ? [{ ip, hostnames: [hostname] }] : [];
}

/** Whether Kubernetes takes it for a label; else it can be an annotation. */
function isLabel([key = '', ...value]: readonly string[]): boolean {
  return (
    /^(?:[a-z0-9.-]+\/)?[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/.test(key) &&
    /^(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)?$/.test(value.join('='))
  );
}
