import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag, isSet, pathOf, text, type Value } from '../view.ts';

export const mountOptions: Rule = validation(
  'mount-options',
  'How a mount propagates and what is read-only in it must go together; only privileged containers propagate to the node.',
  function* (subject) {
    const { document } = subject;
    for (const { value } of subject.pod?.containers ?? [])
      for (const mount of at(value, 'volumeMounts').items) {
        const propagation = at(mount, 'mountPropagation');
        const isPrivileged = flag(at(value, 'securityContext', 'privileged')) === true;
        if (text(propagation) === 'Bidirectional' && !isPrivileged) {
          const fixes = [
            ...fix(
              l10n.t('Write {0}', 'HostToContainer'),
              true,
              replaceValue(document, propagation, 'HostToContainer'),
            ),
            ...(flag(at(value, 'securityContext', 'allowPrivilegeEscalation')) === false
              ? []
              : fix(
                  l10n.t('Make the container privileged'),
                  false,
                  putValue(document, at(value, 'securityContext', 'privileged'), true),
                )),
          ];
          yield found(
            propagation,
            'Bidirectional mount propagation is available only to privileged containers',
            fixes,
            listPath(propagation),
          );
        }
        const recursive = at(mount, 'recursiveReadOnly');
        if (text(recursive) !== 'Enabled' && text(recursive) !== 'IfPossible') continue;
        if (!flag(at(mount, 'readOnly'))) {
          const fixes = fix(l10n.t('Add {0}', 'readOnly: true'), true, putValue(document, at(mount, 'readOnly'), true));
          yield found(
            recursive,
            'recursiveReadOnly may only be specified when readOnly is true',
            fixes,
            listPath(recursive),
          );
        }
        if (isSet(propagation) && text(propagation) !== 'None') {
          const fixes = fix(l10n.t('Remove {0}', 'mountPropagation'), true, removeValue(document, propagation));
          yield found(
            recursive,
            'recursiveReadOnly may only be specified when mountPropagation is None',
            fixes,
            listPath(recursive),
          );
        }
      }
  },
);

/** The API server leaves out the index. */
function listPath(value: Value): string {
  return pathOf(value).replace(/\[\d+\]\.(\w+)$/, '.$1');
}
