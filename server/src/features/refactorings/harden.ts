/** What the Pod Security Standard `restricted` asks for, as far as the manifest can give it. */
import * as l10n from '@vscode/l10n';
import { memoize } from '../../memoize.ts';
import { addItem, putValue } from '../../rules/edits/add.ts';
import { putLines, removeUncommented, yamlLines } from '../../rules/edits/blocks.ts';
import { replaceValue } from '../../rules/edits/replace.ts';
import type { Yaml } from '../../rules/edits/yaml.ts';
import { podSecurityLevel, podSecurityViolations, type Violation } from '../../rules/pod-security/standards.ts';
import type { Edit, Subject } from '../../rules/rule.ts';
import { at, isSet, nameOf, type Value } from '../../rules/view.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import { podAt, type Refactoring } from './refactoring.ts';
import { changeAll, editsBetween, type Step } from './rewrite.ts';

export const harden: Refactoring = {
  kind: 'refactor.rewrite.harden',
  *offers(selection) {
    const { subject } = selection;
    if (!podAt(selection) || podSecurityLevel(subject) === 'restricted') return;
    yield { title: l10n.t('Harden to the Pod Security Standard "restricted"'), edits: cureAll(subject) };
  },
};

const cureAll = memoize((subject: Subject) => {
  if (subject.pod?.containers.some(({ value }) => value.node?.kind !== 'mapping')) return undefined;
  // Each cure may change what is left to cure: what the Pod says holds for its containers.
  const cured = changeAll(subject, (current) =>
    podSecurityViolations(current).map((violation) => CURES[violation.control]?.(current, violation)),
  );
  // A hostPath volume, say, has to stay or go by its author's decision.
  return cured && podSecurityLevel(cured) === 'restricted' ? editsBetween(subject, cured) : undefined;
});

type Cure = (subject: Subject, violation: Violation) => ReturnType<Step>;

const set =
  (value: string | boolean): Cure =>
  ({ document }, { value: at }) =>
    put(document, at, value);

const remove: Cure = ({ document }, { value }) => removeUncommented(document, value);

/** For all containers at once, unless it is one's own opinion that is at odds. */
const setForPod =
  (field: readonly string[], value: string | boolean): Cure =>
  ({ document, pod }, violation) => {
    const target = isSet(violation.value) || !pod ? violation.value : at(pod.spec, 'securityContext', ...field);
    return put(document, target, value);
  };

const CURES: Readonly<Record<string, Cure>> = {
  allowPrivilegeEscalation: set(false),
  appArmorProfile: set('RuntimeDefault'),
  capabilities: ({ document }, { value }) =>
    nameOf(value) === 'drop' ? dropAll(document, value) : removeUncommented(document, value),
  hostNamespaces: set(false),
  // With a comment it stays, and asks for no port of the node.
  hostPorts: (subject, violation) => remove(subject, violation) ?? put(subject.document, violation.value, 0),
  hostProbesAndHostLifecycle: remove,
  privileged: set(false),
  procMount: set('Default'),
  runAsNonRoot: setForPod(['runAsNonRoot'], true),
  seccompProfile: setForPod(['seccompProfile', 'type'], 'RuntimeDefault'),
  seLinuxOptions: remove,
  windowsHostProcess: set(false),
};

/** Single capabilities that are dropped are among all. */
function dropAll(document: YamlDocument, drop: Value): readonly Edit[] | undefined {
  const { node } = drop;
  if (node?.kind === 'sequence' && node.items.length > 0) return addItem(document, node, 'ALL');
  return node ? replaceValue(document, drop, ['ALL']) : put(document, drop, ['ALL']);
}

/** Where Kubernetes' order has the field; inside flow style as the fixes do it. */
function put(document: YamlDocument, value: Value, yaml: Yaml): readonly Edit[] | undefined {
  if (value.node || !value.parent) return replaceValue(document, value, yaml);
  const lines = yamlLines(document, { [nameOf(value)]: yaml });
  return putLines(document, value.parent, lines) ?? putValue(document, value, yaml);
}
