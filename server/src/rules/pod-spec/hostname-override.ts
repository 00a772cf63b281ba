import { fixByRemoving } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag, isSet, text } from '../view.ts';

export const hostnameOverride: Rule = validation(
  'hostname-override',
  'A host name of its own goes neither with the network of the node nor with setHostnameAsFQDN, and has up to 64 characters.',
  function* ({ pod, document }) {
    if (!pod) return;
    const value = at(pod.spec, 'hostnameOverride');
    if (!isSet(value)) return;
    const removal = fixByRemoving(document, value);
    if (flag(at(pod.spec, 'setHostnameAsFQDN')))
      yield found(value, 'Must not be specified when setHostnameAsFQDN is true', removal);
    if (flag(at(pod.spec, 'hostNetwork')))
      yield found(value, 'Must not be specified when hostNetwork is true', removal);
    if (text(value).length > 64) yield found(value, 'Must be no more than 64 characters');
  },
);
