import * as l10n from '@vscode/l10n';
import { goDuration, seconds } from '../durations.ts';
import type { Container } from '../pod/pod.ts';
import { type Process, sleepUntil } from '../queue.ts';
import { because, latest, record } from '../recorder.ts';
import { millis } from '../runtime/runtime.ts';
import { isInBackOffSinceUpdate, next, waitOf } from './backoff.ts';
import { event } from './events/events.ts';
import type { Kubelet } from './kubelet.ts';

/** Seconds that a pull takes when nothing else is assumed. */
export const DEFAULT_PULL = 0.5;
/** What the kubelet itself adds to a pull. */
const PULL_OVERHEAD = 1;
const IMAGE_SIZE = 1_048_576;
/** `[host[:port]/]path[:tag][@digest]`, the grammar of the distribution project. */
const IMAGE_REFERENCE =
  /^(?:[A-Za-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::[\w.-]{1,128})?(?:@[\w+.:-]+)?$/;

/** Why a container could not be started: the waiting reason, and the message of the state. */
export interface StartError {
  readonly reason: string;
  readonly message: string;
  /** Kubernetes 1.35 and later: when the wait ends, which is when the kubelet looks again. */
  readonly retryAt?: number;
}

/** Gets the image onto the node by the container's pull policy (`images/image_manager.go`). */
export function* ensureImage(kubelet: Kubelet, container: Container): Process<StartError | undefined> {
  const { queue, recorder, runtime, imageBackOff, imageErrors } = kubelet;
  const { image, imagePullPolicy, name, path } = container;
  const policy = `${path}.imagePullPolicy`;
  const malformed = referenceError(image);
  if (malformed !== undefined) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${malformed}`;
    event(
      kubelet,
      'Warning',
      'InspectFailed',
      message,
      name,
      because(l10n.t('"{0}" is no image reference.', image), [`${path}.image`]),
    );
    return { reason: 'InvalidImageName', message };
  }
  const present = runtime.images.has(image);
  if (imagePullPolicy === 'Never' && !present) {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    const why = because(l10n.t('{0} is not on the node, and imagePullPolicy is Never.', image), [policy]);
    event(kubelet, 'Warning', 'ErrImageNeverPull', message, name, why);
    return { reason: 'ErrImageNeverPull', message };
  }
  if (imagePullPolicy !== 'Always' && present) {
    const accessible = kubelet.gates.ensureSecretPulledImages ? ' and can be accessed by the pod' : '';
    const why = because(
      l10n.t('Nothing is pulled because {0} is on the node and imagePullPolicy is {1}.', image, imagePullPolicy),
      [policy],
    );
    event(kubelet, 'Normal', 'Pulled', `Container image "${image}" already present on machine${accessible}`, name, why);
    return undefined;
  }
  if (isInBackOffSinceUpdate(imageBackOff, image, queue.now)) {
    const message = `Back-off pulling image "${image}"`;
    const wait = waitOf(imageBackOff, image);
    const why = because(
      l10n.t('{0} is not pulled again yet: the pull failed, and the back-off is {1} s.', image, seconds(wait)),
      [],
      latest(recorder, 'pull'),
    );
    event(kubelet, 'Normal', 'BackOff', message, name, why);
    const error = imageErrors.get(image);
    return { reason: 'ImagePullBackOff', message: error === undefined ? message : `${message}: ${error}` };
  }
  imageErrors.delete(image);
  return yield* pullImage(kubelet, container);
}

/** Why the name is no image reference, in the words of the distribution project (`ParseNormalizedNamed`). */
function referenceError(image: string): string | undefined {
  if (/^[a-f0-9]{64}$/.test(image))
    return `invalid repository name (${image}), cannot specify 64-byte hexadecimal strings`;
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(0, slash));
  const hasHost = first === 'localhost' || /[.:A-Z]/.test(first);
  const remainder = hasHost ? image.slice(slash + 1) : slash < 0 ? `library/${image}` : image;
  const repository = remainder.split(':', 1)[0] ?? '';
  if (repository !== repository.toLowerCase())
    return `invalid reference format: repository name (${repository}) must be lowercase`;
  return IMAGE_REFERENCE.test(image) ? undefined : 'invalid reference format';
}

function* pullImage(
  kubelet: Kubelet,
  { image, name, imagePullPolicy, path }: Container,
): Process<StartError | undefined> {
  const { queue, recorder, runtime, imageBackOff, imageErrors, assumptions } = kubelet;
  const { pull = DEFAULT_PULL, error, failTimes = 0, size = IMAGE_SIZE } = assumptions.images?.[image] ?? {};
  const begun = queue.now;
  const why =
    imagePullPolicy === 'Always'
      ? because(l10n.t('{0} is pulled because imagePullPolicy is Always.', image), [`${path}.imagePullPolicy`])
      : because(l10n.t('{0} is pulled because it is not on the node.', image), [`${path}.image`]);
  event(kubelet, 'Normal', 'Pulling', `Pulling image "${image}"`, name, why);
  const begin = record(recorder, { kind: 'pull', image, op: 'begin', why });
  yield* sleepUntil(begun + millis(pull) + PULL_OVERHEAD);
  const failures = runtime.failedPulls.get(image) ?? 0;
  if (error !== undefined && (failTimes === 0 || failures < failTimes)) {
    runtime.failedPulls.set(image, failures + 1);
    const failed = because(l10n.t('The pull of {0} fails: {1}', image, error), [`${path}.image`], begin);
    record(recorder, { kind: 'pull', image, op: 'fail', why: failed });
    const answer = `rpc error: code = NotFound desc = ${error}`;
    event(kubelet, 'Warning', 'Failed', `Failed to pull image "${image}": ${answer}`, name, failed);
    next(imageBackOff, image, queue.now, queue.now);
    imageErrors.set(image, `ErrImagePull: ${answer}`);
    return { reason: 'ErrImagePull', message: answer };
  }
  runtime.images.add(image);
  record(recorder, {
    kind: 'pull',
    image,
    op: 'end',
    why: because(l10n.t('The pull of {0} takes {1} s.', image, pull), [], begin),
  });
  const took = goDuration(queue.now - begun);
  const message = `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: ${size} bytes.`;
  event(kubelet, 'Normal', 'Pulled', message, name, because(l10n.t('{0} is on the node now.', image), [], begin));
  return undefined;
}
