/** The object's own metadata. */
import { compareVersions } from '../catalog/catalog.ts';
import { fix, removeValue, replaceValue } from './edits.ts';
import { dnsLabel, dnsSubdomain, qualifiedName, toDnsLabel, toDnsSubdomain } from './formats.ts';
import { shorten } from './names.ts';
import { found, validation } from './report.ts';
import { addField } from './required.ts';
import type { Rule, Subject } from './rule.ts';
import { at, flag, int, isSet, pathOf, stringMap, text } from './view.ts';

/** The name, as far as it is known: `generateName` ends in five characters of the server's choice. */
export function objectName({ root }: Subject): string {
  const metadata = at(root, 'metadata');
  const prefix = text(at(metadata, 'generateName'));
  return text(at(metadata, 'name')) || (prefix && `${prefix.slice(0, 58)}abcde`);
}

export const objectNameRule: Rule = validation(
  'object-name',
  "An object's name is a DNS subdomain; of some kinds a shorter DNS label.",
  function* (subject) {
    const { root, object, document, version } = subject;
    const metadata = at(root, 'metadata');
    const value = at(metadata, 'name');
    const name = objectName(subject);
    if (name === '') {
      const yaml = suggestedName(subject);
      yield found(value, 'name or generateName is required', yaml ? addField(subject, value, yaml) : []);
      return;
    }
    const isLabel = object.kind === 'StatefulSet' && compareVersions(version, '1.33') >= 0;
    const written = text(value) === '' ? at(metadata, 'generateName') : value;
    const problems = isLabel ? dnsLabel(name) : dnsSubdomain(name);
    const repaired = (isLabel ? toDnsLabel : toDnsSubdomain)(text(written));
    if (problems.length > 0) {
      const better = written === value ? repaired : `${repaired}-`;
      const fixes = fix(`Write ${shorten(better)}`, true, replaceValue(document, written, better));
      yield found(written, `Invalid value "${shorten(name)}": ${problems.join('; ')}`, fixes, pathOf(value));
    }
    if (object.kind === 'CronJob' && name.length > 52) {
      const fixes = fix(
        'Cut it to 52 characters',
        true,
        replaceValue(document, value, repaired.slice(0, 52).replace(/[-.]+$/, '')),
      );
      yield found(
        value,
        'A CronJob’s name must be no more than 52 characters: its Jobs’ names are longer by 11',
        fixes,
      );
    }
    const spec = at(root, 'spec');
    const completions = int(at(spec, 'completions'));
    if (
      object.kind === 'Job' &&
      text(at(spec, 'completionMode')) === 'Indexed' &&
      completions > 0 &&
      dnsLabel(`${name}-${completions - 1}`).length > 0
    )
      yield found(
        value,
        `Its Pods are called ${shorten(name)}-0 to -${completions - 1}, and that is no valid DNS label`,
      );
  },
);

/** What the Pod is about, else its kind. */
function suggestedName({ pod, object }: Subject): string | undefined {
  const labels = pod && stringMap(at(pod.metadata, 'labels'));
  const fromLabels = labels?.get('app.kubernetes.io/name') ?? labels?.get('app') ?? labels?.get('name');
  const fromContainer = pod?.containers.find(({ role }) => role === 'main');
  const name = toDnsLabel(fromLabels ?? (fromContainer ? text(at(fromContainer.value, 'name')) : ''));
  return name || object.kind?.toLowerCase();
}

export const namespaceRule: Rule = validation(
  'invalid-namespace',
  "A namespace's name is a DNS label.",
  function* (subject) {
    const value = at(subject.root, 'metadata', 'namespace');
    const written = text(value);
    const problems = written === '' ? [] : dnsLabel(written);
    if (problems.length === 0) return;
    const better = toDnsLabel(written);
    const fixes = fix(`Write ${better}`, true, replaceValue(subject.document, value, better));
    yield found(value, `Invalid value "${shorten(written)}": ${problems.join('; ')}`, fixes);
  },
);

const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

export const finalizerRule: Rule = validation(
  'invalid-finalizer',
  'A finalizer is named domain/name, by who takes it off again.',
  function* ({ root, document }) {
    const finalizers = at(root, 'metadata', 'finalizers');
    for (const value of finalizers.items) {
      const written = text(value);
      const problems = qualifiedName(written);
      const removal = fix('Remove it', false, removeValue(document, value));
      if (problems.length > 0)
        yield found(value, `Invalid value "${shorten(written)}": ${problems.join('; ')}`, removal, pathOf(finalizers));
      if (!written.includes('/') && !STANDARD_FINALIZERS.has(written))
        yield found(value, `"${shorten(written)}" is neither a standard finalizer nor named domain/name`, removal);
    }
    const written = finalizers.items.map(text);
    if (written.includes('orphan') && written.includes('foregroundDeletion'))
      yield found(finalizers, 'orphan and foregroundDeletion cannot both be set');
  },
);

export const ownerRule: Rule = validation(
  'invalid-owner',
  'An owner is named with apiVersion, kind, name and uid, and one owner at most is the controller.',
  function* ({ root }) {
    const owners = at(root, 'metadata', 'ownerReferences');
    const controllers = owners.items.filter((owner) => flag(at(owner, 'controller')));
    for (const extra of controllers.slice(1))
      yield found(at(extra, 'controller'), 'Only one owner can be the controller', [], pathOf(owners));
    for (const owner of owners.items) {
      const apiVersion = text(at(owner, 'apiVersion'));
      if (apiVersion.split('/').length > 2)
        yield found(at(owner, 'apiVersion'), 'Must be <group>/<version> or <version>');
      if (apiVersion === 'v1' && text(at(owner, 'kind')) === 'Event') yield found(owner, 'An Event cannot be an owner');
    }
  },
);

export const claimTemplateMetadata: Rule = validation(
  'claim-template-metadata',
  "The metadata of an ephemeral volume's claim takes labels and annotations alone: the rest follows from the Pod.",
  function* ({ all, document }) {
    for (const template of all('PersistentVolumeClaimTemplate')) {
      const metadata = at(template, 'metadata');
      for (const [name, value] of metadata.fields) {
        if (name === 'labels' || name === 'annotations' || !isSet(value)) continue;
        yield found(
          value,
          `${name} must not be set: it follows from the Pod`,
          fix('Remove it', true, removeValue(document, value)),
        );
      }
    }
  },
);

export const metadataRules: readonly Rule[] = [
  objectNameRule,
  namespaceRule,
  finalizerRule,
  ownerRule,
  claimTemplateMetadata,
];
