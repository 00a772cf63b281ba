/** Pod Security Standards as a rule: what keeps a Pod from the level that its namespace, or the settings, hold it to. */
import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import { fix, found } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { at, isSet, nameOf, text, type Value } from '../view.ts';
import { podSecurityViolations, type Violation } from './standards.ts';

export const podSecurity: Rule = {
  code: 'pod-security',
  stage: 'advise',
  severity: 'warning',
  summary: 'A namespace that enforces a Pod Security level refuses Pods that do not meet it.',
  *check(subject, { podSecurity: usual, namespaceLevels = {} }) {
    const namespace = text(at(subject.root, 'metadata', 'namespace')) || 'default';
    const level = Object.hasOwn(namespaceLevels, namespace) ? namespaceLevels[namespace] : usual;
    if (level !== 'baseline' && level !== 'restricted') return;
    for (const violation of podSecurityViolations(subject)) {
      // What baseline forbids, restricted forbids too.
      if (level === 'baseline' && violation.level === 'restricted') continue;
      const message = l10n.t('Pod Security level {0}: {1}', level, violation.message);
      yield found(violation.value, message, cure(subject, violation));
    }
  },
};

function cure({ document }: Subject, { control, value }: Violation): Fix[] {
  switch (control) {
    case 'allowPrivilegeEscalation':
      return write(document, value, false);
    case 'runAsNonRoot':
      return write(document, value, true);
    case 'capabilities':
      return isDrop(value) ? dropAll(document, value) : remove(document, value);
    case 'seccompProfile':
      return write(document, value, 'RuntimeDefault');
    case 'hostPathVolumes':
    case 'volumeTypes': {
      const volume = value.parent;
      const source = volume ? at(volume, 'emptyDir') : undefined;
      const edits = [...(removeValue(document, value) ?? []), ...((source && putValue(document, source, {})) ?? [])];
      return fix(l10n.t('Use an emptyDir volume'), false, edits.length > 1 ? edits : undefined);
    }
    case 'sysctls':
      return value.parent ? remove(document, value.parent) : [];
    default:
      return remove(document, value);
  }
}

function write(document: Subject['document'], value: Value, yaml: string | boolean): Fix[] {
  const edits = value.node ? replaceValue(document, value, yaml) : putValue(document, value, yaml);
  const shown = `${nameOf(value)}: ${yaml}`;
  return fix(value.node ? l10n.t('Write {0}', shown) : l10n.t('Add {0}', shown), true, edits);
}

function isDrop(value: Value): boolean {
  return value.segment === 'drop';
}

function dropAll(document: Subject['document'], drop: Value): Fix[] {
  return fix(
    l10n.t('Drop ALL capabilities'),
    true,
    putValue(document, { ...at(drop, '0'), parent: drop, segment: 0 }, 'ALL'),
  );
}

function remove(document: Subject['document'], value: Value): Fix[] {
  return isSet(value) ? fix(l10n.t('Remove {0}', nameOf(value)), true, removeValue(document, value)) : [];
}
