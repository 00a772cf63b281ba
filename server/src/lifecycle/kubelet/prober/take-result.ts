import * as l10n from '@vscode/l10n';
import type { ProbeName } from '../../pod/pod.ts';
import type { Millis } from '../../queue.ts';
import { because, record } from '../../recorder.ts';
import type { ProbeResult, Step } from '../../steps.ts';
import { event, eventIfSent } from '../events/events.ts';
import type { Kubelet } from '../kubelet.ts';
import type { Answer } from '../probe/answer.ts';
import { probeWhy } from './probe-why.ts';
import { setResult } from './results.ts';
import { repeat, WRITTEN_RESULTS } from './steady.ts';
import type { Worker } from './worker.ts';

/** Counts a result, writes it down, and draws the consequence once the threshold is reached. */
export function take(kubelet: Kubelet, worker: Worker, answer: Answer, begun: Millis): void {
  const { queue, recorder, prober } = kubelet;
  const { container, type, probe, id } = worker;
  const passed = answer.result === 'success' || answer.result === 'warning';
  const result = passed ? 'success' : 'failure';
  worker.resultRun = worker.lastResult === result ? worker.resultRun + 1 : 1;
  worker.lastResult = result;
  const count = worker.resultRun;
  const threshold = passed ? probe.successThreshold : probe.failureThreshold;
  const decided = id !== undefined && prober.results[type].get(id) !== result;
  const why =
    passed && !decided && count > threshold
      ? worker.passesAsBefore
      : probeWhy(container.name, type, probe, passed, count, decided, count > 1 ? worker.lastStep : undefined);
  const step = {
    kind: 'probe',
    container: container.name,
    probeType: type,
    result: SHOWN[answer.result],
    count,
    threshold,
    ...(queue.now > begun && { took: (queue.now - begun) / 1000 }),
    why,
  } as const;
  worker.errors = 0;
  const known = count > WRITTEN_RESULTS && count !== threshold && isLike(recorder.steps[worker.lastStep ?? -1], step);
  if (known) repeat(kubelet, worker, 1);
  else worker.lastStep = record(recorder, step);
  const took = queue.now - begun;
  if (known) worker.steady = { isResult: true, tells: answer.result !== 'success', answer, took };
  const tell = known ? eventIfSent : event;
  const reason = { ...why, ...(worker.lastStep !== undefined && { after: worker.lastStep }) };
  if (!passed) {
    tell(kubelet, 'Warning', 'Unhealthy', `${title(type)} probe failed: ${answer.output}`, container.name, reason);
  } else if (answer.result === 'warning') {
    tell(kubelet, 'Warning', 'ProbeWarning', `${title(type)} probe warning: ${answer.output}`, container.name, reason);
  }
  if (count < threshold) return;
  setResult(kubelet, worker, result);
  if ((type === 'liveness' && !passed) || type === 'startup') {
    worker.onHold = true;
    worker.resultRun = 0;
  }
}

/** Whether one result tells no more than the one before it. */
function isLike(before: Step | undefined, { result, took }: Pick<ProbeResult, 'result' | 'took'>): boolean {
  return before?.kind === 'probe' && before.result === result && before.took === took;
}

export function writeError(kubelet: Kubelet, worker: Worker, answer: Answer): void {
  const { type, probe, container } = worker;
  worker.errors++;
  const known = worker.errors > WRITTEN_RESULTS;
  if (known) worker.steady = { isResult: false, tells: true, answer, took: 0 };
  const message = `${title(type)} probe errored and resulted in unknown state: ${answer.output}`;
  const text = l10n.t('The probe cannot be carried out, so its result counts neither as success nor as failure.');
  const tell = known ? eventIfSent : event;
  tell(kubelet, 'Warning', 'Unhealthy', message, container.name, because(text, [probe.path]));
}

const SHOWN = {
  success: 'succeeded',
  warning: 'succeeded',
  failure: 'failed',
  timeout: 'timeout',
  error: 'failed',
} as const;

function title(type: ProbeName): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}
