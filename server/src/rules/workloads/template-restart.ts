import * as l10n from '@vscode/l10n';
import { replaceValue } from '../edits/replace.ts';
import { addField, fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';
import { jobSpec } from './job-spec.ts';

export const KEEPS_RUNNING = new Set(['ReplicationController', 'ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet']);

export const templateRestart: Rule = validation(
  'template-restart',
  'Pods of a workload that keeps them running always restart; those of a Job never do, or on failure.',
  function* (subject) {
    const { object, pod, document } = subject;
    if (!pod) return;
    const policy = at(pod.spec, 'restartPolicy');
    const written = text(policy) || 'Always';
    if (KEEPS_RUNNING.has(object.kind ?? '')) {
      if (written !== 'Always')
        yield found(
          policy,
          `Unsupported value "${written}": Pods of a ${object.kind} always restart`,
          fixByWriting(document, policy, 'Always'),
        );
      const deadline = at(pod.spec, 'activeDeadlineSeconds');
      if (isSet(deadline))
        yield found(
          deadline,
          `activeDeadlineSeconds is not supported in a ${object.kind}`,
          fixByRemoving(document, deadline),
        );
      return;
    }
    const job = jobSpec(subject);
    if (!job) return;
    const hasFailurePolicy = isSet(at(job, 'podFailurePolicy'));
    if (written === 'Always') {
      const better = hasFailurePolicy ? 'Never' : 'OnFailure';
      const write = (word: string, preferred: boolean) =>
        policy.node
          ? fix(l10n.t('Write {0}', word), preferred, replaceValue(document, policy, word))
          : addField(subject, policy, word, preferred);
      yield found(policy, 'restartPolicy is required for a Job: OnFailure or Never', [
        ...write(better, true),
        ...write(better === 'Never' ? 'OnFailure' : 'Never', false),
      ]);
    } else if (written !== 'OnFailure' && written !== 'Never') {
      // choices.ts tells that the word is unknown.
    } else if (hasFailurePolicy && written !== 'Never') {
      yield found(policy, 'Must be Never when podFailurePolicy is specified', fixByWriting(document, policy, 'Never'));
    }
  },
);
