/** `kubectl run` and `kubectl create`, as kubectl's own generators write their objects (kubectl 1.34). */
import type { Yaml } from '../../rules/edits/yaml.ts';
import { compact, envVar, type Fields, type Manifest, nameOfImage, pairs } from './manifest.ts';
import { all, type Given, isOn, last, optionTable, readOptions, written } from './options.ts';

const COMMON = optionTable(
  ...['n namespace=', 'o output=', 'dry-run', 'save-config', 'context=', 'kubeconfig=', 'validate', 'field-manager='],
  ...['show-managed-fields', 'v v='],
);

const RUN = optionTable(
  ...['image=', 'env=', 'port=', 'l labels=', 'annotations=', 'restart=', 'image-pull-policy=', 'command'],
  ...['i stdin', 't tty', 'rm', 'attach', 'q quiet', 'wait', 'leave-stdin-open', 'privileged', 'expose', 'f filename='],
  ...['serviceaccount=', 'requests=', 'limits=', 'override-type=', 'pod-running-timeout=', 'grace-period='],
);

/** They name files, or write what only the server can merge. */
const LEFT = optionTable('overrides=', 'from-file=', 'from-env-file=', 'from=', 'cert=', 'key=');

const WORKLOAD = optionTable('image=', 'r replicas=', 'port=', 'schedule=', 'restart=');

const STORE = optionTable(
  ...['from-literal=', 'type=', 'append-hash'],
  ...['docker-server=', 'docker-username=', 'docker-password=', 'docker-email='],
);

/** @param words the command's own, `kubectl` first */
export function fromKubectl(words: readonly string[]): Manifest | undefined {
  const [, ...args] = words;
  // Options for all commands may stand before the command.
  const at = args.findIndex((word) => word === 'run' || word === 'create');
  if (at < 0) return undefined;
  const before = args.slice(0, at);
  const behind = args.slice(at + 1);
  if (args[at] === 'run') return run(readOptions([...before, ...behind], [...RUN, ...COMMON, ...LEFT]));
  const [kind = '', ...rest] = behind;
  return CREATE.get(SHORT_NAMES.get(kind) ?? kind)?.([...before, ...rest]);
}

function run(given: Given): Manifest | undefined {
  const [name, ...args] = [...given.words, ...(given.rest ?? [])];
  const image = last(given, 'image');
  if (name === undefined || image === undefined) return undefined;
  const port = portOf(given);
  const isCommand = isOn(given, 'command');
  const isAttached = isOn(given, 'stdin');
  const container = compact({
    name,
    image,
    [isCommand ? 'command' : 'args']: args,
    ports: port === undefined ? [] : [{ containerPort: port }],
    env: all(given, 'env').map(envVar),
    resources: compact({
      requests: quantities(last(given, 'requests')),
      limits: quantities(last(given, 'limits')),
    }),
    securityContext: compact({ privileged: isOn(given, 'privileged') || undefined }),
    imagePullPolicy: last(given, 'image-pull-policy'),
    stdin: isAttached || undefined,
    stdinOnce: (isAttached && !isOn(given, 'leave-stdin-open')) || undefined,
    tty: isOn(given, 'tty') || undefined,
  });
  const labels = pairs(all(given, 'labels').join(','));
  const own = Object.keys(labels).length > 0 ? labels : { run: name };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata(given, name, { labels: own, annotations: pairs(all(given, 'annotations').join(',')) }),
    spec: compact({
      containers: [container],
      restartPolicy: last(given, 'restart'),
      serviceAccountName: last(given, 'serviceaccount'),
    }),
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(given, name),
    spec: { selector: own, ports: [{ port: port ?? 80, targetPort: port ?? 80 }] },
  };
  return { objects: isOn(given, 'expose') && port !== undefined ? [pod, service] : [pod], left: leftOf(given) };
}

const SHORT_NAMES = new Map([
  ['cj', 'cronjob'],
  ['cm', 'configmap'],
  ['deploy', 'deployment'],
]);

type Create = (args: readonly string[]) => Manifest | undefined;

const CREATE: ReadonlyMap<string, Create> = new Map<string, Create>([
  [
    'deployment',
    (args) =>
      workload(args, (name, given, container) => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: metadata(given, name, { labels: { app: name } }),
        spec: {
          replicas: Number(last(given, 'replicas') ?? 1),
          selector: { matchLabels: { app: name } },
          template: { metadata: { labels: { app: name } }, spec: { containers: [container] } },
        },
      })),
  ],
  [
    'job',
    (args) =>
      workload(args, (name, given, container) => ({
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: metadata(given, name),
        spec: { template: { spec: { containers: [{ ...container, name }], restartPolicy: 'Never' } } },
      })),
  ],
  [
    'cronjob',
    (args) =>
      workload(args, (name, given, container) => ({
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: metadata(given, name),
        spec: {
          schedule: last(given, 'schedule') ?? '0 * * * *',
          jobTemplate: {
            spec: {
              template: {
                spec: { containers: [{ ...container, name }], restartPolicy: last(given, 'restart') ?? 'OnFailure' },
              },
            },
          },
        },
      })),
  ],
  ['configmap', (args) => store(args, 'ConfigMap')],
  ['secret', ([type = '', ...args]) => (type === 'docker-registry' ? registry(args) : store(args, 'Secret'))],
]);

function workload(
  args: readonly string[],
  write: (name: string, given: Given, container: Fields) => Fields,
): Manifest | undefined {
  const given = readOptions(args, [...WORKLOAD, ...COMMON, ...LEFT]);
  const [name] = given.words;
  const images = all(given, 'image').flatMap((value) => value.split(','));
  const [image] = images;
  if (name === undefined || image === undefined) return undefined;
  const port = portOf(given);
  const container = compact({
    name: nameOfImage(image),
    image,
    command: given.rest ?? [],
    ports: port === undefined ? [] : [{ containerPort: port }],
  });
  return { objects: [write(name, given, container)], left: [...leftOf(given), ...images.slice(1)] };
}

function store(args: readonly string[], kind: 'ConfigMap' | 'Secret'): Manifest | undefined {
  const given = readOptions(args, [...STORE, ...COMMON, ...LEFT]);
  const [name] = given.words;
  if (name === undefined) return undefined;
  const data = Object.assign({}, ...all(given, 'from-literal').map((literal) => pairOf(literal)));
  const type = last(given, 'type');
  const object = compact({
    apiVersion: 'v1',
    kind,
    metadata: metadata(given, name),
    ...(type !== undefined && { type }),
    [kind === 'Secret' ? 'stringData' : 'data']: data,
  });
  return { objects: [object], left: leftOf(given) };
}

/** Credentials as `kubectl create secret docker-registry` writes them. */
function registry(args: readonly string[]): Manifest | undefined {
  const given = readOptions(args, [...STORE, ...COMMON, ...LEFT]);
  const [name] = given.words;
  if (name === undefined) return undefined;
  const username = last(given, 'docker-username') ?? '';
  const password = last(given, 'docker-password') ?? '';
  const email = last(given, 'docker-email');
  const server = last(given, 'docker-server') ?? 'https://index.docker.io/v1/';
  const auth = base64(`${username}:${password}`);
  const config = { auths: { [server]: { username, password, ...(email !== undefined && { email }), auth } } };
  const object = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(given, name),
    type: 'kubernetes.io/dockerconfigjson',
    stringData: { '.dockerconfigjson': JSON.stringify(config) },
  };
  return { objects: [object], left: leftOf(given) };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function pairOf(literal: string): Record<string, string> {
  const at = literal.indexOf('=');
  return at < 0 ? {} : { [literal.slice(0, at)]: literal.slice(at + 1) };
}

function metadata(given: Given, name: string, more: Record<string, Yaml> = {}): Fields {
  return compact({ name, namespace: last(given, 'namespace'), ...more });
}

function leftOf(given: Given): string[] {
  return [...given.unknown, ...written(given, LEFT)];
}

function portOf(given: Given): number | undefined {
  const port = Number(last(given, 'port'));
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

function quantities(text: string | undefined): Record<string, string> {
  return text === undefined ? {} : pairs(text);
}
