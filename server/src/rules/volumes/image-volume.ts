import { addField } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const imageVolume: Rule = validation(
  'image-volume',
  'A volume of type image names the image.',
  function* (subject) {
    for (const image of subject.all('ImageVolumeSource'))
      if (text(at(image, 'reference')) === '')
        yield found(
          at(image, 'reference'),
          'reference is required',
          addField(subject, at(image, 'reference'), 'scratch', false),
        );
  },
);
