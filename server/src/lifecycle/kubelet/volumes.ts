import * as l10n from '@vscode/l10n';
import type { Assumptions } from '../assumptions/assumptions.ts';
import type { Container, ObjectReference, Volume } from '../pod/pod.ts';
import { fire, newSignal, type Process, type Signal, sleepUntil, spawn, waitFor } from '../queue.ts';
import { because } from '../recorder.ts';
import { millis } from '../runtime/runtime.ts';
import { SPREAD } from '../spread.ts';
import { event } from './events/events.ts';
import type { Kubelet } from './kubelet.ts';
import { isTerminating } from './stage.ts';

/** A failed mount is tried again after 0.5 s, then twice that, up to 2 min 2 s. */
const FIRST_RETRY = 500;
const RETRY_CAP = 122_000;
/** How often a sync that waits for its volumes looks, and how long it waits. */
const WAIT_PERIOD = 300;
const WAIT_LIMIT = 123_000;

/** The volume manager's work on this Pod: mounting goes on between syncs. */
export interface Mounts {
  /** Names of volumes whose mounting has begun, and of those that are mounted. */
  readonly begun: Set<string>;
  readonly mounted: Set<string>;
  /** Fires when a volume is mounted. */
  readonly changed: Signal;
}

export function newMounts(): Mounts {
  return { begun: new Set(), mounted: new Set(), changed: newSignal() };
}

/**
 * Waits until all volumes that a container mounts are there (`WaitForAttachAndMount`).
 * @param cancelled fires when the Pod begins to terminate
 * @returns whether the sync can go on
 */
export function* waitForVolumes(kubelet: Kubelet, cancelled: Signal): Process<boolean> {
  const { queue, mounts, worker } = kubelet;
  const needed = neededVolumes(kubelet);
  if (needed.every(({ name }) => mounts.mounted.has(name))) return true;
  const begun = queue.now;
  for (const volume of needed) {
    if (missingClaim(kubelet, volume)) return false;
    if (mounts.begun.has(volume.name)) continue;
    mounts.begun.add(volume.name);
    spawn(queue, mount(kubelet, volume));
  }
  while (needed.some(({ name }) => !mounts.mounted.has(name))) {
    if (queue.now >= begun + WAIT_LIMIT || isTerminating(worker)) return false;
    yield* waitFor([cancelled, mounts.changed], begun + WAIT_LIMIT);
  }
  const look = begun + Math.ceil((queue.now - begun) / WAIT_PERIOD) * WAIT_PERIOD;
  return look === queue.now || !(yield* waitFor([cancelled], look));
}

/** A claim that does not exist fails the sync at once. */
function missingClaim(kubelet: Kubelet, { name, objects }: Volume): boolean {
  const claim = objects.find((object) => object.kind === 'persistentvolumeclaim' && !exists(kubelet, object));
  if (claim === undefined) return false;
  const reason = `error processing PVC ${kubelet.pod.namespace}/${claim.name}: failed to fetch PVC from API server: persistentvolumeclaims "${claim.name}" not found`;
  const message = `Unable to attach or mount volumes: unmounted volumes=[${name}], unattached volumes=[], failed to process volumes=[${name}]: ${reason}`;
  event(
    kubelet,
    'Warning',
    'FailedMount',
    message,
    undefined,
    because(l10n.t('The claim {0} does not exist.', claim.name), [claim.path]),
  );
  return true;
}

/** Mounts one volume, again and again until what it needs exists. */
function* mount(kubelet: Kubelet, { name, objects }: Volume): Process {
  const { queue, mounts, worker } = kubelet;
  yield* sleepUntil(queue.now + SPREAD.firstMount - SPREAD.mountLoop);
  for (let retry = FIRST_RETRY; !isTerminating(worker); retry = Math.min(RETRY_CAP, retry * 2)) {
    const missing = objects.filter((object) => !object.optional && !exists(kubelet, object));
    if (missing.length === 0) {
      mounts.mounted.add(name);
      fire(mounts.changed);
      return;
    }
    const texts = missing.map(notFound);
    const reason = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
    const message = `MountVolume.SetUp failed for volume "${name}" : ${reason}`;
    const why = l10n.t(
      'The volume {0} cannot be mounted because {1} {2} does not exist.',
      name,
      missing[0]?.kind ?? '',
      missing[0]?.name ?? '',
    );
    event(
      kubelet,
      'Warning',
      'FailedMount',
      message,
      undefined,
      because(
        why,
        missing.map(({ path }) => path),
      ),
    );
    yield* sleepUntil(queue.now + retry + SPREAD.mountLoop);
  }
}

/** Why a container's configuration cannot be made: the first object that its environment needs and that is missing. */
export function missingForEnvironment(kubelet: Kubelet, container: Container): ObjectReference | undefined {
  return container.environment.find((reference) => !reference.optional && !exists(kubelet, reference));
}

/** As the API server says it. */
export function notFound({ kind, name }: ObjectReference): string {
  return `${kind} "${name}" not found`;
}

function neededVolumes({ pod }: Kubelet): Volume[] {
  const mounted = new Set([...pod.initContainers, ...pod.containers].flatMap(({ mounts }) => mounts));
  return pod.volumes.filter(({ name }) => mounted.has(name));
}

/** Whether the object is in the cluster at this time. */
export function exists(
  { assumptions, queue }: Kubelet,
  { kind, name }: Pick<ObjectReference, 'kind' | 'name'>,
): boolean {
  const since = existsSince(assumptions, kind, name);
  return since !== undefined && millis(since) <= queue.now;
}

function existsSince(
  { objects, configMap, configMapAt }: Assumptions,
  kind: ObjectReference['kind'],
  name: string,
): number | undefined {
  if (objects === 'all') return 0;
  if (kind === 'configmap' && name === configMap) return configMapAt ?? 0;
  return objects?.[`${kind}/${name}`];
}
