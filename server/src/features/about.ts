/** What a Pod is, beside what happens to it: what it asks for, as whom it runs, what it mounts, which nodes have room. */

import type { Version } from '../catalog/catalog.ts';
import type { Assumptions } from '../lifecycle/assumptions/assumptions.ts';
import { judgeNodes, type NodeVerdict } from '../lifecycle/schedule/nodes.ts';
import { containersOf } from '../model/containers.ts';
import { type ProcessIdentity, processIdentities } from '../model/identity.ts';
import type { KubernetesObject } from '../model/object.ts';
import { asMapping, asString, isMapping, type PlainMapping } from '../model/plain.ts';
import {
  containerLimits,
  containerRequests,
  podLimits,
  podRequests,
  type QosClass,
  qosClass,
  type ResourceList,
  resourceList,
  whyBurstable,
} from '../model/resources.ts';
import { type Volume, volumesOf } from '../model/volumes.ts';
import { canonical, milliValue, type Quantity, value } from '../quantity/quantity.ts';
import { readable } from '../quantity/readable.ts';
import { podSecurityLevel, podSecurityViolations } from '../rules/pod-security/standards.ts';
import type { PodSecurityLevel } from '../rules/rule.ts';
import { viewObject } from '../rules/subjects.ts';
import { pathOf } from '../rules/view.ts';

export interface PodAbout {
  readonly qos: QosClass;
  /** What keeps a Burstable Pod from being Guaranteed. */
  readonly burstableFor?: string;
  /** What the scheduler counts for the whole Pod; its limit. */
  readonly total: readonly Resource[];
  readonly containers: readonly ContainerResources[];
  readonly processes: readonly ProcessIdentity[];
  /** Namespaces of the node that the Pod shares: `network`, `PID`, `IPC`. */
  readonly hostNamespaces: readonly string[];
  readonly podSecurity: {
    readonly level: PodSecurityLevel;
    /** What keeps it from the next level and from the strictest. */
    readonly violations: readonly SecurityViolation[];
  };
  readonly volumes: readonly Volume[];
  /** The assumed cluster; empty where the Pod arrives bound. */
  readonly nodes: readonly NodeVerdict[];
}

export interface ContainerResources {
  readonly name: string;
  /** Field path of the container, such as `spec.containers[0]`. */
  readonly path: string;
  readonly resources: readonly Resource[];
}

export interface Resource {
  /** `cpu`, `memory`, and whatever else is named. */
  readonly name: string;
  readonly request?: Amount;
  readonly limit?: Amount;
}

export interface Amount {
  /** In the unit that people think in: `500m`, `64Mi`. */
  readonly text: string;
  /** Of CPU thousandths, of everything else whole units, such as bytes. */
  readonly count: number;
  /** Field path that says it; absent for a sum, and for a request that equals the limit because nothing else is said. */
  readonly path?: string;
}

export interface SecurityViolation {
  readonly level: 'baseline' | 'restricted';
  /** The standard's own name of the control, such as `runAsNonRoot`. */
  readonly control: string;
  /** Field path, relative to the Pod. */
  readonly path: string;
  readonly message: string;
}

export interface About {
  readonly object: KubernetesObject;
  /** The Pod as a plain object. */
  readonly pod: PlainMapping;
  /** Field path of the Pod in the object, as written: empty, or `spec.template.` */
  readonly prefix: string;
  readonly version: Version;
  readonly assumptions: Assumptions;
  readonly isStatic: boolean;
}

/** What can be said of a Pod without letting time pass. */
export function aboutPod({ object, pod, prefix, version, assumptions, isStatic }: About): PodAbout {
  const spec = asMapping(pod.spec);
  const subject = viewObject(object, version);
  return {
    qos: qosClass(pod),
    ...(qosClass(pod) === 'Burstable' && { burstableFor: whyBurstable(pod) }),
    total: resourcesOf(podRequests(pod), podLimits(pod)),
    containers: containersOf(pod).map(({ value, path }) => containerResources(value, path)),
    processes: processIdentities(pod, (image) => assumptions.images?.[image]?.user),
    hostNamespaces: ['Network', 'PID', 'IPC']
      .filter((name) => spec[`host${name}`] === true)
      .map((name) => name.replace('Network', 'network')),
    podSecurity: {
      level: podSecurityLevel(subject) ?? 'restricted',
      violations: podSecurityViolations(subject).map(({ level, control, value, message }) => ({
        level,
        control,
        path: pathOf(value).replace(prefix, ''),
        message,
      })),
    },
    volumes: volumesOf(pod, isStatic),
    nodes: isStatic
      ? []
      : judgeNodes(pod, { nodes: assumptions.nodes ?? [], placed: assumptions.placed ?? [] }, version),
  };
}

function containerResources(container: PlainMapping, path: string): ContainerResources {
  const { requests, limits } = asMapping(container.resources);
  const pathIn = (list: 'requests' | 'limits') => (name: string) =>
    isMapping(list === 'requests' ? requests : limits) &&
    resourceList(list === 'requests' ? requests : limits).has(name)
      ? `${path}.resources.${list}.${name}`
      : undefined;
  return {
    name: asString(container.name) ?? '',
    path,
    resources: resourcesOf(
      containerRequests(container),
      containerLimits(container),
      pathIn('requests'),
      pathIn('limits'),
    ),
  };
}

type PathOf = (name: string) => string | undefined;

/** CPU and memory first, whether they are named or not; then the others. */
function resourcesOf(
  requests: ResourceList,
  limits: ResourceList,
  requestPath: PathOf = () => undefined,
  limitPath: PathOf = () => undefined,
): readonly Resource[] {
  const names = new Set(['cpu', 'memory', ...requests.keys(), ...limits.keys()]);
  return [...names].map((name) => {
    const request = amount(name, requests.get(name), requestPath);
    const limit = amount(name, limits.get(name), limitPath);
    return { name, ...(request && { request }), ...(limit && { limit }) };
  });
}

function amount(name: string, quantity: Quantity | undefined, path: PathOf): Amount | undefined {
  if (quantity === undefined) return undefined;
  const at = path(name);
  return {
    text: readable(quantity, name).startsWith('≈') ? canonical(quantity) : readable(quantity, name),
    count: Number(name === 'cpu' ? milliValue(quantity) : value(quantity)),
    ...(at !== undefined && { path: at }),
  };
}
