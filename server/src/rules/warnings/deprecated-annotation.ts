import { compareVersions } from '../../catalog/catalog.ts';
import { foundAtKey, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { APPARMOR, SECCOMP, SECCOMP_POD } from '../security-context/annotations.ts';
import { at, isSet, text, type Value } from '../view.ts';

const ANNOTATIONS: readonly (readonly [key: RegExp, note: string])[] = [
  [
    /^scheduler\.alpha\.kubernetes\.io\/critical-pod$/,
    'Non-functional since 1.16; use the "priorityClassName" field instead',
  ],
  [/^security\.alpha\.kubernetes\.io\/sysctls$/, 'Non-functional since 1.11; use the "sysctls" field instead'],
  [/^security\.alpha\.kubernetes\.io\/unsafe-sysctls$/, 'Non-functional since 1.11; use the "sysctls" field instead'],
];
export const deprecatedAnnotation: Rule = warning(
  'deprecated-annotation',
  'A field has taken the annotation’s place.',
  function* (subject) {
    const { pod, version } = subject;
    if (!pod) return;
    const annotations = at(pod.metadata, 'annotations').fields;
    const context = at(pod.spec, 'securityContext');
    for (const [key, value] of annotations) {
      for (const [pattern, note] of ANNOTATIONS) if (pattern.test(key)) yield foundAtKey(value, note);
      if (key === SECCOMP_POD && !isSet(at(context, 'seccompProfile'))) yield foundAtKey(value, SECCOMP_NOTE);
    }
    for (const { value: container } of pod.containers) {
      const own = at(container, 'securityContext');
      const name = text(at(container, 'name'));
      const seccomp = annotations.get(SECCOMP + name);
      if (seccomp && !isSet(at(own, 'seccompProfile'))) yield foundAtKey(seccomp, SECCOMP_NOTE);
      const appArmor = annotations.get(APPARMOR + name);
      if (!appArmor || isSet(at(own, 'appArmorProfile')) || compareVersions(version, '1.30') < 0) continue;
      if (
        !isSameProfile(text(appArmor), at(context, 'appArmorProfile')) &&
        !(pod.standalone && text(at(pod.spec, 'os', 'name')) === 'windows')
      )
        yield foundAtKey(appArmor, 'Deprecated since 1.30; use the "appArmorProfile" field instead');
    }
  },
);

const SECCOMP_NOTE = 'Non-functional since 1.27; use the "seccompProfile" field instead';

function isSameProfile(annotation: string, profile: Value): boolean {
  const type = text(at(profile, 'type'));
  if (annotation === 'unconfined') return type === 'Unconfined';
  if (annotation === 'runtime/default') return type === 'RuntimeDefault';
  return (
    annotation.startsWith('localhost/') &&
    type === 'Localhost' &&
    annotation.slice('localhost/'.length) === text(at(profile, 'localhostProfile'))
  );
}
