import * as l10n from '@vscode/l10n';
import { advice, found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text, type Value } from '../view.ts';
import { plainPath } from './hidden-mount.ts';

export const mountInReadOnly: Rule = advice(
  'mount-in-read-only',
  'A volume is mounted inside one that nobody can write to, so that its mount point cannot be made.',
  function* ({ pod }) {
    const sources = new Map(pod?.volumes.map((volume) => [text(at(volume, 'name')), volume]));
    for (const { value } of pod?.containers ?? []) {
      const mounts = at(value, 'volumeMounts').items;
      const fixed = new Map<string, Value>();
      for (const mount of mounts) {
        const volume = sources.get(text(at(mount, 'name')));
        const path = plainPath(text(at(mount, 'mountPath')));
        const isWhole = text(at(mount, 'subPath')) === '' && text(at(mount, 'subPathExpr')) === '';
        if (isWhole && volume && path !== '' && READ_ONLY.some((name) => isSet(at(volume, name))))
          fixed.set(path, mount);
      }
      if (fixed.size === 0) continue;
      for (const inner of mounts) {
        const path = at(inner, 'mountPath');
        for (const around of foldersAround(plainPath(text(path)))) {
          const outer = fixed.get(around);
          if (outer)
            yield found(
              path,
              l10n.t(
                'It lies inside "{0}", which is read-only: its directory must be there already',
                text(at(outer, 'name')),
              ),
            );
        }
      }
    }
  },
);

/** What the kubelet fills and mounts read-only. */
const READ_ONLY = ['configMap', 'secret', 'downwardAPI', 'projected'];

/** `/a` and `/a/b` of `/a/b/c`. */
function* foldersAround(path: string): Generator<string> {
  for (let end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) yield path.slice(0, end);
}
