import { found, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, int, pathOf, text } from '../view.ts';

export const manyIndexes: Rule = warning(
  'many-indexes',
  'Kubernetes may lose track of the failed indexes of so large a Job.',
  function* ({ object, root }) {
    const job =
      object.kind === 'Job'
        ? at(root, 'spec')
        : object.kind === 'CronJob'
          ? at(root, 'spec', 'jobTemplate', 'spec')
          : undefined;
    if (!job || text(at(job, 'completionMode')) !== 'Indexed') return;
    if (int(at(job, 'completions')) > 100_000 && int(at(job, 'parallelism')) > 10_000)
      yield found(
        at(job, 'completions'),
        'With more than 10^5 completions and a parallelism above 10^4, Kubernetes might not be able to track completedIndexes when many indexes fail',
        [],
        pathOf(job),
      );
  },
);
