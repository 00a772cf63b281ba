import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { noBacksteps } from '../formats.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';
import { volumeNames } from './unknown-volume.ts';

export const blockDevice: Rule = validation(
  'block-device',
  'A block device is a claim of the Pod, under a path and a name of its own.',
  function* (subject) {
    const { document } = subject;
    const volumes = volumeNames(subject);
    for (const { value } of subject.pod?.containers ?? []) {
      const mounts = at(value, 'volumeMounts').items;
      const names = new Set<string>();
      const paths = new Set<string>();
      for (const device of at(value, 'volumeDevices').items) {
        const name = at(device, 'name');
        const path = at(device, 'devicePath');
        const removal = fix(l10n.t('Remove this device'), true, removeValue(document, device));
        const volume = volumes.get(text(name));
        const isClaim =
          volume &&
          (isSet(at(volume, 'persistentVolumeClaim')) || isSet(at(volume, 'ephemeral')) || isSet(at(volume, 'spec')));
        if (volume && !isClaim)
          yield found(name, 'Only a persistentVolumeClaim or an ephemeral volume can be a block device', removal);
        if (names.has(text(name))) yield found(name, 'Must be unique', removal);
        if (paths.has(text(path)) && text(path) !== '') yield found(path, 'Must be unique', removal);
        if (noBacksteps(text(path)).length > 0) yield found(path, "Must not contain '..'");
        else paths.add(text(path));
        if (text(name) !== '') names.add(text(name));
        if (mounts.some((mount) => text(at(mount, 'name')) === text(name)))
          yield found(name, 'Must not be in volumeMounts too', removal);
        if (mounts.some((mount) => text(at(mount, 'mountPath')) === text(path)))
          yield found(path, 'Must not be the path of a volume in volumeMounts too', removal);
      }
    }
  },
);
