import * as l10n from '@vscode/l10n';
import { compareVersions } from '../../catalog/catalog.ts';
import { replaceValue } from '../edits/replace.ts';
import { addField } from '../fields/field-fixes.ts';
import { dnsLabel, dnsSubdomain, toDnsLabel, toDnsSubdomain } from '../formats.ts';
import { fix, found, shorten, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, int, isSet, pathOf, stringMap, text, type Value } from '../view.ts';

/** The name, as far as it is known: `generateName` ends in five characters of the server's choice. */
export function nameOfObject({ root }: Subject): string {
  const metadata = at(root, 'metadata');
  const prefix = text(at(metadata, 'generateName'));
  return text(at(metadata, 'name')) || (prefix && `${prefix.slice(0, 58)}abcde`);
}

export const objectName: Rule = validation(
  'object-name',
  "An object's name is a DNS subdomain; of some kinds a shorter DNS label.",
  function* (subject) {
    const { root, object, document, version } = subject;
    const metadata = at(root, 'metadata');
    const value = at(metadata, 'name');
    const name = nameOfObject(subject);
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
