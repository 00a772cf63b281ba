/**
 * What a Pod asks of a node, and its QoS class. Rules: component-helpers `PodRequests` and `PodLimits`, the defaults of
 * the core API and `ComputePodQOS`, Kubernetes 1.34.
 */

import * as l10n from '@vscode/l10n';
import { parseQuantityField } from '../quantity/parse.ts';
import { add, compare, isQuantity, type Quantity, sign } from '../quantity/quantity.ts';
import { containersOf } from './containers.ts';
import { asMapping, isMapping, type PlainMapping } from './plain.ts';

/** Quantities by resource name, such as `cpu`. */
export type ResourceList = ReadonlyMap<string, Quantity>;

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/**
 * Whether limits stand in for requests that are not given. The API server does so for a Pod, and not for the template in
 * a workload, which it leaves to the Pods made from it.
 */
export interface ResourceOptions {
  readonly defaulted?: boolean;
}

export interface RequestOptions extends ResourceOptions {
  /** What each container that names no amount of a resource is taken to request of it (`NonMissingContainerRequests`). */
  readonly missing?: ResourceList;
}

/**
 * The requests that the scheduler counts: the larger of all containers and sidecars together and of each init container
 * with the sidecars before it; what the Pod asks for as a whole replaces that; and the overhead on top.
 */
export function podRequests(pod: unknown, options: RequestOptions = {}): ResourceList {
  const spec = asMapping(asMapping(pod).spec);
  const { missing = [] } = options;
  const total = new Map(
    aggregate(spec, (container) => new Map([...missing, ...containerRequests(container, options)])),
  );
  for (const [name, quantity] of podLevelRequests(spec, options)) total.set(name, quantity);
  addAll(total, resourceList(spec.overhead));
  return total;
}

/** The limits of the Pod as a whole, by the arithmetic of {@link podRequests}. Overhead only raises limits that exist. */
export function podLimits(pod: unknown): ResourceList {
  const spec = asMapping(asMapping(pod).spec);
  const total = new Map(aggregate(spec, containerLimits));
  for (const [name, quantity] of podLevel(spec, 'limits')) total.set(name, quantity);
  for (const [name, quantity] of resourceList(spec.overhead)) {
    const limit = total.get(name);
    if (limit && sign(limit) !== 0) total.set(name, add(limit, quantity));
  }
  return total;
}

/** Which Pods the kubelet evicts first. Only `cpu` and `memory` above zero count. */
export function qosClass(pod: unknown, options: ResourceOptions = {}): QosClass {
  const spec = asMapping(asMapping(pod).spec);
  const parties = isMapping(spec.resources)
    ? [
        {
          requests: podLevelRequests(spec, options),
          limits: resourceList(spec.resources.limits),
          limitsMatter: isMapping(spec.resources.limits) && Object.keys(spec.resources.limits).length > 0,
        },
      ]
    : containersOf({ spec }).map(({ value }) => ({
        requests: containerRequests(value, options),
        limits: containerLimits(value),
        limitsMatter: true,
      }));

  const requests = new Map<string, Quantity>();
  const limits = new Map<string, Quantity>();
  let isGuaranteed = true;
  for (const party of parties) {
    const partyLimits = computeResources(party.limits);
    addAll(requests, computeResources(party.requests));
    addAll(limits, partyLimits);
    if (party.limitsMatter && partyLimits.size < 2) isGuaranteed = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const areEqual = [...requests].every(([name, request]) => {
    const limit = limits.get(name);
    return limit !== undefined && compare(limit, request) === 0;
  });
  return isGuaranteed && areEqual && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}

/** The first thing that keeps a Pod from being Guaranteed; the text follows the container's name, if there is one. */
export function whyBurstable(pod: unknown, shown = (name: string): string => name): string {
  for (const { value: container } of containersOf(asMapping(pod))) {
    const name = shown(typeof container.name === 'string' ? container.name : '?');
    const limits = containerLimits(container);
    const requests = containerRequests(container);
    for (const resource of ['cpu', 'memory']) {
      const limit = limits.get(resource);
      const request = requests.get(resource);
      if (!limit || sign(limit) === 0) return l10n.t('{0} has no {1} limit', name, resource);
      if (request && compare(request, limit) !== 0)
        return l10n.t('{0} requests less {1} than its limit', name, resource);
    }
  }
  return l10n.t('what the Pod requests is not what it is limited to');
}

export function containerRequests(container: PlainMapping, { defaulted = true }: ResourceOptions = {}): ResourceList {
  const { requests, limits } = asMapping(container.resources);
  return defaulted ? new Map([...resourceList(limits), ...resourceList(requests)]) : resourceList(requests);
}

export function containerLimits(container: PlainMapping): ResourceList {
  return resourceList(asMapping(container.resources).limits);
}

/** Quantities by name; what is no quantity is left out. */
export function resourceList(resources: unknown): ResourceList {
  const list = new Map<string, Quantity>();
  for (const [name, value] of Object.entries(asMapping(resources))) {
    const quantity = parseQuantityField(value);
    if (isQuantity(quantity)) list.set(name, roundUp(quantity));
  }
  return list;
}

/** The API server knows resources to the thousandth, and rounds what is finer away from zero. */
export function roundUp(amount: Quantity): Quantity {
  if (amount.exponent >= -3) return amount;
  const divisor = 10n ** BigInt(-3 - amount.exponent);
  const quotient = amount.unscaled / divisor;
  const isExact = amount.unscaled % divisor === 0n;
  const away = isExact ? 0n : amount.unscaled < 0n ? -1n : 1n;
  return { unscaled: quotient + away, exponent: -3, format: amount.format, wide: amount.wide };
}

function aggregate(spec: PlainMapping, of: (container: PlainMapping) => ResourceList): ResourceList {
  const running = new Map<string, Quantity>();
  const sidecars = new Map<string, Quantity>();
  const initializing = new Map<string, Quantity>();
  for (const { value: container, role } of containersOf({ spec })) {
    const list = of(container);
    if (role !== 'init') addAll(running, list);
    if (role === 'sidecar') {
      addAll(sidecars, list);
      raiseAll(initializing, sidecars);
    } else if (role === 'init') {
      const together = new Map(list);
      addAll(together, sidecars);
      raiseAll(initializing, together);
    }
  }
  raiseAll(running, initializing);
  return running;
}

/** The Pod's own requests. Where it only limits a resource, its containers' requests count, or else that limit. */
function podLevelRequests(spec: PlainMapping, { defaulted = true }: ResourceOptions): ResourceList {
  const given = podLevel(spec, 'requests');
  const limits = podLevel(spec, 'limits');
  if (!defaulted || limits.size === 0) return given;
  const containers = [...aggregate(spec, (container) => containerRequests(container))].filter(
    ([name]) => name === 'cpu' || name === 'memory',
  );
  return new Map([...limits, ...containers, ...given]);
}

function podLevel(spec: PlainMapping, kind: 'requests' | 'limits'): ResourceList {
  const list = resourceList(asMapping(spec.resources)[kind]);
  return new Map([...list].filter(([name]) => /^(cpu|memory|hugepages-.*)$/.test(name)));
}

function computeResources(list: ResourceList): ResourceList {
  return new Map([...list].filter(([name, quantity]) => (name === 'cpu' || name === 'memory') && sign(quantity) > 0));
}

function addAll(to: Map<string, Quantity>, list: ResourceList): void {
  for (const [name, quantity] of list) {
    const sum = to.get(name);
    to.set(name, sum ? add(sum, quantity) : quantity);
  }
}

function raiseAll(to: Map<string, Quantity>, list: ResourceList): void {
  for (const [name, quantity] of list) {
    const floor = to.get(name);
    if (!floor || compare(quantity, floor) > 0) to.set(name, quantity);
  }
}
