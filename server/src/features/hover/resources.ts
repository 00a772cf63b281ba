/** Requests and limits: what the scheduler counts, what happens at the limit, and the QoS class that comes of it. */

import * as l10n from '@vscode/l10n';
import { containersOf } from '../../model/containers.ts';
import { asMapping, asString, type PlainMapping } from '../../model/plain.ts';
import { podRequests, qosClass, type ResourceList, resourceList, whyBurstable } from '../../model/resources.ts';
import { canonical, milliValue, sign, value } from '../../quantity/quantity.ts';
import { isBytes, readable } from '../../quantity/readable.ts';
import { listed, listedClauses } from '../../texts.ts';
import { code, type Describe, type Hovered, paragraph } from './hovered.ts';

export const describeResources: Describe = (hovered) => {
  const { field, place, pod, container } = hovered;
  if (!pod) return undefined;
  if (field === 'Container.resources' || field === 'PodSpec.resources') return describeAll(hovered, pod);
  if (field !== 'ResourceRequirements.limits' && field !== 'ResourceRequirements.requests') return undefined;
  const list = field.endsWith('limits') ? 'limits' : 'requests';
  const name = place.type?.kind === 'quantity' ? place.entry?.name : undefined;
  if (name === undefined) return container && describeAll(hovered, pod);
  const resources = asMapping((container?.value ?? asMapping(pod.spec)).resources);
  return paragraph([list === 'limits' ? atLimit(name, resources, pod) : asRequest(name), beside(name, resources)]);
};

function describeAll({ container }: Hovered, pod: PlainMapping): string {
  const resources = asMapping(container?.value.resources ?? asMapping(pod.spec).resources);
  const names = new Set([...resourceList(resources.requests).keys(), ...resourceList(resources.limits).keys()]);
  const rows = [...names].sort().map((name) => {
    const shown = (list: unknown): string => {
      const quantity = resourceList(list).get(name);
      return quantity ? readable(quantity, name) : '–';
    };
    return `| ${name} | ${shown(resources.requests)} | ${shown(resources.limits)} |`;
  });
  const table =
    rows.length > 0 ? [`| | ${l10n.t('request')} | ${l10n.t('limit')} |`, '|:--|--:|--:|', ...rows].join('\n') : '';
  return [table, atLimits(resources), describeQos(pod), describeScheduling(pod)].filter(Boolean).join('\n\n');
}

/** What becomes of a container that wants more, in a sentence. */
function atLimits({ limits }: PlainMapping): string | undefined {
  const list = resourceList(limits);
  const cpu = list.get('cpu');
  const ends = [
    ...(cpu ? [l10n.t('throttled to {0} ms of CPU time in each 100 ms', Number(milliValue(cpu)) / 10)] : []),
    ...(list.has('memory') ? [l10n.t('killed when it takes more memory (OOMKilled)')] : []),
    ...(list.has('ephemeral-storage') ? [l10n.t('evicted with its Pod when it writes more')] : []),
  ];
  return ends.length > 0 ? l10n.t('At its limits it is {0}.', listedClauses(ends)) : undefined;
}

function describeQos(pod: PlainMapping): string {
  const qos = qosClass(pod);
  if (qos === 'BestEffort')
    return l10n.t(
      'QoS class **BestEffort**: no container asks for CPU or memory. First to be evicted when the node runs short.',
    );
  if (qos === 'Guaranteed')
    return l10n.t(
      'QoS class **Guaranteed**: every container’s CPU and memory requests equal its limits. Last to be evicted.',
    );
  return l10n.t('QoS class **Burstable**: {0}.', whyBurstable(pod, code));
}

function describeScheduling(pod: PlainMapping): string | undefined {
  const requests = podRequests(pod);
  if (requests.size === 0) return undefined;
  const spec = asMapping(pod.spec);
  const total = amounts(requests);
  const hasInit = containersOf(pod).some(({ role }) => role !== 'container');
  if (resourceList(spec.overhead).size === 0)
    return hasInit
      ? l10n.t('The scheduler counts {0} for the whole Pod, init containers considered.', total)
      : l10n.t('The scheduler counts {0} for the whole Pod.', total);
  return hasInit
    ? l10n.t('The scheduler counts {0} for the whole Pod, init containers and overhead considered.', total)
    : l10n.t('The scheduler counts {0} for the whole Pod, overhead considered.', total);
}

function amounts(list: ResourceList): string {
  return listed(
    [...list]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, quantity]) => `${name} ${code(readable(quantity, name))}`),
  );
}

function asRequest(name: string): string {
  if (name === 'cpu')
    return l10n.t(
      'A node must have this much unreserved for the Pod to be scheduled. Where CPU is short, containers share it in proportion to their requests; what is free anybody may use.',
    );
  if (name === 'memory')
    return l10n.t(
      'A node must have this much unreserved for the Pod to be scheduled. When the node runs short, Pods that use more than they request are evicted first.',
    );
  return l10n.t('A node must have this much unreserved for the Pod to be scheduled.');
}

function atLimit(name: string, resources: PlainMapping, pod: PlainMapping): string {
  const limit = resourceList(resources.limits).get(name);
  if (!limit) return '';
  if (name === 'cpu') {
    const milli = milliValue(limit);
    return l10n.t(
      'At the limit the container is throttled: it gets {0} ms of CPU time in each 100 ms.',
      Number(milli) / 10,
    );
  }
  if (name === 'memory') {
    const policy = asString(asMapping(pod.spec).restartPolicy) ?? 'Always';
    const bytes = String(value(limit));
    return policy === 'Never'
      ? l10n.t(
          'Beyond the limit of {0} bytes the kernel kills the container: it ends as OOMKilled with exit code 137 and stays down (restartPolicy Never).',
          bytes,
        )
      : l10n.t(
          'Beyond the limit of {0} bytes the kernel kills the container: it ends as OOMKilled with exit code 137 and is restarted (restartPolicy {1}).',
          bytes,
          policy,
        );
  }
  if (name === 'ephemeral-storage') return l10n.t('A Pod whose containers write more than this is evicted.');
  if (name.startsWith('hugepages-'))
    return l10n.t('Huge pages are not overcommitted: the request has to equal the limit.');
  return isBytes(name) ? '' : l10n.t('Extended resources come in whole units, and the request has to equal the limit.');
}

/** The same resource on the other side. */
function beside(name: string, resources: PlainMapping): string {
  const request = resourceList(resources.requests).get(name);
  const limit = resourceList(resources.limits).get(name);
  if (limit && !request) return l10n.t('No request is given: it equals the limit, {0}.', code(canonical(limit)));
  if (request && !limit) return name === 'cpu' || name === 'memory' ? l10n.t('There is no limit.') : '';
  if (!request || !limit || sign(limit) === 0) return '';
  const percent = Math.round((Number(milliValue(request)) / Number(milliValue(limit))) * 100);
  return l10n.t(
    'The request {0} is {1} % of the limit {2}.',
    code(canonical(request)),
    percent,
    code(canonical(limit)),
  );
}
