import { canonical, milliValue } from '../../quantity/quantity.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { found, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, nameOf, pathOf, quantity } from '../view.ts';

export const fractionalBytes: Rule = warning(
  'fractional-bytes',
  'An amount of bytes is whole: the suffix m means thousandths, M and Mi mean mega and mebi.',
  function* (subject) {
    const { pod, object, document } = subject;
    if (!pod) return;
    const amounts = [
      ...pod.containers.flatMap(({ value }) =>
        ['limits', 'requests'].flatMap((list) =>
          ['memory', 'ephemeral-storage'].map((name) => at(value, 'resources', list, name)),
        ),
      ),
      ...['memory', 'ephemeral-storage'].map((name) => at(pod.spec, 'overhead', name)),
      ...subject
        .all('PersistentVolumeClaimSpec')
        .flatMap((claim) => ['requests', 'limits'].map((list) => at(claim, 'resources', list, 'storage'))),
    ];
    for (const value of amounts) {
      const amount = quantity(value);
      if (!amount || milliValue(amount) % 1000n === 0n) continue;
      const written = value.node?.kind === 'scalar' ? value.node.text : '';
      const fixes = /^\d+m$/.test(written) ? fixByWriting(document, value, written.replace('m', 'Mi')) : [];
      // The API server leaves out `spec` in the claim templates of a StatefulSet.
      const path =
        object.kind === 'StatefulSet'
          ? pathOf(value).replace(/^(spec\.volumeClaimTemplates\[\d+\])\.spec/, '$1')
          : pathOf(value);
      const message = `Fractional byte value "${canonical(amount)}" is invalid, must be an integer`;
      yield found(value, message, fixes, path);
      // Of a Pod, what is limited and not requested is requested too.
      const request =
        value.parent?.segment === 'limits' && value.parent.parent && at(value.parent.parent, 'requests', nameOf(value));
      if (pod.standalone && request && !request.node && nameOf(value) !== 'storage')
        yield found(value, message, [], pathOf(request));
    }
  },
);
