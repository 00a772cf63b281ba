import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, opinion } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, pathOf, text } from '../view.ts';

export const unusedVolume: Rule = opinion('unused-volume', 'No container mounts the volume.', function* (subject) {
  const { pod, document, object } = subject;
  if (!pod || object.kind === 'PodTemplate') return;
  const used = new Set(
    [...subject.all('VolumeMount'), ...subject.all('VolumeDevice')].map((one) => text(at(one, 'name'))),
  );
  for (const reference of subject.all('FileKeySelector')) used.add(text(at(reference, 'volumeName')));
  for (const volume of pod.volumes) {
    const name = at(volume, 'name');
    if (text(name) !== '' && !used.has(text(name)))
      yield found(
        name,
        l10n.t('No container mounts "{0}"', text(name)),
        fix(l10n.t('Remove the volume'), false, removeValue(document, volume)),
        pathOf(volume),
      );
  }
});
