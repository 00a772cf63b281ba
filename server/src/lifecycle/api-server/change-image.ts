import type { ChangeAssumption } from '../assumptions/assumptions.ts';
import type { Kubelet } from '../kubelet/kubelet.ts';
import { terminate, updatePod } from '../kubelet/pod-worker.ts';
import { isTerminating } from '../kubelet/stage.ts';
import { at } from '../queue.ts';
import { SPREAD } from '../spread.ts';

/**
 * The Pod's object gets another image; the container's back-off is forgotten with the old one. A static Pod's file is
 * written anew, which makes it another Pod: this one ends first.
 * @param replace called when the kubelet can start the other one, at its next housekeeping
 */
export function changeImage(kubelet: Kubelet, { container, image }: ChangeAssumption, replace: () => void): void {
  const { apiObject, worker, newImages, crashLoopBackOff, queue, isStatic } = kubelet;
  if (apiObject.stage === 'gone') return;
  if (isStatic) {
    if (isTerminating(worker)) return;
    worker.onFinish = () => at(queue, queue.now + SPREAD.housekeeping, replace);
    terminate(kubelet, undefined, undefined, { by: 'replacement' });
    return;
  }
  if (apiObject.stage === 'unbound') return;
  newImages.set(container, image);
  crashLoopBackOff.entries.delete(container);
  if (!isTerminating(worker)) updatePod(kubelet);
}
