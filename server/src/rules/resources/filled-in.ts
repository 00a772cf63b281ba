/** What the server fills in for the Pod as a whole. */
import { gateState } from '../../catalog/gates.ts';
import { podRequests, type ResourceList } from '../../model/resources.ts';
import { toValue } from '../../yaml/tree.ts';
import type { Subject } from '../rule.ts';
import { at, type Value } from '../view.ts';
import { isHugePage } from './parties.ts';

/** What a Pod as a whole requests, with what the server fills in from its containers and its limits. */
export function podAmounts(subject: Subject, resources: Value): ResourceList | undefined {
  const all = filledIn(subject, resources);
  if (!all) return undefined;
  const names = new Set([...at(resources, 'limits').fields.keys(), ...at(resources, 'requests').fields.keys()]);
  return new Map(
    [...all].filter(([name]) => names.has(name) && (name === 'cpu' || name === 'memory' || isHugePage(name))),
  );
}

/** The requests of a Pod with limits of its own, with all that the server fills in from its containers. */
export function filledIn(subject: Subject, resources: Value): ResourceList | undefined {
  if (!subject.pod?.standalone || !gateState('PodLevelResources', subject.version).on) return undefined;
  if (!subject.pod.spec.node || at(resources, 'limits').fields.size === 0) return undefined;
  const spec = toValue(subject.pod.spec.node) as Record<string, unknown>;
  return podRequests({ spec: { ...spec, overhead: {} } });
}
