import { fixByRemoving } from '../fields/field-fixes.ts';
import { foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, pathOf, text } from '../view.ts';

export const claimSource: Rule = validation(
  'claim-source',
  'What fills a claim is another claim, or an object with its API group.',
  function* ({ all, document }) {
    for (const claim of all('PersistentVolumeClaimSpec')) {
      const source = at(claim, 'dataSource');
      const reference = at(claim, 'dataSourceRef');
      for (const one of [source, reference]) {
        if (!isSet(one)) continue;
        if (text(at(one, 'apiGroup')) === '' && text(at(one, 'kind')) !== 'PersistentVolumeClaim')
          yield foundAtKey(one, 'kind must be PersistentVolumeClaim when there is no apiGroup');
      }
      if (!isSet(source) || !isSet(reference)) continue;
      const isSame = ['apiGroup', 'kind', 'name'].every((name) => text(at(source, name)) === text(at(reference, name)));
      if (text(at(reference, 'namespace')) !== '')
        yield foundAtKey(
          source,
          'dataSource must not be specified when dataSourceRef has a namespace',
          fixByRemoving(document, source),
          pathOf(claim),
        );
      else if (!isSame)
        yield foundAtKey(source, 'dataSource must match dataSourceRef', fixByRemoving(document, source), pathOf(claim));
    }
  },
);
