import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, isSet, pathOf, text, type Value } from '../view.ts';
import { APPARMOR, SECCOMP, SECCOMP_POD } from './annotations.ts';

export const annotationMismatch: Rule = validation(
  'annotation-mismatch',
  'A seccomp or AppArmor annotation must not contradict the field that took its place.',
  function* (subject) {
    const { pod } = subject;
    if (!pod) return;
    const annotations = at(pod.metadata, 'annotations').fields;
    const context = at(pod.spec, 'securityContext');
    const isWindows = text(at(pod.spec, 'os', 'name')) === 'windows';
    yield* mismatch(
      subject,
      annotations.get(SECCOMP_POD),
      at(context, 'seccompProfile'),
      at(context, 'seccompProfile'),
      ['runtime/default', 'docker/default'],
    );
    for (const { value } of pod.containers) {
      const name = text(at(value, 'name'));
      const seccomp = at(value, 'securityContext', 'seccompProfile');
      yield* mismatch(subject, annotations.get(SECCOMP + name), seccomp, seccomp, [
        'runtime/default',
        'docker/default',
      ]);
      if (isWindows) continue;
      const own = at(value, 'securityContext', 'appArmorProfile');
      // A Pod's annotation becomes the field where the container has none.
      if (!isSet(own) && pod.standalone) continue;
      yield* mismatch(
        subject,
        annotations.get(APPARMOR + name),
        isSet(own) ? own : at(context, 'appArmorProfile'),
        own,
        ['runtime/default'],
      );
    }
  },
);

function* mismatch(
  { document }: Subject,
  annotation: Value | undefined,
  profile: Value,
  place: Value,
  defaults: readonly string[],
): Generator<Finding> {
  if (!annotation || !isSet(profile)) return;
  const written = text(annotation);
  const type = text(at(profile, 'type'));
  const isSame =
    type === 'Unconfined'
      ? written === 'unconfined'
      : type === 'RuntimeDefault'
        ? defaults.includes(written)
        : type === 'Localhost'
          ? written.startsWith('localhost/')
          : true;
  const fixes = fix(l10n.t('Remove the annotation'), true, removeValue(document, annotation));
  if (!isSame)
    yield found(
      at(profile, 'type'),
      'The type in the annotation and in the field must match',
      fixes,
      `${pathOf(place)}.type`,
    );
  else if (type === 'Localhost' && written.slice('localhost/'.length) !== text(at(profile, 'localhostProfile')))
    yield found(
      at(profile, 'localhostProfile'),
      'The profile in the annotation and in the field must match',
      fixes,
      `${pathOf(place)}.localhostProfile`,
    );
}
