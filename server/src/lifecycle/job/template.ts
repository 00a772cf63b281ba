/** What the Job controller makes of a Pod template for a completion index (`manageJob`). */
import { asMapping, asMappings, asSequence, isMapping, type PlainMapping } from '../../model/plain.ts';
import type { Job } from './job.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';
const INDEX_VARIABLE = 'JOB_COMPLETION_INDEX';

/** @param pod the Pod as its template has it, with `metadata` and `spec` */
export function podAt(pod: PlainMapping, job: Job, completionIndex: number): PlainMapping {
  const metadata = asMapping(pod.metadata);
  const spec = asMapping(pod.spec);
  const value = String(completionIndex);
  const withIndex = (list: unknown): readonly unknown[] =>
    asSequence(list).map((container) => {
      if (!isMapping(container)) return container;
      const env = asMappings(container.env);
      return env.some(({ name }) => name === INDEX_VARIABLE)
        ? container
        : { ...container, env: [...env, { name: INDEX_VARIABLE, value }] };
    });
  return {
    ...pod,
    metadata: {
      ...metadata,
      name: `${job.name}-${value}-xxxxx`,
      labels: { ...asMapping(metadata.labels), [INDEX]: value },
      annotations: { ...asMapping(metadata.annotations), [INDEX]: value },
    },
    spec: {
      ...spec,
      hostname: `${job.name}-${value}`,
      containers: withIndex(spec.containers),
      ...(spec.initContainers !== undefined && { initContainers: withIndex(spec.initContainers) }),
    },
  };
}
