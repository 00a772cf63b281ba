import * as l10n from '@vscode/l10n';
import type { YamlDocument } from '../../yaml/file.ts';
import { putValue } from '../edits/add.ts';
import { addField, fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { dnsLabel } from '../formats.ts';
import { nearest } from '../nearest.ts';
import { fix, found, validation } from '../report.ts';
import type { Finding, Fix, Rule, Subject } from '../rule.ts';
import { at, isSet, pathOf, text, type Value } from '../view.ts';

export const resourceClaim: Rule = validation(
  'resource-claim',
  'A container uses a claim that the Pod names in spec.resourceClaims, once.',
  function* (subject) {
    const { pod } = subject;
    if (!pod) return;
    const claims = at(pod.spec, 'resourceClaims');
    for (const { value } of pod.containers) yield* judgeUses(subject, value, claims);
    yield* judgeClaims(subject, claims);
  },
);

/** What a container uses of the Pod's claims. */
function* judgeUses({ document }: Subject, container: Value, claims: Value): Generator<Finding> {
  const names = claims.items.map((claim) => text(at(claim, 'name'))).filter((name) => name !== '');
  const uses = at(container, 'resources', 'claims').items;
  const used = new Set(uses.map((use) => text(at(use, 'name'))));
  const seen = new Set<string>();
  for (const use of uses) {
    const name = at(use, 'name');
    const written = text(name);
    if (written === '') continue;
    const request = text(at(use, 'request'));
    const key = request ? `${written}/${request}` : written;
    // Who uses a claim as a whole uses each of its requests.
    const isDuplicate =
      seen.has(written) || seen.has(key) || (!request && [...seen].some((other) => other.startsWith(`${written}/`)));
    if (isDuplicate) yield found(name, `Duplicate value "${key}"`, fixByRemoving(document, use), pathOf(use));
    seen.add(key);
    if (names.includes(written)) continue;
    const free = names.filter((one) => !used.has(one));
    const meant = nearest(written, free) ?? (names.length === 1 ? free[0] : undefined);
    const fixes = [
      ...(meant ? fixByWriting(document, name, meant) : []),
      ...(dnsLabel(written).length === 0 ? declaring(document, claims, written, !meant) : []),
    ];
    yield found(name, `There is no "${written}" in spec.resourceClaims`, fixes, pathOf(use));
  }
}

function declaring(document: YamlDocument, claims: Value, name: string, preferred: boolean): Fix[] {
  const item = { ...at(claims, '0'), parent: claims, segment: claims.items.length };
  const edits = putValue(document, item, { name, resourceClaimTemplateName: name }, 'containers');
  return fix(l10n.t('Declare the claim, from a template'), preferred, edits);
}

/** The Pod's claims themselves: each has a name of its own and comes from one place. */
function* judgeClaims(subject: Subject, claims: Value): Generator<Finding> {
  const seen = new Set<string>();
  for (const claim of claims.items) {
    const name = at(claim, 'name');
    if (seen.has(text(name))) yield found(name, `Duplicate value "${text(name)}"`);
    if (text(name) !== '' && dnsLabel(text(name)).length === 0) seen.add(text(name));
    const template = at(claim, 'resourceClaimTemplateName');
    const sources = [at(claim, 'resourceClaimName'), template].filter(isSet);
    if (sources.length === 0 && subject.version !== '1.25' && !isSet(at(claim, 'source')))
      yield found(
        claim,
        'Must have one of: resourceClaimName, resourceClaimTemplateName',
        text(name) === '' ? [] : addField(subject, template, text(name)),
        pathOf(claim),
      );
    if (sources.length === 2)
      yield found(
        template,
        'Must not have both resourceClaimName and resourceClaimTemplateName',
        fixByRemoving(subject.document, template),
        pathOf(claim),
      );
  }
}
