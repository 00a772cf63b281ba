/** What `kubectl get -o yaml` prints and nobody wrote: what the server set, and what equals a default. */
import * as l10n from '@vscode/l10n';
import { DEFAULTS } from '../../catalog/defaults.ts';
import { memoize } from '../../memoize.ts';
import { defaultPullPolicy } from '../../model/image.ts';
import { removeUncommented } from '../../rules/edits/blocks.ts';
import type { Edit, PodParts, Subject } from '../../rules/rule.ts';
import { at, isSet, nameOf, number, text, type Value } from '../../rules/view.ts';
import type { Refactoring } from './refactoring.ts';
import { changeAll, editsBetween } from './rewrite.ts';

export const clean: Refactoring = {
  kind: 'refactor.rewrite.clean',
  *offers({ subject }) {
    yield { title: l10n.t('Remove what the server set'), edits: removeServerSet(subject) };
    yield { title: l10n.t('Remove fields that equal their defaults'), edits: removeDefaulted(subject) };
  },
};

const removeServerSet = memoize((subject: Subject) => removeAll(subject, serverSet(subject)));
const removeDefaulted = memoize((subject: Subject) => removeAll(subject, defaulted));

/** A mapping that becomes empty can be among what is found next. */
function removeAll(subject: Subject, find: (current: Subject) => readonly Value[]): readonly Edit[] | undefined {
  const left = changeAll(subject, (current) =>
    find(current).map((value) => removeUncommented(current.document, value)),
  );
  return editsBetween(subject, left);
}

const METADATA = [
  ...['creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'generation', 'managedFields'],
  ...['ownerReferences', 'resourceVersion', 'selfLink', 'uid'],
];

/** Annotations that clients and controllers keep their own accounts in. */
const ANNOTATIONS = new Set(['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision']);

/** Fields that only the server writes, and what admission puts into each Pod. */
function serverSet({ root, pod }: Subject): (current: Subject) => Value[] {
  const hasStatus = root.fields.has('status') || isSet(at(root, 'metadata', 'uid'));
  // The scheduler's choice, and what follows from the PriorityClass.
  const chosen = hasStatus && pod?.standalone ? ['nodeName', 'priority', 'preemptionPolicy'] : [];
  const token = pod?.volumes
    .map((volume) => text(at(volume, 'name')))
    .find((name) => /^kube-api-access-[a-z0-9]{5}$/.test(name));
  const isToken = (value: Value) => token !== undefined && text(at(value, 'name')) === token;
  return ({ root: object, pod: current, all }) => [
    ...all('ObjectMeta').flatMap((meta) => [
      ...METADATA.map((name) => at(meta, name)),
      ...[...at(meta, 'annotations').fields.values()].filter((value) => ANNOTATIONS.has(nameOf(value))),
    ]),
    ...(current ? admitted(current, isToken) : []),
    ...(current ? chosen.map((name) => at(current.spec, name)) : []),
    at(object, 'status'),
  ];
}

function admitted({ spec, volumes, containers }: PodParts, isToken: (value: Value) => boolean): Value[] {
  const mounts = containers.flatMap(({ value }) => at(value, 'volumeMounts').items);
  return [...volumes.filter(isToken), ...mounts.filter(isToken), ...at(spec, 'tolerations').items.filter(isAdmitted)];
}

/** The tolerations that every Pod gets: five minutes on a node that is not ready or cannot be reached. */
function isAdmitted(toleration: Value): boolean {
  return (
    toleration.fields.size === 4 &&
    /^node\.kubernetes\.io\/(?:not-ready|unreachable)$/.test(text(at(toleration, 'key'))) &&
    text(at(toleration, 'operator')) === 'Exists' &&
    text(at(toleration, 'effect')) === 'NoExecute' &&
    number(at(toleration, 'tolerationSeconds')) === 300
  );
}

/** Fields whose value the server would write if they were left out, and objects that say nothing. */
function defaulted(subject: Subject): Value[] {
  const found: Value[] = [];
  const visit = (value: Value) => {
    const definition = value.type?.kind === 'object' ? value.type.definition : undefined;
    if (nameOf(value) === 'status' || definition === 'ManagedFieldsEntry') return;
    for (const field of value.fields.values()) {
      if (definition && equalsDefault(definition, value, field)) found.push(field);
      else visit(field);
    }
    value.items.forEach(visit);
  };
  visit(subject.root);
  return found;
}

/** Objects that mean the same when they are empty as when they are absent. */
const EMPTY = new Set([
  'PodSpec.securityContext',
  'Container.resources',
  'Container.securityContext',
  'ObjectMeta.annotations',
]);

function equalsDefault(definition: string, holder: Value, field: Value): boolean {
  const { node } = field;
  const name = nameOf(field);
  const key = `${definition}.${name}`;
  if (node?.kind === 'mapping') return EMPTY.has(key) && node.entries.length === 0;
  if (node?.kind !== 'scalar' || field.mistyped) return false;
  if (name === 'imagePullPolicy') {
    const image = text(at(holder, 'image'));
    return image !== '' && node.value === defaultPullPolicy(image);
  }
  // The older name of serviceAccountName, which the server fills in too.
  if (key === 'PodSpec.serviceAccount') return node.value === 'default';
  const known = DEFAULTS[key];
  return known?.written === true && known.value !== undefined && !known.conditional && node.value === known.value;
}
