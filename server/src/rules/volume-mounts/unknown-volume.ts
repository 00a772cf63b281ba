import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import type { Yaml } from '../edits/yaml.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { dnsLabel, toDnsLabel } from '../formats.ts';
import { nearest } from '../nearest.ts';
import { fix, found, validation } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { at, isA, text, type Value } from '../view.ts';

/** The volumes that containers can use, with their sources: those that the server has found no fault with. */
export function volumeNames({ pod, root, object }: Subject): Map<string, Value> {
  const volumes = new Map<string, Value>();
  for (const volume of pod?.volumes ?? []) volumes.set(text(at(volume, 'name')), volume);
  // A StatefulSet makes a claim of each template, and a volume of each claim.
  if (object.kind === 'StatefulSet')
    for (const claim of at(root, 'spec', 'volumeClaimTemplates').items)
      volumes.set(text(at(claim, 'metadata', 'name')), claim);
  return volumes;
}

/** For a volume without a name, or a claim that becomes one: the one name that containers mount and nothing has. */
export function nameForVolume(subject: Subject): string | undefined {
  const known = volumeNames(subject);
  const wanted = new Set(subject.all('VolumeMount').map((mount) => text(at(mount, 'name'))));
  const unknown = [...wanted].filter((name) => name !== '' && !known.has(name));
  return unknown.length === 1 ? unknown[0] : unknown.length === 0 && !known.has('data') ? 'data' : undefined;
}

export const unknownVolume: Rule = validation(
  'unknown-volume',
  'A container mounts a volume that the Pod has.',
  function* (subject) {
    const volumes = volumeNames(subject);
    const dropped = new Set(subject.pod?.droppedVolumes.map((volume) => text(at(volume, 'name'))));
    for (const { value } of subject.pod?.containers ?? [])
      for (const field of ['volumeMounts', 'volumeDevices'])
        for (const mount of at(value, field).items) {
          const name = at(mount, 'name');
          if (text(name) === '' || volumes.has(text(name)) || dropped.has(text(name))) continue;
          yield found(
            name,
            `There is no volume "${text(name)}"`,
            volumeFixes(subject, mount, name, [...volumes.keys()]),
          );
        }
  },
);

function volumeFixes(subject: Subject, mount: Value, name: Value, names: readonly string[]): Fix[] {
  const { document, pod } = subject;
  const written = text(name);
  const meant = nearest(
    written,
    names.filter((one) => one !== ''),
  );
  const rename = meant ? fixByWriting(document, name, meant) : [];
  const list = pod && at(pod.spec, 'volumes');
  const item = list && { ...at(list, '0'), parent: list, segment: list.items.length };
  const removal = fix(l10n.t('Remove the mount'), false, removeValue(document, mount));
  if (!item) return [...rename, ...removal];
  const valid = dnsLabel(written).length > 0 ? toDnsLabel(written) : written;
  const claim: [string, Yaml] = ['persistentVolumeClaim', { claimName: valid }];
  const sources: [string, Yaml][] = isA(mount, 'VolumeDevice')
    ? [claim]
    : [['emptyDir', {}], ['configMap', { name: valid }], ['secret', { secretName: valid }], claim];
  if (valid !== written) {
    if (valid === '' || names.includes(valid)) return [...rename, ...removal];
    const [source, yaml] = sources[0] ?? claim;
    const renamed = replaceValue(document, name, valid);
    const declared = putValue(document, item, { name: valid, [source]: yaml }, 'containers');
    const title = l10n.t('Call it {0} and declare it, as {1}', valid, source);
    const both = renamed && declared && [...renamed, ...declared];
    return [...rename, ...fix(title, rename.length === 0, both), ...removal];
  }
  // That the volume has no name is told too, and mended there.
  const isDeclared = names.includes('') && nameForVolume(subject) === written;
  const declare = sources.flatMap(([source, yaml], index) =>
    fix(
      l10n.t('Declare the volume, as {0}', source),
      rename.length === 0 && index === 0 && !isDeclared,
      putValue(document, item, { name: written, [source]: yaml }, 'containers'),
    ),
  );
  return [...rename, ...declare, ...removal];
}
