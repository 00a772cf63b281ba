import { fixByRemoving } from '../fields/field-fixes.ts';
import { foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet } from '../view.ts';

export const RUNNING_FIELDS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

export const initContainerField: Rule = validation(
  'init-container-field',
  'An init container ends before the others start, so it has no probes and no hooks; a sidecar (restartPolicy: Always) may.',
  function* ({ pod, document }) {
    for (const { value, role } of pod?.containers ?? []) {
      if (role !== 'init') continue;
      for (const name of RUNNING_FIELDS) {
        const field = at(value, name);
        if (!isSet(field)) continue;
        const message = `${name} must not be set for an init container without restartPolicy: Always`;
        yield foundAtKey(field, message, fixByRemoving(document, field));
      }
    }
  },
);
