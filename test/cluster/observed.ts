/** A Pod's status and Events, written into the API as a kubelet would, and told again from what kubectl prints. */
import { observe } from '../../server/src/lifecycle/observed/observed.ts';
import { asMapping, asString } from '../../server/src/model/plain.ts';
import type { Cluster } from './cluster.ts';

const NAME = 'observed';
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: NAME },
  spec: { containers: [{ name: 'web', image: 'shop:1', livenessProbe: { httpGet: { port: 80 } } }] },
};

/** What was expected and is not told; empty when all is right. */
export async function observedDifferences(cluster: Cluster): Promise<string[]> {
  const must = async (args: readonly string[], input?: unknown): Promise<string> => {
    const { exitCode, stdout, stderr } = await cluster.kubectl(args, input === undefined ? '' : JSON.stringify(input));
    if (exitCode !== 0) throw new Error(stderr);
    return stdout;
  };
  await must(['create', '--filename=-'], POD);
  const { metadata } = asMapping(JSON.parse(await must(['get', `pod/${NAME}`, '--output=json'])));
  const created = Date.parse(asString(asMapping(metadata).creationTimestamp) ?? '');
  const uid = asString(asMapping(metadata).uid);
  const at = (seconds: number) => new Date(created + seconds * 1000).toISOString().replace('.000Z', 'Z');
  const container = {
    name: 'web',
    image: 'shop:1',
    imageID: '',
    ready: true,
    started: true,
    restartCount: 1,
    state: { running: { startedAt: at(40) } },
    lastState: { terminated: { startedAt: at(3), finishedAt: at(39), exitCode: 137, reason: 'Error' } },
  };
  const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: at(41) }];
  const status = { phase: 'Running', conditions, containerStatuses: [container] };
  await must(['patch', `pod/${NAME}`, '--subresource=status', '--type=merge', `--patch=${JSON.stringify({ status })}`]);

  const about = { apiVersion: 'v1', kind: 'Pod', name: NAME, namespace: 'default', uid };
  const event = { apiVersion: 'v1', kind: 'Event', type: 'Warning', involvedObject: about };
  await must(['create', '--filename=-'], {
    ...event,
    metadata: { name: `${NAME}.1` },
    involvedObject: { ...about, fieldPath: 'spec.containers{web}' },
    reason: 'Unhealthy',
    message: 'Liveness probe failed: HTTP probe failed with statuscode: 503',
    source: { component: 'kubelet' },
    count: 3,
    firstTimestamp: at(13),
    lastTimestamp: at(33),
  });
  // The scheduler writes them through the newer API.
  await must(['create', '--filename=-'], {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name: `${NAME}.2` },
    type: 'Normal',
    regarding: about,
    reason: 'Scheduled',
    note: 'Successfully assigned',
    action: 'Binding',
    eventTime: at(1).replace('Z', '.250000Z'),
    reportingController: 'default-scheduler',
    reportingInstance: 'test',
  });

  const pod = await must(['get', `pod/${NAME}`, '--output=json']);
  const events = await must(['get', 'events', `--field-selector=involvedObject.uid=${uid}`, '--output=json']);
  const observed = observe(JSON.parse(pod), JSON.parse(events), { now: at(60), until: 900, kubernetes: '' });
  const told = (observed?.timeline.steps ?? []).map((step) => {
    if (step.kind === 'event') return `${step.t} ${step.reason} from ${step.from}`;
    if (step.kind === 'start') return `${step.t} start ${step.run}`;
    return step.kind === 'exit' ? `${step.t} exit ${step.run}: ${step.exitCode} ${step.how}` : `${step.t} ${step.kind}`;
  });
  const wanted = [
    '1.25 Scheduled from default-scheduler',
    '3 start 0',
    '13 Unhealthy from kubelet',
    '13 probe',
    '33 Unhealthy from kubelet',
    '33 probe',
    '39 exit 0: 137 SIGKILL',
    '40 start 1',
    '41 condition',
  ];
  return wanted.filter((line) => !told.includes(line)).map((line) => `not told: ${line}`);
}
