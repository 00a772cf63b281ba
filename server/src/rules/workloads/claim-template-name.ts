import * as l10n from '@vscode/l10n';
import { replaceValue } from '../edits/replace.ts';
import { addField } from '../fields/field-fixes.ts';
import { dnsLabel, toDnsLabel } from '../formats.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';
import { nameForVolume } from '../volume-mounts/unknown-volume.ts';

export const claimTemplateName: Rule = validation(
  'claim-template-name',
  'A claim template of a StatefulSet is named like the volume that it becomes: with a DNS label.',
  function* (subject) {
    const { object, root, document } = subject;
    if (object.kind !== 'StatefulSet') return;
    // Of claims that share a name, the server makes one volume.
    const claims = at(root, 'spec', 'volumeClaimTemplates').items.map((claim) => at(claim, 'metadata', 'name'));
    const names = [...new Map(claims.toReversed().map((name) => [text(name), name])).values()].toReversed();
    for (const [index, name] of names.entries()) {
      const problems = text(name) === '' ? ['name is required'] : dnsLabel(text(name));
      if (problems.length === 0) continue;
      const better = toDnsLabel(text(name));
      const edits = claims
        .filter((other) => text(other) === text(name))
        .map((other) => replaceValue(document, other, better));
      const all = edits.every((one) => one) ? edits.flatMap((one) => one ?? []) : undefined;
      const wanted = text(name) === '' ? nameForVolume(subject) : undefined;
      const fixes = wanted
        ? addField(subject, name, wanted)
        : better
          ? fix(l10n.t('Write {0}', better), true, all)
          : [];
      yield found(
        name,
        `Invalid value "${text(name)}": ${problems.join('; ')}`,
        fixes,
        `spec.template.spec.volumes[${index}].name`,
      );
      // The volume that it becomes refers to the claim by this very name.
      if (text(name) === '')
        yield found(
          name,
          'The volume made of it would refer to no claim: claimName is required',
          [],
          `spec.template.spec.volumes[${index}].persistentVolumeClaim.claimName`,
        );
    }
  },
);
