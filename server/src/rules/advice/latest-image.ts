import * as l10n from '@vscode/l10n';
import { found, opinion } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const latestImage: Rule = opinion(
  'latest-image',
  'An image without a tag, or with the tag latest, is another one tomorrow: name a version.',
  function* ({ pod }) {
    for (const { value } of pod?.containers ?? []) {
      const image = at(value, 'image');
      const name = text(image);
      if (name === '' || name.includes('@')) continue;
      const tag = /:([^/:]+)$/.exec(name)?.[1];
      if (tag === undefined) yield found(image, l10n.t('The image has no tag, so it is the latest: name a version'));
      else if (tag === 'latest') yield found(image, l10n.t('The latest image is another one tomorrow: name a version'));
    }
  },
);
