import { fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { at, flag, text, type Value } from '../view.ts';

const SYSCTL = /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;
/** The namespaces that sysctls belong to. */
const IPC_SYSCTL =
  /^(?:kernel\.(?:sem|shm|shmall|shmmax|shmmni|shm_rmid_forced|msg|msgmax|msgmnb|msgmni)$|fs\.mqueue\.)/;
const NET_SYSCTL = /^net\./;

export const sysctl: Rule = validation(
  'sysctl',
  'A sysctl is named once, and only where the Pod has a namespace of its own for it.',
  function* ({ pod, document }) {
    if (!pod) return;
    const seen = new Set<string>();
    for (const one of at(pod.spec, 'securityContext', 'sysctls').items) {
      const value = at(one, 'name');
      const name = text(value);
      const removal = fixByRemoving(document, one);
      if (name !== '' && (name.length > 253 || !SYSCTL.test(name)))
        yield found(
          value,
          `Invalid value "${name}": must consist of lower case letters, digits, '-', '_', '.' and '/'`,
          repairSysctl(document, value),
        );
      else if (seen.has(name) && name !== '') yield found(value, `Duplicate value "${name}"`, removal);
      seen.add(name);
      const dotted =
        name.includes('/') && (!name.includes('.') || name.indexOf('/') < name.indexOf('.'))
          ? name.replaceAll('/', '.')
          : name;
      if (flag(at(pod.spec, 'hostNetwork')) && NET_SYSCTL.test(dotted))
        yield found(value, `${name} must not be specified when hostNetwork is true`, removal);
      if (flag(at(pod.spec, 'hostIPC')) && IPC_SYSCTL.test(dotted))
        yield found(value, `${name} must not be specified when hostIPC is true`, removal);
    }
  },
);

function repairSysctl(document: Subject['document'], value: Value): Fix[] {
  const better = text(value).toLowerCase().trim().replace(/\s+/g, '_');
  return SYSCTL.test(better) ? fixByWriting(document, value, better) : [];
}
