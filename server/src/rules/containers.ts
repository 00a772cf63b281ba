/** Containers as a list: what they are called, where which fields belong, and how they restart. */
import * as l10n from '@vscode/l10n';
import { compareVersions } from '../catalog/catalog.ts';
import { gateState } from '../catalog/gates.ts';
import { choiceFixes, notOneOf, wordsOf } from './choices.ts';
import { fix, removeValue, replaceValue } from './edits.ts';
import { trimSpace } from './formats.ts';
import { found, foundAtKey, validation } from './report.ts';
import { addField } from './required.ts';
import type { Container, Finding, Fix, Rule, Subject } from './rule.ts';
import { at, isSet, pathOf, text, type Value } from './view.ts';

export const noContainers: Rule = validation(
  'no-containers',
  'A Pod has at least one container.',
  function* ({ pod, object, root }) {
    // A ReplicationController's template is judged only when there is one.
    if (!pod || (object.kind === 'ReplicationController' && !isSet(at(root, 'spec', 'template')))) return;
    const list = at(pod.spec, 'containers');
    if (list.items.length === 0) yield found(list, 'A Pod must have at least one container: containers is required');
  },
);

export const duplicateContainerName: Rule = validation(
  'duplicate-container-name',
  'Containers, init containers and ephemeral containers of a Pod share one space of names.',
  function* (subject) {
    const containers = subject.pod?.containers ?? [];
    // The API server looks at the containers first, then at the init containers.
    const inOrder = [
      ...containers.filter(({ role }) => role === 'main'),
      ...containers.filter(({ role }) => role === 'init' || role === 'sidecar'),
      ...containers.filter(({ role }) => role === 'ephemeral'),
    ];
    const names = new Set<string>();
    const taken = new Set(containers.map(({ value }) => text(at(value, 'name'))));
    const numbers = new Map<string, number>();
    for (const { value, role } of inOrder) {
      const name = text(at(value, 'name'));
      if (names.has(name) && (name !== '' || role === 'main' || role === 'ephemeral'))
        yield found(
          at(value, 'name'),
          `Duplicate value "${name}": another container has this name`,
          otherName(subject, value, name, taken, numbers),
        );
      if (name !== '' || role !== 'init') names.add(name);
    }
  },
);

/** The name with the next number that nobody has; `numbers` are those given so far. */
function otherName(
  { document }: Subject,
  container: Value,
  name: string,
  taken: ReadonlySet<string>,
  numbers: Map<string, number>,
): Fix[] {
  if (name === '') return [];
  const stem = name.slice(0, 60);
  let number = (numbers.get(stem) ?? 1) + 1;
  while (taken.has(`${stem}-${number}`)) number++;
  numbers.set(stem, number);
  return fix(
    l10n.t('Write {0}', `${stem}-${number}`),
    true,
    replaceValue(document, at(container, 'name'), `${stem}-${number}`),
  );
}

export const imageWhitespace: Rule = validation(
  'image-whitespace',
  'An image is written without blanks around it.',
  function* ({ pod, document }) {
    if (!pod?.standalone) return;
    for (const { value } of pod.containers) {
      const image = at(value, 'image');
      const written = text(image);
      const bare = trimSpace(written);
      if (bare === written) continue;
      const fixes = bare ? fix(l10n.t('Take the blanks off'), true, replaceValue(document, image, bare)) : [];
      yield found(image, 'Must not have leading or trailing blanks', fixes);
    }
  },
);

const RUNNING_FIELDS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

export const initContainerField: Rule = validation(
  'init-container-field',
  'An init container ends before the others start, so it has no probes and no hooks; a sidecar (restartPolicy: Always) may.',
  function* ({ pod, document }) {
    for (const { value, role } of pod?.containers ?? []) {
      if (role !== 'init') continue;
      for (const name of RUNNING_FIELDS) {
        const field = at(value, name);
        if (!isSet(field)) continue;
        const message = `${name} must not be set for an init container without restartPolicy: Always`;
        yield foundAtKey(field, message, fix(l10n.t('Remove it'), true, removeValue(document, field)));
      }
    }
  },
);

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
        fix(l10n.t('Remove it'), true, removeValue(document, policy)),
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

function isKnownBefore(version: Subject['version']): boolean {
  return compareVersions(version, '1.34') === 0;
}

export const resizePolicy: Rule = validation(
  'resize-policy',
  'Each resource has one resize policy; what never restarts cannot restart to be resized.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod) return;
    const neverRestarts = text(at(pod.spec, 'restartPolicy')) === 'Never';
    for (const { value, role } of pod.containers) {
      const list = at(value, 'resizePolicy');
      const seen = new Set<string>();
      for (const policy of list.items) {
        const resource = text(at(policy, 'resourceName'));
        const restart = at(policy, 'restartPolicy');
        if (seen.has(resource))
          yield found(
            at(policy, 'resourceName'),
            `Duplicate value "${resource}"`,
            fix(l10n.t('Remove it'), true, removeValue(document, policy)),
            pathOf(policy),
          );
        seen.add(resource);
        const toNotRequired = fix(
          l10n.t('Write {0}', 'NotRequired'),
          true,
          replaceValue(document, restart, 'NotRequired'),
        );
        if (neverRestarts && text(restart) !== 'NotRequired')
          yield found(
            restart,
            "Must be NotRequired when the Pod's restartPolicy is Never",
            toNotRequired,
            pathOf(list),
          );
        else if (
          role === 'init' &&
          text(restart) === 'RestartContainer' &&
          compareVersions(subject.version, '1.35') >= 0
        )
          yield found(restart, 'Must not be RestartContainer for an init container that is no sidecar', toNotRequired);
      }
    }
  },
);

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
          yield foundAtKey(
            field,
            `${name} cannot be set for an ephemeral container`,
            fix(l10n.t('Remove it'), true, removeValue(document, field)),
          );
      }
      for (const mount of at(container, 'volumeMounts').items)
        for (const name of ['subPath', 'subPathExpr'])
          if (text(at(mount, name)) !== '')
            yield found(
              at(mount, name),
              `${name} cannot be set for an ephemeral container`,
              fix(l10n.t('Remove it'), true, removeValue(document, at(mount, name))),
            );
    }
  },
);

export const containerRules: readonly Rule[] = [
  noContainers,
  duplicateContainerName,
  imageWhitespace,
  initContainerField,
  containerRestart,
  resizePolicy,
  ephemeralContainers,
];
