/** The object's own metadata. */
import * as l10n from '@vscode/l10n';
import { compareVersions } from '../catalog/catalog.ts';
import { fix, removeValue, replaceValue } from './edits.ts';
import { byteLength, dnsLabel, dnsSubdomain, qualifiedName, toDnsLabel, toDnsSubdomain } from './formats.ts';
import { found, shorten, validation } from './report.ts';
import { addField } from './required.ts';
import type { Finding, Rule, Subject } from './rule.ts';
import { at, flag, int, isSet, pathOf, stringMap, text, type Value } from './view.ts';

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
    const prefix = at(metadata, 'generateName');
    yield* judgePrefix(subject, prefix, isLabel);
    const written = text(value) === '' ? prefix : value;
    const problems = isLabel ? dnsLabel(name) : dnsSubdomain(name);
    const repaired = (isLabel ? toDnsLabel : toDnsSubdomain)(text(written));
    if (problems.length > 0) {
      const better = written === value ? repaired : `${repaired}-`;
      const fixes = fix(l10n.t('Write {0}', shorten(better)), true, replaceValue(document, written, better));
      yield found(written, `Invalid value "${shorten(name)}": ${problems.join('; ')}`, fixes, pathOf(value));
    }
    if (object.kind === 'CronJob' && name.length > 52) {
      const fixes = fix(
        l10n.t('Cut it to 52 characters'),
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
    const isOne = !isSet(at(spec, 'completions')) && !isSet(at(spec, 'parallelism'));
    const completions = isOne ? 1 : int(at(spec, 'completions'));
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

/** The start of a name that the server completes: a dash at its end is as good as a letter. */
function* judgePrefix(subject: Subject, prefix: Value, isLabel: boolean): Generator<Finding> {
  const { document, object, version } = subject;
  const written = text(prefix);
  if (written === '') return;
  // Since 1.36 a ReplicationController's prefix is only kept from breaking the address of the object.
  if (object.kind === 'ReplicationController' && compareVersions(version, '1.36') >= 0 && !/[/%]/.test(written)) return;
  const masked = written.length > 1 && written.endsWith('-') ? `${written.slice(0, -2)}a` : written;
  const problems = (isLabel ? dnsLabel : dnsSubdomain)(masked);
  if (problems.length === 0) return;
  const better = `${(isLabel ? toDnsLabel : toDnsSubdomain)(written)}-`;
  const fixes = fix(l10n.t('Write {0}', shorten(better)), true, replaceValue(document, prefix, better));
  yield found(prefix, `Invalid value "${shorten(written)}": ${problems.join('; ')}`, fixes);
}

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
    const fixes = fix(l10n.t('Write {0}', better), true, replaceValue(subject.document, value, better));
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
      const removal = fix(l10n.t('Remove it'), false, removeValue(document, value));
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
  function* ({ root, version }) {
    // Until 1.35 the server left out the index.
    const pathIn = (value: Value) =>
      compareVersions(version, '1.36') >= 0
        ? pathOf(value)
        : pathOf(value).replace(/ownerReferences\[\d+\]/, 'ownerReferences');
    const owners = at(root, 'metadata', 'ownerReferences');
    const controllers = owners.items.filter((owner) => flag(at(owner, 'controller')));
    for (const extra of controllers.slice(1))
      yield found(at(extra, 'controller'), 'Only one owner can be the controller', [], pathOf(owners));
    for (const owner of owners.items) {
      for (const name of ['apiVersion', 'kind', 'name', 'uid'])
        if (text(at(owner, name)) === '')
          yield found(at(owner, name), l10n.t('{0} is required', name), [], pathIn(at(owner, name)));
      const apiVersion = text(at(owner, 'apiVersion'));
      const [group = '', version = group, ...more] = apiVersion.split('/');
      if (more.length > 0 || (version === '' && apiVersion !== ''))
        yield found(
          at(owner, 'apiVersion'),
          'Must be <group>/<version> or <version>',
          [],
          pathIn(at(owner, 'apiVersion')),
        );
      if (apiVersion === 'v1' && text(at(owner, 'kind')) === 'Event')
        yield found(owner, 'An Event cannot be an owner', [], pathIn(owner));
    }
  },
);

export const managedFields: Rule = validation(
  'managed-fields',
  'managedFields is the server’s own record of who set what; a manifest does better without it.',
  function* ({ root, document }) {
    const list = at(root, 'metadata', 'managedFields');
    const removal = fix(l10n.t('Remove {0}', 'managedFields'), true, removeValue(document, list));
    for (const entry of list.items) {
      const operation = at(entry, 'operation');
      if (text(operation) !== 'Apply' && text(operation) !== 'Update')
        yield found(operation, 'operation must be Apply or Update', removal);
      const type = at(entry, 'fieldsType');
      if (text(type) !== '' && text(type) !== 'FieldsV1') yield found(type, 'fieldsType must be FieldsV1', removal);
      const manager = at(entry, 'manager');
      if (byteLength(text(manager)) > 128) yield found(manager, 'Must be no more than 128 bytes', removal);
      const subresource = at(entry, 'subresource');
      if (byteLength(text(subresource)) > 256) yield found(subresource, 'Must be no more than 256 bytes', removal);
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
          fix(l10n.t('Remove it'), true, removeValue(document, value)),
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
  managedFields,
  claimTemplateMetadata,
];
