import { addField, fixByWriting } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, int, isSet, number, pathOf } from '../view.ts';

export const progressDeadline: Rule = validation(
  'progress-deadline',
  'A Deployment waits for progress longer than a Pod must be ready.',
  function* (subject) {
    const { object, root, document } = subject;
    if (object.kind !== 'Deployment') return;
    const deadline = at(root, 'spec', 'progressDeadlineSeconds');
    const ready = int(at(root, 'spec', 'minReadySeconds'));
    if ((number(deadline) ?? 600) > ready) return;
    const fixes = isSet(deadline)
      ? fixByWriting(document, deadline, ready + 600)
      : addField(subject, deadline, ready + 600);
    yield found(
      deadline.node ? deadline : at(root, 'spec', 'minReadySeconds'),
      'progressDeadlineSeconds must be greater than minReadySeconds',
      fixes,
      pathOf(deadline),
    );
  },
);
