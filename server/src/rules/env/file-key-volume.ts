import { dnsLabel } from '../formats.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';
import { sourcesOf } from '../volumes/volume-sources.ts';

export const fileKeyVolume: Rule = validation(
  'file-key-volume',
  'A variable that is read from a file names an emptyDir volume of the Pod.',
  function* ({ all, pod }) {
    for (const reference of all('FileKeySelector')) {
      const name = at(reference, 'volumeName');
      if (text(name) === '' || dnsLabel(text(name)).length > 0) continue;
      const volume = pod?.volumes.findLast((one) => text(at(one, 'name')) === text(name));
      if (!volume) yield found(name, `There is no volume "${text(name)}"`);
      else if (!isSet(at(volume, 'emptyDir')) && sourcesOf(volume).length > 0)
        yield found(name, 'The volume must be of type emptyDir');
    }
  },
);
