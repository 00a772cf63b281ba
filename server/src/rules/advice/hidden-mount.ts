import * as l10n from '@vscode/l10n';
import { advice, found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text, type Value } from '../view.ts';

export const hiddenMount: Rule = advice(
  'hidden-mount',
  'Two mounts of a container have the same path, written differently: the later hides the earlier.',
  function* ({ pod }) {
    for (const { value } of pod?.containers ?? []) {
      const seen = new Map<string, Value>();
      for (const mount of at(value, 'volumeMounts').items) {
        const path = at(mount, 'mountPath');
        const plain = plainPath(text(path));
        const earlier = seen.get(plain);
        if (plain !== '' && earlier && text(at(earlier, 'mountPath')) !== text(path))
          yield found(
            path,
            l10n.t('It hides the volume "{0}", which is mounted at the same path', text(at(earlier, 'name'))),
          );
        seen.set(plain, mount);
      }
    }
  },
  'warning',
);

export function plainPath(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}
