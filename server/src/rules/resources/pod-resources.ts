import { podLimits, podRequests, roundUp } from '../../model/resources.ts';
import { canonical, compare, type Quantity } from '../../quantity/quantity.ts';
import { toValue } from '../../yaml/tree.ts';
import { fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { found, foundAtKey, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, isSet, nameOf, pathOf, quantity, type Value } from '../view.ts';
import { podAmounts } from './filled-in.ts';
import { isHugePage, isWindows } from './parties.ts';

export const podResources: Rule = validation(
  'pod-resources',
  'What a Pod requests as a whole covers what its containers request; no container has a higher limit than the Pod.',
  function* (subject) {
    const { pod, document } = subject;
    const resources = pod && at(pod.spec, 'resources');
    if (!resources || !isSet(resources)) return;
    if (isWindows(subject)) {
      yield foundAtKey(resources, 'resources must not be set for a Windows Pod', fixByRemoving(document, resources));
      return;
    }
    const claims = at(resources, 'claims');
    if (isSet(claims))
      yield foundAtKey(claims, 'claims must not be set for the Pod as a whole', fixByRemoving(document, claims));
    yield* judgeTotals(subject, resources);
    yield* judgeContainers(subject, resources);
  },
);

/** What the Pod asks for beside what its containers ask for together. */
function* judgeTotals(subject: Subject, resources: Value): Generator<Finding> {
  const { pod, document } = subject;
  if (!pod) return;
  const spec = pod.spec.node && (toValue(pod.spec.node) as Record<string, unknown>);
  const ofContainers = { spec: { ...spec, resources: undefined, overhead: undefined } };
  const amounts = podAmounts(subject, resources);
  for (const [name, total] of podRequests(ofContainers, { defaulted: pod.standalone })) {
    const value = at(resources, 'requests', name);
    const limit = at(resources, 'limits', name);
    const own = quantity(value) ?? amounts?.get(name);
    if (own && compare(total, roundUp(own)) > 0)
      yield found(
        value.node ? value : limit,
        `Must be greater than or equal to what the containers request together, ${canonical(total)}`,
        value.node && !isOver(total, quantity(limit)) ? fixByWriting(document, value, canonical(total)) : [],
        pathOf(value),
      );
  }
  for (const [name, total] of podLimits(ofContainers)) {
    const value = at(resources, 'limits', name);
    const own = quantity(value);
    if (isHugePage(name) && own && compare(total, own) > 0)
      yield found(
        value,
        `Must be greater than or equal to the containers’ limits together, ${canonical(total)}`,
        fixByWriting(document, value, canonical(total)),
      );
  }
}

function isOver(amount: Quantity, limit: Quantity | undefined): boolean {
  return limit !== undefined && compare(amount, limit) > 0;
}

/** No container may have more than the Pod. */
function* judgeContainers({ pod, document }: Subject, resources: Value): Generator<Finding> {
  for (const { value: container, role } of pod?.containers ?? []) {
    if (role !== 'main') continue;
    for (const [name, limit] of at(container, 'resources', 'limits').fields) {
      const own = quantity(at(resources, 'limits', name));
      const amount = quantity(limit);
      if (!own || !amount || compare(amount, own) <= 0) continue;
      yield found(
        limit,
        `Must be less than or equal to the Pod's limit of ${canonical(own)}`,
        fixByWriting(document, limit, canonical(own)),
        `${pathOf(resources)}.containers[${String(container.segment)}][${nameOf(limit)}].limits`,
      );
    }
  }
}
