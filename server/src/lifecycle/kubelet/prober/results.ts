import type { Kubelet } from '../kubelet.ts';
import { updatePod } from '../pod-worker.ts';
import { setContainerReadiness, setContainerStartup } from '../status/status-manager.ts';
import type { Result } from './prober.ts';
import type { Worker } from './worker.ts';

/** Keeps a result; a change is told to the sync loop (`results.Manager`). */
export function setResult(kubelet: Kubelet, { type, id }: Worker, result: Result): void {
  const results = kubelet.prober.results[type];
  if (id === undefined || results.get(id) === result) return;
  results.set(id, result);
  switch (type) {
    case 'liveness':
      if (result === 'failure') updatePod(kubelet);
      break;
    case 'readiness':
      setContainerReadiness(kubelet, id, result === 'success');
      updatePod(kubelet);
      break;
    case 'startup':
      setContainerStartup(kubelet, id, result === 'success');
      updatePod(kubelet);
      break;
  }
}
