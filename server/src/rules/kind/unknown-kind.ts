import * as l10n from '@vscode/l10n';
import { getCatalog, has } from '../../catalog/catalog.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { nearest } from '../nearest.ts';
import { found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at } from '../view.ts';

/** Groups without a dot and those of k8s.io are Kubernetes' own; others belong to custom resources, which may be anything. */
function isOwnGroup(apiVersion: string): boolean {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return !group.includes('.') || group.endsWith('.k8s.io');
}

export const unknownKind: Rule = {
  code: 'unknown-kind',
  stage: 'kind',
  severity: 'error',
  summary: 'The API server of this version does not serve that kind in that apiVersion.',
  *check({ object, root, document, version }) {
    const { apiVersion, kind, known } = object;
    if (!apiVersion || !kind || !isOwnGroup(apiVersion) || (known && has(known, version))) return;
    const catalog = getCatalog();
    const pod = catalog.podKinds.find((candidate) => candidate.kind.toLowerCase() === kind.toLowerCase());
    const kindValue = at(root, 'kind');
    if (pod && pod.kind !== kind) {
      const fixes = fixByWriting(document, kindValue, pod.kind);
      yield found(
        kindValue,
        l10n.t('There is no kind {0} in {1}; did you mean {2}?', kind, apiVersion, pod.kind),
        fixes,
        '',
      );
      return;
    }
    if (pod) {
      const value = at(root, 'apiVersion');
      const fixes = fixByWriting(document, value, pod.apiVersion);
      yield found(value, movedTo(kind, apiVersion, pod.apiVersion, known), fixes, '');
      return;
    }
    // Other kinds are not ours to judge, unless the name is a slip of one that is.
    if (known || catalog.kindsNamed(kind).length > 0) return;
    const meant = nearest(
      kind,
      catalog.podKinds.map((candidate) => candidate.kind),
    );
    if (!meant || Math.abs(meant.length - kind.length) > 2) return;
    const fixes = fixByWriting(document, kindValue, meant);
    yield found(
      kindValue,
      l10n.t('There is no kind {0} in {1}; did you mean {2}?', kind, apiVersion, meant),
      fixes,
      '',
    );
  },
};

function movedTo(
  kind: string,
  from: string,
  to: string,
  known: { since?: string; until?: string } | undefined,
): string {
  if (known?.until)
    return l10n.t('There is no kind {0} in {1} after Kubernetes {2}; it is in {3}', kind, from, known.until, to);
  return known?.since
    ? l10n.t('There is no kind {0} in {1} before Kubernetes {2}; it is in {3}', kind, from, known.since, to)
    : l10n.t('There is no kind {0} in {1}; it is in {2}', kind, from, to);
}
