import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { addField, fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { dnsLabel } from '../formats.ts';
import { nearest } from '../nearest.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, pathOf, text } from '../view.ts';

export const resourceClaim: Rule = validation(
  'resource-claim',
  'A container uses a claim that the Pod names in spec.resourceClaims, once.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod) return;
    const names = at(pod.spec, 'resourceClaims')
      .items.map((claim) => text(at(claim, 'name')))
      .filter((name) => name !== '');
    for (const { value } of pod.containers) {
      const seen = new Set<string>();
      for (const claim of at(value, 'resources', 'claims').items) {
        const name = text(at(claim, 'name'));
        if (name === '') continue;
        const request = text(at(claim, 'request'));
        const key = request ? `${name}/${request}` : name;
        const isDuplicate =
          seen.has(name) || seen.has(key) || (!request && [...seen].some((other) => other.startsWith(`${name}/`)));
        if (isDuplicate)
          yield found(at(claim, 'name'), `Duplicate value "${key}"`, fixByRemoving(document, claim), pathOf(claim));
        seen.add(key);
        if (!names.includes(name)) {
          const used = new Set(at(value, 'resources', 'claims').items.map((other) => text(at(other, 'name'))));
          const free = names.filter((one) => !used.has(one));
          const meant = nearest(name, free) ?? (names.length === 1 ? free[0] : undefined);
          const list = at(pod.spec, 'resourceClaims');
          const item = { ...at(list, '0'), parent: list, segment: list.items.length };
          const declared = { name, resourceClaimTemplateName: name };
          const fixes = [
            ...(meant ? fixByWriting(document, at(claim, 'name'), meant) : []),
            ...(dnsLabel(name).length === 0
              ? fix(
                  l10n.t('Declare the claim, from a template'),
                  !meant,
                  putValue(document, item, declared, 'containers'),
                )
              : []),
          ];
          yield found(at(claim, 'name'), `There is no "${name}" in spec.resourceClaims`, fixes, pathOf(claim));
        }
      }
    }
    const seen = new Set<string>();
    for (const claim of at(pod.spec, 'resourceClaims').items) {
      const name = at(claim, 'name');
      if (seen.has(text(name))) yield found(name, `Duplicate value "${text(name)}"`);
      if (text(name) !== '' && dnsLabel(text(name)).length === 0) seen.add(text(name));
      const sources = ['resourceClaimName', 'resourceClaimTemplateName'].filter((field) => isSet(at(claim, field)));
      if (sources.length === 0 && subject.version !== '1.25' && !isSet(at(claim, 'source')))
        yield found(
          claim,
          'Must have one of: resourceClaimName, resourceClaimTemplateName',
          text(name) === '' ? [] : addField(subject, at(claim, 'resourceClaimTemplateName'), text(name)),
          pathOf(claim),
        );
      if (sources.length === 2)
        yield found(
          at(claim, 'resourceClaimTemplateName'),
          'Must not have both resourceClaimName and resourceClaimTemplateName',
          fixByRemoving(document, at(claim, 'resourceClaimTemplateName')),
          pathOf(claim),
        );
    }
  },
);
