import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fixByRemoving } from '../fields/field-fixes.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';
import { isKnownBefore } from './container-restart.ts';
import { RUNNING_FIELDS } from './init-container-field.ts';

const EPHEMERAL_CANNOT = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  ...RUNNING_FIELDS,
];

export const ephemeralContainers: Rule = validation(
  'ephemeral-containers',
  'Ephemeral containers join a running Pod: they cannot be created with it.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod) return;
    const list = at(pod.spec, 'ephemeralContainers');
    if (list.items.length === 0) return;
    yield foundAtKey(
      list,
      'Ephemeral containers cannot be set on create',
      fix(l10n.t('Remove them'), true, removeValue(document, list)),
    );
    const others = new Set(
      pod.containers.filter(({ role }) => role !== 'ephemeral').map(({ value }) => text(at(value, 'name'))),
    );
    for (const container of list.items) {
      const target = at(container, 'targetContainerName');
      if (text(target) !== '' && !others.has(text(target)))
        yield found(target, `There is no container "${text(target)}"`);
      for (const name of EPHEMERAL_CANNOT) {
        if (name === 'restartPolicy' && isKnownBefore(subject.version)) continue;
        const field = at(container, name);
        const isEmpty = name === 'resources' && field.fields.size === 0;
        if (isSet(field) && !isEmpty)
          yield foundAtKey(field, `${name} cannot be set for an ephemeral container`, fixByRemoving(document, field));
      }
      for (const mount of at(container, 'volumeMounts').items)
        for (const name of ['subPath', 'subPathExpr'])
          if (text(at(mount, name)) !== '')
            yield found(
              at(mount, name),
              `${name} cannot be set for an ephemeral container`,
              fixByRemoving(document, at(mount, name)),
            );
    }
  },
);
