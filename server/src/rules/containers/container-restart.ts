import * as l10n from '@vscode/l10n';
import { compareVersions } from '../../catalog/catalog.ts';
import { gateState } from '../../catalog/gates.ts';
import { removeValue } from '../edits/remove.ts';
import { choiceFixes, notOneOf, wordsOf } from '../fields/choice-fixes.ts';
import { addField, fixByRemoving } from '../fields/field-fixes.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Container, Finding, Rule, Subject } from '../rule.ts';
import { at, isSet, text, type Value } from '../view.ts';

export const containerRestart: Rule = validation(
  'container-restart',
  'A container’s own restartPolicy makes an init container a sidecar; from 1.35 it also stands for containers, with rules by exit code.',
  function* (subject) {
    for (const { value, role } of subject.pod?.containers ?? []) {
      if (role === 'ephemeral') continue;
      yield* restartOf(subject, value, role);
    }
  },
);

function* restartOf(subject: Subject, container: Value, role: Container['role']): Generator<Finding> {
  const { document, version } = subject;
  const policy = at(container, 'restartPolicy');
  const rules = at(container, 'restartPolicyRules');
  const hasRules = gateState('ContainerRestartRules', version).on;
  const isInit = role !== 'main';
  if (!isSet(policy)) {
    if (rules.items.length > 0)
      yield found(
        policy,
        'restartPolicy must be set when there are restartPolicyRules',
        addField(subject, policy, 'Never'),
      );
  } else if (!hasRules && isKnownBefore(version)) {
    // 1.34 knows the field for all containers but drops what it has not enabled.
  } else if (!hasRules) {
    if (!isInit)
      yield found(
        policy,
        'restartPolicy must not be set for containers that are no init containers',
        fixByRemoving(document, policy),
      );
    else if (text(policy) !== 'Always')
      yield found(policy, notOneOf(policy, ['Always']), choiceFixes(subject, policy, ['Always']));
  } else {
    const words = wordsOf('Container.restartPolicy', version);
    if (!words.includes(text(policy)))
      yield found(policy, notOneOf(policy, words), choiceFixes(subject, policy, words));
  }
  const allowsSidecarRules = gateState('RestartAllContainersOnContainerExits', version).on;
  if (isInit && text(policy) === 'Always' && rules.items.length > 0 && !allowsSidecarRules)
    yield foundAtKey(
      rules,
      'restartPolicyRules are not allowed for init containers with restartPolicy: Always',
      fix(l10n.t('Remove them'), true, removeValue(document, rules)),
    );
  if (rules.items.length > 20) yield foundAtKey(rules, 'Too many: at most 20 rules');
  for (const rule of rules.items) {
    const values = at(rule, 'exitCodes', 'values');
    if (values.items.length > 255) yield foundAtKey(values, 'Too many: at most 255 exit codes');
  }
}

export function isKnownBefore(version: Subject['version']): boolean {
  return compareVersions(version, '1.34') === 0;
}
