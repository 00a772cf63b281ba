import { addField } from '../fields/field-fixes.ts';
import { foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';

export const tokenWithoutAccount: Rule = validation(
  'token-without-account',
  "A Pod that asks for a service account's token names the service account.",
  function* (subject) {
    const { pod } = subject;
    if (!pod?.standalone) return;
    const account = at(pod.spec, 'serviceAccountName');
    if (text(account) !== '' || text(at(pod.spec, 'serviceAccount')) !== '') return;
    for (const volume of pod.volumes)
      for (const source of at(volume, 'projected', 'sources').items) {
        const token = at(source, 'serviceAccountToken');
        if (isSet(token))
          yield foundAtKey(
            token,
            'Must not be specified when serviceAccountName is not set',
            addField(subject, account, 'default'),
          );
      }
  },
);
