import * as l10n from '@vscode/l10n';
import { removeValue, removeValues } from '../edits/remove.ts';
import { choiceFixes, wordsOf } from '../fields/choice-fixes.ts';
import { fixByRemoving } from '../fields/field-fixes.ts';
import { dnsSubdomain, qualifiedName } from '../formats.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, isSet, nameOf, pathOf, text, type Value } from '../view.ts';

export const projectedVolume: Rule = validation(
  'projected-volume',
  'Each source of a projected volume is of one type, and no two write the same file.',
  function* (subject) {
    for (const projected of subject.all('ProjectedVolumeSource')) {
      yield* projectedPaths(subject, projected);
      for (const source of at(projected, 'sources').items) {
        const set = [...source.fields.values()].filter(isSet);
        const [, second, ...more] = set;
        const others = [second, ...more].flatMap((one) => one ?? []);
        if (second)
          yield foundAtKey(
            second,
            'A source must not have more than one type',
            fix(l10n.t('Remove {0}', others.map(nameOf).join(', ')), true, removeValues(subject.document, others)),
            pathOf(source),
          );
        yield* judgeTrustBundle(subject, at(source, 'clusterTrustBundle'));
        yield* judgeCertificate(subject, at(source, 'podCertificate'));
      }
    }
  },
);

function* projectedPaths({ document }: Subject, projected: Value): Generator<Finding> {
  const seen = new Set<string>();
  const files = at(projected, 'sources').items.flatMap((source) => [
    ...['secret', 'configMap', 'downwardAPI'].flatMap((name) =>
      at(source, name, 'items').items.map((item) => at(item, 'path')),
    ),
    ...(isSet(at(source, 'clusterTrustBundle')) ? [at(source, 'clusterTrustBundle', 'path')] : []),
    ...['credentialBundlePath', 'keyPath', 'certificateChainPath'].map((name) => at(source, 'podCertificate', name)),
  ]);
  for (const path of files) {
    const written = text(path);
    if (written === '') continue;
    if (seen.has(written)) {
      const item = path.parent;
      const fixes =
        item && typeof item.segment === 'number'
          ? fix(l10n.t('Remove this item'), true, removeValue(document, item))
          : [];
      yield found(path, `Another source writes ${written} too`, fixes, pathOf(projected));
    }
    seen.add(written);
  }
}

function* judgeTrustBundle({ document }: Subject, bundle: Value): Generator<Finding> {
  if (!isSet(bundle)) return;
  const name = at(bundle, 'name');
  const signer = at(bundle, 'signerName');
  if (isSet(name) && isSet(signer))
    yield foundAtKey(
      bundle,
      'Only one of name and signerName may be used',
      fix(l10n.t('Remove {0}', 'signerName'), true, removeValue(document, signer)),
    );
  else if (isSet(name)) {
    const parts = text(name).split(':');
    const isValid =
      parts.length >= 3 ? dnsSubdomain(parts.slice(2).join(':')).length === 0 : dnsSubdomain(text(name)).length === 0;
    if (!isValid) yield found(name, 'Must be the name of a ClusterTrustBundle');
    const selector = at(bundle, 'labelSelector');
    if (isSet(selector))
      yield foundAtKey(selector, 'labelSelector must not be set with name', fixByRemoving(document, selector));
  } else if (isSet(signer)) yield* judgeSigner(signer);
  else yield foundAtKey(bundle, 'Either name or signerName must be specified');
}

function* judgeSigner(signer: Value): Generator<Finding> {
  const written = text(signer);
  if (written === '') {
    yield found(signer, 'signerName is required');
    return;
  }
  const slash = written.indexOf('/');
  const domain = written.slice(0, slash);
  const isValid =
    slash > 0 &&
    domain.includes('.') &&
    dnsSubdomain(domain).length === 0 &&
    dnsSubdomain(written.slice(slash + 1)).length === 0;
  if (!isValid) yield found(signer, 'Must be a domain and a path, such as example.com/signer');
}

function* judgeCertificate(subject: Subject, certificate: Value): Generator<Finding> {
  if (!isSet(certificate)) return;
  yield* judgeSigner(at(certificate, 'signerName'));
  const paths = ['credentialBundlePath', 'keyPath', 'certificateChainPath'].filter(
    (name) => text(at(certificate, name)) !== '',
  );
  if (paths.length === 0)
    yield foundAtKey(certificate, 'One of credentialBundlePath, keyPath and certificateChainPath must be set');
  for (const [key, value] of at(certificate, 'userAnnotations').fields)
    if (qualifiedName(key.toLowerCase()).length > 0 || !key.includes('/'))
      yield foundAtKey(
        value,
        'Must be a key with its domain, such as example.com/key',
        [],
        pathOf(at(certificate, 'userAnnotations')),
      );
  const words = wordsOf('PodCertificateProjection.keyType', subject.version);
  const keyType = at(certificate, 'keyType');
  if (text(keyType) !== '' && !words.includes(text(keyType)))
    yield found(keyType, `Unsupported key type "${text(keyType)}"`, choiceFixes(subject, keyType, words));
}
