import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { removeValue } from '../edits/remove.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { fix, found, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, flag, isSet, pathOf, text, type Value } from '../view.ts';

export const mountOptions: Rule = validation(
  'mount-options',
  'How a mount propagates and what is read-only in it must go together; only privileged containers propagate to the node.',
  function* (subject) {
    for (const { value } of subject.pod?.containers ?? [])
      for (const mount of at(value, 'volumeMounts').items) {
        yield* judgePropagation(subject, at(value, 'securityContext'), at(mount, 'mountPropagation'));
        yield* judgeRecursive(subject, mount);
      }
  },
);

function* judgePropagation({ document }: Subject, context: Value, propagation: Value): Generator<Finding> {
  const privileged = at(context, 'privileged');
  if (text(propagation) !== 'Bidirectional' || flag(privileged)) return;
  const mayBePrivileged = flag(at(context, 'allowPrivilegeEscalation')) !== false;
  const fixes = [
    ...fixByWriting(document, propagation, 'HostToContainer'),
    ...(mayBePrivileged
      ? fix(l10n.t('Make the container privileged'), false, putValue(document, privileged, true))
      : []),
  ];
  yield found(
    propagation,
    'Bidirectional mount propagation is available only to privileged containers',
    fixes,
    listPath(propagation),
  );
}

function* judgeRecursive({ document }: Subject, mount: Value): Generator<Finding> {
  const recursive = at(mount, 'recursiveReadOnly');
  if (text(recursive) !== 'Enabled' && text(recursive) !== 'IfPossible') return;
  const readOnly = at(mount, 'readOnly');
  if (!flag(readOnly))
    yield found(
      recursive,
      'recursiveReadOnly may only be specified when readOnly is true',
      fix(l10n.t('Add {0}', 'readOnly: true'), true, putValue(document, readOnly, true)),
      listPath(recursive),
    );
  const propagation = at(mount, 'mountPropagation');
  if (isSet(propagation) && text(propagation) !== 'None')
    yield found(
      recursive,
      'recursiveReadOnly may only be specified when mountPropagation is None',
      fix(l10n.t('Remove {0}', 'mountPropagation'), true, removeValue(document, propagation)),
      listPath(recursive),
    );
}

/** The API server leaves out the index. */
function listPath(value: Value): string {
  return pathOf(value).replace(/\[\d+\]\.(\w+)$/, '.$1');
}
