/** What Pods are taken to use when nodes are compared, which is something also where they request nothing. */
import { asMapping } from '../../../../model/plain.ts';
import { podRequests, resourceList } from '../../../../model/resources.ts';
import { amounts, type SchedulingPod } from '../../pod.ts';

/** The resources by which the default profile scores nodes; each weighs 1. */
export const SCORED = ['cpu', 'memory'] as const;

/** `util/pod_resources.go` */
const DEFAULT_REQUESTS = resourceList({ cpu: '100m', memory: '200Mi' });

/**
 * What a Pod is taken to use, in millicores or bytes: each container that names no amount counts with the default. What
 * the Pod requests as a whole stands for all containers of one that is placed (`getNonMissingContainerRequests`), and is
 * left out of account for the one that is being scheduled (`calculatePodResourceRequest` as NodeResourcesFit sets it up).
 */
export function nonZeroRequest(
  pod: SchedulingPod,
  resource: (typeof SCORED)[number],
  role: 'incoming' | 'placed',
): bigint {
  const requested = pod.requests.get(resource);
  if (role === 'placed' && requested !== undefined && hasPodLevelResources(pod)) return requested;
  const spec = { ...pod.spec, resources: undefined };
  return amounts(podRequests({ spec }, { missing: DEFAULT_REQUESTS })).get(resource) ?? 0n;
}

/** Limits of the Pod as a whole come with requests of it, by the API server's defaults. */
function hasPodLevelResources({ spec }: SchedulingPod): boolean {
  const { requests, limits } = asMapping(spec.resources);
  return Object.keys(asMapping(requests)).length + Object.keys(asMapping(limits)).length > 0;
}
