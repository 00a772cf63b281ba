/**
 * The format of an assumption file: how each part of it is read, and what its JSON schema says. One description serves
 * both, so that they cannot part ways.
 */
import type {
  Assumptions,
  ChangeAssumption,
  ContainerAssumption,
  CpuStep,
  DiskPoint,
  ImageAssumption,
  ListenAssumption,
  NodeAssumption,
  ProbeStep,
  RunAssumption,
} from './assumptions.ts';
import { boolean, either, fields, integer, list, number, oneOf, record, type Schema, string } from './formats.ts';

const step = fields<ProbeStep>(
  'An answer that holds from a second of the run on, until the next one.',
  {
    from: number('Seconds after the start of the container.'),
    exit: integer('Exit code of a command; 0 when absent.'),
    status: integer('HTTP status; 200 when absent.'),
    serving: boolean('What a gRPC health check says; true when absent.'),
    delay: number('Seconds that the answer takes.'),
    output: string('What a command prints, for the text of the event.'),
    error: string('The runtime cannot run the command: its error, which counts neither as success nor as failure.'),
    closed: boolean('Nothing listens: the connection is refused.'),
    onlyRun: integer('Only in this run of the container, counted from 0.'),
  },
  ['from'],
);

const run = fields<RunAssumption>('One run of the container.', {
  exitAfter: number('Seconds after which it ends by itself. Absent: it runs until it is stopped.'),
  cpuSeconds: number(
    'Seconds of CPU that its work takes, after which it ends: later under a CPU limit. Instead of exitAfter.',
  ),
  exitCode: integer('Its exit code; 0 when absent.'),
  reason: string('The reason that the runtime gives, such as OOMKilled.'),
  message: string('The termination message.'),
});

const listener = fields<ListenAssumption>(
  'A port on which a process listens.',
  {
    port: integer('The port.'),
    kind: oneOf('What it speaks.', 'http', 'tcp', 'grpc'),
    tls: boolean('HTTP in TLS, as probes with scheme HTTPS need it; plain text when absent.'),
    path: string('Only for HTTP requests to this path. Absent: to any.'),
    steps: list('What it answers over time.', step),
  },
  ['port', 'kind', 'steps'],
);

const cpuStep = fields<CpuStep>(
  'A demand for CPU that holds from a second of the run on, until the next one.',
  {
    from: number('Seconds after the start of the container.'),
    cores: number('CPUs that the processes would take, such as 0.5.'),
  },
  ['from', 'cores'],
);

const diskPoint = fields<DiskPoint>(
  'What is on disk at a second of the run; between two points it changes evenly.',
  {
    from: number('Seconds after the start of the container.'),
    bytes: number('Bytes that are there then.'),
    volume: string('The emptyDir volume that they are in. Absent: the writable layer of the container.'),
  },
  ['from', 'bytes'],
);

const container = fields<ContainerAssumption>('What the processes of a container do.', {
  runs: list('Run after run; the last one repeats. None: it runs until it is stopped.', run),
  term: fields<NonNullable<ContainerAssumption['term']>>(
    'What SIGTERM does; absent: it ends at once with exit code 143.',
    {
      exitAfter: number('Seconds from SIGTERM to its end.'),
      exitCode: integer('Its exit code then.'),
      ignore: boolean('SIGTERM does nothing.'),
    },
  ),
  exec: record(
    'What commands of probes and hooks answer over time, by the command joined by spaces. Absent: success at once.',
    list('Answers over time.', step),
  ),
  listen: list('What listens. Nothing listens on a port that is not named.', listener),
  startError: string('The runtime cannot start the container: its error.'),
  createError: string('The runtime cannot create the container: its error.'),
  memory: fields<NonNullable<ContainerAssumption['memory']>>(
    'Memory; at the limit the kernel kills.',
    { bytes: number('The peak.'), after: number('Seconds from the start to the peak.') },
    ['bytes'],
  ),
  cpu: list('CPU over time; what exceeds the limit is throttled.', cpuStep),
  disk: list('Disk use over time; beyond its limits the Pod is evicted.', diskPoint),
});

const change = fields<ChangeAssumption>(
  'A new image for a container of the living Pod.',
  {
    at: number('Second of the change.'),
    container: string('Name of the app container.'),
    image: string('The image that it gets.'),
  },
  ['at', 'container', 'image'],
);

const image = fields<ImageAssumption>('An image and its registry.', {
  pull: number('Seconds that a pull takes.'),
  error: string('The answer of the registry when the pull fails.'),
  failTimes: integer('Only so many first pulls fail; 0: all of them.'),
  present: boolean('It is on the node already.'),
  size: number('Bytes, for the text of the event.'),
  user: either(
    'The user that the image sets; 0 when it sets none. Absent: not known.',
    integer('Its id.'),
    string('Its name: the kubelet does not look it up.'),
  ),
});

const taint = fields<NonNullable<NodeAssumption['taints']>[number]>(
  'A taint.',
  {
    key: string('Its key.'),
    value: string('Its value.'),
    effect: oneOf('What it does to Pods that do not tolerate it.', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  },
  ['key', 'effect'],
);

const node = fields<NodeAssumption>(
  'A node of the cluster.',
  {
    name: string('Its name.'),
    labels: record('Its labels.', string('The value.')),
    taints: list('Its taints.', taint),
    allocatable: record(
      'What it has for Pods, by resource.',
      either('A quantity, such as 4Gi.', string('A quantity.'), number('A whole quantity.')),
    ),
    unschedulable: boolean('It is cordoned.'),
  },
  ['name'],
);

const assumptions = fields<Assumptions>(
  'What the manifest of a Pod cannot say: what Podwright assumes of its surroundings and processes.',
  {
    images: record('Images, by the reference as the Pod writes it.', image),
    containers: record('Containers, by name.', container),
    nodes: list('The cluster. Absent: the Pod arrives bound to a node that has room.', node),
    placed: list('Pods that are on the nodes already, as Kubernetes objects with spec.nodeName.', {
      read: (value) => value,
      schema: { type: 'object' },
    }),
    changes: list('What is changed in the Pod while it lives.', change),
    deleteAt: number('Second in which the Pod is deleted.'),
    grace: number('Grace period of that deletion, as in kubectl delete --grace-period.'),
    configMap: string('Name of a ConfigMap that comes into being at configMapAt.'),
    configMapAt: number('Second in which that ConfigMap is there.'),
    objects: either(
      'The ConfigMaps, Secrets and claims that exist; what is not named is missing.',
      oneOf('Whatever the Pod names.', 'all'),
      record(
        'By configmap/NAME, secret/NAME or persistentvolumeclaim/NAME.',
        number('Second from which on it exists.'),
      ),
    ),
  },
);

/** Reads assumptions from any value, such as a file that somebody is typing; what is not legal is left out. */
export function readAssumptions(value: unknown): Assumptions {
  return assumptions.read(value) ?? {};
}

/** The JSON schema of an assumption file. */
export const ASSUMPTIONS_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Assumptions of Podwright',
  ...assumptions.schema,
  properties: { $schema: { type: 'string' }, ...(assumptions.schema.properties as object) },
};
