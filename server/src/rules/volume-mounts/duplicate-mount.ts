import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text, type Value } from '../view.ts';

export const duplicateMount: Rule = validation(
  'duplicate-mount',
  'Two volumes cannot be mounted at the same path, nor a volume both mounted and used as a device.',
  function* ({ pod, document }) {
    for (const { value } of pod?.containers ?? []) {
      const devices = at(value, 'volumeDevices').items;
      const deviceNames = new Set(devices.map((device) => text(at(device, 'name'))));
      const devicePaths = new Set(devices.map((device) => text(at(device, 'devicePath'))));
      const paths = new Map<string, Value>();
      for (const mount of at(value, 'volumeMounts').items) {
        const path = at(mount, 'mountPath');
        const name = at(mount, 'name');
        const removal = () => fix(l10n.t('Remove this mount'), true, removeValue(document, mount));
        const earlier = paths.get(text(path));
        if (earlier) {
          const subPath = (one: Value) => text(at(one, 'subPath')) || text(at(one, 'subPathExpr'));
          const isSame = text(at(earlier, 'name')) === text(name) && subPath(earlier) === subPath(mount);
          const other = `${text(path).replace(/\/$/, '')}-2`;
          const move = fix(l10n.t('Mount it at {0}', other), !isSame, replaceValue(document, path, other));
          const fixes = isSame
            ? [...removal(), ...move]
            : [...move, ...removal().map((one) => ({ ...one, preferred: false }))];
          if (text(path) !== '') yield found(path, `Must be unique: another volume is mounted at ${text(path)}`, fixes);
        }
        paths.set(text(path), mount);
        if (deviceNames.has(text(name))) yield found(name, 'Must not be in volumeDevices too', removal());
        if (devicePaths.has(text(path)))
          yield found(path, 'Must not be the path of a device in volumeDevices too', removal());
      }
    }
  },
);
