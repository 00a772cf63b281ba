/** Which kind of object it is: the API server refuses what it does not serve. */
import * as l10n from '@vscode/l10n';
import { getCatalog, has } from '../catalog/catalog.ts';
import { fix, putFirst, renameKey, replaceValue } from './edits.ts';
import { nearest } from './nearest.ts';
import { found } from './report.ts';
import type { Rule } from './rule.ts';
import { at, nameOf } from './view.ts';

/** Groups without a dot and those of k8s.io are Kubernetes' own; others belong to custom resources, which may be anything. */
function isOwnGroup(apiVersion: string): boolean {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return !group.includes('.') || group.endsWith('.k8s.io');
}

export const missingType: Rule = {
  code: 'missing-type',
  stage: 'kind',
  severity: 'error',
  summary: 'An object needs both apiVersion and kind.',
  *check({ object, root, document, unknown }) {
    const { apiVersion, kind } = object;
    const misspelt = (name: string) =>
      [...root.fields.values(), ...unknown].find(
        (one) => one.parent === root && nameOf(one) !== name && nameOf(one).toLowerCase() === name.toLowerCase(),
      );
    if (!kind) {
      const guess = 'Pod';
      const other = misspelt('kind');
      const fixes = other
        ? fix(l10n.t('Rename to {0}', 'kind'), true, renameKey(document, other, 'kind'))
        : apiVersion === 'v1' && at(root, 'spec', 'containers').node
          ? at(root, 'kind').entry
            ? fix(l10n.t('Write {0}', `kind: ${guess}`), true, replaceValue(document, at(root, 'kind'), guess))
            : fix(l10n.t('Add {0}', `kind: ${guess}`), true, putFirst(document, root, 'kind', guess))
          : [];
      yield found(at(root, 'kind'), "Object 'kind' is missing", fixes, '');
    } else if (!apiVersion) {
      const pod = getCatalog().podKinds.find((known) => known.kind === kind);
      const other = misspelt('apiVersion');
      const written = at(root, 'apiVersion');
      const shown = `apiVersion: ${pod?.apiVersion}`;
      const fixes = other
        ? fix(l10n.t('Rename to {0}', 'apiVersion'), true, renameKey(document, other, 'apiVersion'))
        : pod
          ? written.entry
            ? fix(l10n.t('Write {0}', shown), true, replaceValue(document, written, pod.apiVersion))
            : fix(l10n.t('Add {0}', shown), true, putFirst(document, root, 'apiVersion', pod.apiVersion))
          : [];
      yield found(at(root, 'kind'), 'apiVersion is not set', fixes, '');
    }
  },
};

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
      const fixes = fix(l10n.t('Write {0}', pod.kind), true, replaceValue(document, kindValue, pod.kind));
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
      const fixes = fix(l10n.t('Write {0}', pod.apiVersion), true, replaceValue(document, value, pod.apiVersion));
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
    const fixes = fix(l10n.t('Write {0}', meant), true, replaceValue(document, kindValue, meant));
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

export const kindRules: readonly Rule[] = [missingType, unknownKind];
