import { fixByWriting } from '../fields/field-fixes.ts';
import { dnsLabel, toDnsLabel } from '../formats.ts';
import { nameOfObject } from '../metadata/object-name.ts';
import { found, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

const NAMES_PODS = new Set(['ReplicationController', 'ReplicaSet', 'Deployment', 'Job', 'CronJob']);

export const hostnameName: Rule = warning(
  'hostname-name',
  "The name is used in Pods' host names, where only a DNS label works everywhere.",
  function* (subject) {
    const { object, root, document } = subject;
    const kind = object.kind ?? '';
    if (kind !== 'Pod' && !NAMES_PODS.has(kind)) return;
    const name = nameOfObject(subject);
    const problems = name === '' ? [] : dnsLabel(name);
    if (problems.length === 0) return;
    const value = at(root, 'metadata', 'name');
    const better = toDnsLabel(text(value));
    const where = kind === 'Pod' ? "the Pod's hostname" : 'Pod names and hostnames';
    const fixes = better ? fixByWriting(document, value, better, false) : [];
    yield found(
      value,
      `This is used in ${where}, which can result in surprising behavior; a DNS label is recommended: ${problems.join('; ')}`,
      fixes,
    );
  },
);
