import * as l10n from '@vscode/l10n';
import { advice, found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';
import { plainPath } from './hidden-mount.ts';

export const mountInReadOnly: Rule = advice(
  'mount-in-read-only',
  'A volume is mounted inside one that nobody can write to, so that its mount point cannot be made.',
  function* ({ pod }) {
    const sources = new Map(pod?.volumes.map((volume) => [text(at(volume, 'name')), volume]));
    for (const { value } of pod?.containers ?? []) {
      const mounts = at(value, 'volumeMounts').items;
      const fixed = mounts.filter((mount) => {
        const volume = sources.get(text(at(mount, 'name')));
        const isWhole = text(at(mount, 'subPath')) === '' && text(at(mount, 'subPathExpr')) === '';
        return (
          isWhole &&
          volume &&
          ['configMap', 'secret', 'downwardAPI', 'projected'].some((name) => isSet(at(volume, name)))
        );
      });
      for (const outer of fixed)
        for (const inner of mounts) {
          const path = at(inner, 'mountPath');
          const around = plainPath(text(at(outer, 'mountPath')));
          if (around !== '' && plainPath(text(path)).startsWith(`${around}/`))
            yield found(
              path,
              l10n.t(
                'It lies inside "{0}", which is read-only: its directory must be there already',
                text(at(outer, 'name')),
              ),
            );
        }
    }
  },
);
