import { relativePath } from '../formats.ts';
import { found, validation } from '../report.ts';
import type { Rule, Subject } from '../rule.ts';
import { at, pathOf, text } from '../view.ts';
import { APPARMOR, SECCOMP, SECCOMP_POD } from './annotations.ts';

/** The API server names a template's annotations without `metadata`. */
function annotationsPath({ pod, root }: Subject): string {
  const path = pod ? pathOf(at(pod.metadata, 'annotations')) : '';
  return pod && pod.metadata !== at(root, 'metadata') ? path.replace(/metadata\.annotations$/, 'annotations') : path;
}

export const podAnnotation: Rule = validation(
  'pod-annotation',
  'Annotations that Kubernetes itself reads have values that it understands.',
  function* (subject) {
    const { pod } = subject;
    if (!pod) return;
    const base = annotationsPath(subject);
    const names = pod.containers.map(({ value }) => text(at(value, 'name')));
    const annotations = at(pod.metadata, 'annotations').fields;
    for (const [key, value] of annotations) {
      const written = text(value);
      const keyed = `${base}[${key}]`;
      if (key === 'kubernetes.io/config.mirror' && text(at(pod.spec, 'nodeName')) === '')
        yield found(value, 'spec.nodeName must be set when the mirror annotation is', [], keyed);
      if (key === 'controller.kubernetes.io/pod-deletion-cost' && !isDeletionCost(written))
        yield found(value, 'Must be a 32 bit integer', [], keyed);
      if (key === SECCOMP_POD || key.startsWith(SECCOMP)) {
        const problem = seccompProblem(written);
        if (problem) yield found(value, problem, [], `${base}.${key}`);
      }
      if (key.startsWith(APPARMOR)) {
        if (!names.includes(key.slice(APPARMOR.length)))
          yield found(value, `There is no container "${key.slice(APPARMOR.length)}"`, [], keyed);
        if (!/^$|^runtime\/default$|^unconfined$|^localhost\//.test(written))
          yield found(value, `Invalid AppArmor profile "${written}"`, [], keyed);
      }
    }
  },
);

function isDeletionCost(written: string): boolean {
  if (!/^(?:-?[1-9][0-9]*|0)$/.test(written)) return false;
  const cost = Number(written);
  return cost >= -(2 ** 31) && cost < 2 ** 31;
}

function seccompProblem(written: string): string | undefined {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(written)) return undefined;
  if (!written.startsWith('localhost/')) return 'Must be a valid seccomp profile';
  return relativePath(written.slice('localhost/'.length))[0];
}
