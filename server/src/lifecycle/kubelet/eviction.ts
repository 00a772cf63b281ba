/**
 * The eviction manager (`eviction/eviction_manager.go`), as far as it concerns one Pod alone: local storage beyond its
 * limits. It looks every 10 s, at figures that are up to 10 s old for containers and up to 2 min old for volumes.
 */
import * as l10n from '@vscode/l10n';
import { podLimits } from '../../model/resources.ts';
import { canonical, value as quantityValue } from '../../quantity/quantity.ts';
import type { Container } from '../pod/pod.ts';
import { at, type Millis, nextOnGrid } from '../queue.ts';
import { because } from '../recorder.ts';
import { amountAt } from '../runtime/curves.ts';
import { diskCurve } from '../runtime/demand.ts';
import { behaviourOf } from '../runtime/runtime.ts';
import { SPREAD } from '../spread.ts';
import { event } from './events/events.ts';
import type { Kubelet } from './kubelet.ts';
import { terminate } from './pod-worker.ts';
import { isTerminating } from './stage.ts';

/** Seconds that an evicted Pod's containers get. */
const EVICTION_GRACE = 1;
/** Pods of this priority are not evicted. */
const SYSTEM_CRITICAL = 2_000_000_000;

/** Looks until the Pod ends; where nothing is assumed of its disk use there is nothing to look at. */
export function watchStorage(kubelet: Kubelet): void {
  const { pod, queue } = kubelet;
  const writes = [...pod.initContainers, ...pod.containers].some(
    ({ name }) => behaviourOf(kubelet.runtime, name).disk !== undefined,
  );
  if (!writes || kubelet.isStatic || pod.priority >= SYSTEM_CRITICAL) return;
  const measured = new Map<string, number>();
  const measure = (): void => {
    for (const { name } of pod.volumes) measured.set(name, volumeUse(kubelet, name));
    every(kubelet, SPREAD.volumeStatsPhase, SPREAD.volumeStatsPeriod, measure);
  };
  const look = (): void => {
    const excess = excessOf(kubelet, measured);
    if (excess === undefined) every(kubelet, SPREAD.evictionPhase, SPREAD.evictionPeriod, look);
    else evict(kubelet, excess);
  };
  at(queue, queue.now, measure);
  every(kubelet, SPREAD.evictionPhase, SPREAD.evictionPeriod, look);
}

function every({ queue, worker }: Kubelet, phase: Millis, period: Millis, run: () => void): void {
  at(queue, nextOnGrid(queue.now, phase, period), () => {
    if (!isTerminating(worker)) run();
  });
}

interface Excess {
  readonly message: string;
  readonly text: string;
  readonly field: string;
}

/** The first limit that is exceeded: of a volume, of the Pod, of a container. */
function excessOf(kubelet: Kubelet, measured: ReadonlyMap<string, number>): Excess | undefined {
  const { pod, gates } = kubelet;
  for (const { name, path, emptyDir } of pod.volumes) {
    const limit = emptyDir?.sizeLimit;
    // A volume in memory cannot hold more than its size: writing fails before.
    if (limit === undefined || emptyDir?.inMemory === true || (measured.get(name) ?? 0) <= limit.bytes) continue;
    return {
      message: `Usage of EmptyDir volume "${name}" exceeds the limit "${limit.text}". `,
      text: l10n.t('The Pod is evicted because the volume {0} holds more than its sizeLimit, {1}.', name, limit.text),
      field: `${path}.emptyDir.sizeLimit`,
    };
  }
  const onDisk = pod.volumes.filter(({ emptyDir }) => emptyDir?.inMemory === false);
  const volumes = onDisk.reduce((sum, { name }) => sum + (measured.get(name) ?? 0), 0);
  const all = [...pod.containers, ...pod.initContainers];
  const layers = all.reduce((sum, container) => sum + layerUse(kubelet, container), 0);
  const whole = podLimits(pod.object).get('ephemeral-storage');
  if (whole !== undefined && volumes + layers > Number(quantityValue(whole))) {
    const limit = canonical(whole);
    return {
      message: `Pod ephemeral local storage usage exceeds the total limit of containers ${limit}. `,
      text: l10n.t(
        'The Pod is evicted because its containers and emptyDir volumes together hold more than the sum of the ephemeral-storage limits, {0}.',
        limit,
      ),
      field: 'spec.containers',
    };
  }
  const limited = gates.limitsSidecarStorage ? all : pod.containers;
  for (const container of limited.filter(({ role }) => role !== 'init')) {
    const limit = container.storageLimit;
    if (limit === undefined || layerUse(kubelet, container) <= limit.bytes) continue;
    return {
      message: `Container ${container.name} exceeded its local ephemeral storage limit "${limit.text}". `,
      text: l10n.t(
        'The Pod is evicted because {0} has written more than its ephemeral-storage limit, {1}.',
        container.name,
        limit.text,
      ),
      field: `${container.path}.resources.limits[ephemeral-storage]`,
    };
  }
  return undefined;
}

/** What a container's writable layer holds; a restarted container has a new one. */
function layerUse({ runtime, queue }: Kubelet, container: Container): number {
  const instance = runtime.instances.findLast((each) => each.container === container);
  if (instance?.state.kind !== 'running') return 0;
  const curve = diskCurve(behaviourOf(runtime, container.name), undefined);
  return amountAt(curve, (queue.now - instance.state.startedAt) / 1000);
}

/** What a volume holds; what a container wrote stays there when it ends. */
function volumeUse({ runtime, queue, pod }: Kubelet, volume: string): number {
  return [...pod.initContainers, ...pod.containers].reduce((sum, container) => {
    const curve = diskCurve(behaviourOf(runtime, container.name), volume);
    const held = runtime.instances.flatMap(({ container: own, state }) => {
      if (own !== container || state.kind === 'created') return [];
      const until = state.kind === 'running' ? queue.now : state.finishedAt;
      return [amountAt(curve, (until - state.startedAt) / 1000)];
    });
    return sum + Math.max(0, ...held);
  }, 0);
}

function evict(kubelet: Kubelet, { message, text, field }: Excess): void {
  const why = because(text, [field]);
  const step = event(kubelet, 'Warning', 'Evicted', message, undefined, why);
  terminate(kubelet, undefined, step, { grace: EVICTION_GRACE, by: { reason: 'Evicted', message } });
}
