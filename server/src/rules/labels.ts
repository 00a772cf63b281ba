/** Labels, annotations and the selectors over labels. */

import * as l10n from '@vscode/l10n';
import { choiceFixes, wordsOf } from './choices.ts';
import { fix, removeValue, renameKey, replaceValue } from './edits.ts';
import { byteLength, labelValue, qualifiedName, toLabelValue, toQualifiedName } from './formats.ts';
import { objectName } from './metadata.ts';
import { found, foundAtKey, shorten, validation } from './report.ts';
import type { Finding, Rule, Subject } from './rule.ts';
import { at, flag, isSet, pathOf, stringMap, text, texts, type Value } from './view.ts';

/** The maps of labels that the server looks at, with the path that it gives for all of one map. */
function* labelMaps(subject: Subject): Generator<readonly [labels: Value, path: string]> {
  for (const metadata of checkedMetadata(subject))
    yield [at(metadata, 'labels'), templatePath(subject, metadata, 'labels')];
  for (const spec of subject.all('PodSpec')) yield [at(spec, 'nodeSelector'), pathOf(at(spec, 'nodeSelector'))];
  for (const selector of subject.all('LabelSelector'))
    yield [at(selector, 'matchLabels'), pathOf(at(selector, 'matchLabels'))];
}

/** The object's own metadata, the template's, and those of the claims that a Pod's ephemeral volumes make. */
function checkedMetadata({ root, pod, all }: Subject): Value[] {
  const own = at(root, 'metadata');
  const template = pod && pod.metadata !== own ? [pod.metadata] : [];
  return [own, ...template, ...all('PersistentVolumeClaimTemplate').map((claim) => at(claim, 'metadata'))];
}

/** Of a template's metadata the API server leaves out `metadata`. */
function templatePath({ pod, root }: Subject, metadata: Value, field: string): string {
  const path = pathOf(at(metadata, field));
  return pod && metadata === pod.metadata && metadata !== at(root, 'metadata')
    ? path.replace(new RegExp(`metadata\\.${field}$`), field)
    : path;
}

export const invalidLabel: Rule = validation(
  'invalid-label',
  "A label's key is a name, with a domain and a slash before it or not; its value has up to 63 letters, digits, '-', '_' and '.'.",
  function* (subject) {
    const { document } = subject;
    yield* copiedLabels(subject);
    yield* jobNameLabel(subject);
    for (const [labels, path] of labelMaps(subject))
      for (const [key, value] of labels.fields) {
        const keyProblems = qualifiedName(key);
        if (keyProblems.length > 0) {
          const better = toQualifiedName(key);
          const isBetter = better !== '' && qualifiedName(better).length === 0;
          const fixes = isBetter
            ? fix(l10n.t('Write {0}', better), true, renameKey(document, value, better))
            : fix(l10n.t('Remove it'), key === '', removeValue(document, value));
          const message = `Invalid key "${shorten(key)}": ${keyProblems.join('; ')}`;
          yield foundAtKey(value, message, fixes, path);
        }
        const written = text(value);
        const problems = labelValue(written);
        if (problems.length > 0) {
          const better = toLabelValue(written);
          const fixes = fix(l10n.t('Write {0}', better), true, replaceValue(document, value, better));
          yield found(value, `Invalid value "${shorten(written)}": ${problems.join('; ')}`, fixes, path);
        }
      }
  },
);

/** A Job or ReplicationController without labels of its own takes the template's, with their faults. */
function takesLabels({ object, root, pod }: Subject): boolean {
  const isTaker = object.kind === 'Job' || object.kind === 'ReplicationController';
  const hasOwn = at(root, 'metadata', 'labels').fields.size > 0;
  return isTaker && !hasOwn && pod !== undefined && at(pod.metadata, 'labels').fields.size > 0;
}

function* copiedLabels(subject: Subject): Generator<Finding> {
  if (!subject.pod || !takesLabels(subject)) return;
  const path = pathOf(at(subject.root, 'metadata', 'labels'));
  for (const [key, value] of at(subject.pod.metadata, 'labels').fields)
    if (qualifiedName(key).length + labelValue(text(value)).length > 0)
      yield foundAtKey(value, `A ${subject.object.kind} without labels takes this one, too`, [], path);
}

/** A Job labels its Pods with its name, unless it brings its own selector. */
function* jobNameLabel(subject: Subject): Generator<Finding> {
  const { object, root, pod } = subject;
  if (object.kind !== 'Job' || !pod || flag(at(root, 'spec', 'manualSelector'))) return;
  const problems = labelValue(objectName(subject));
  if (problems.length === 0) return;
  const message = `A Job's Pods are labelled with its name, and as a label it ${problems.join('; ')}`;
  const paths = [templatePath(subject, pod.metadata, 'labels')];
  if (takesLabels(subject)) paths.push(pathOf(at(root, 'metadata', 'labels')));
  for (const path of paths) yield found(at(root, 'metadata', 'name'), message, [], path);
}

export const invalidAnnotation: Rule = validation(
  'invalid-annotation',
  "An annotation's key is a name, with a domain and a slash before it or not; all together hold up to 256 KiB.",
  function* (subject) {
    for (const metadata of checkedMetadata(subject)) {
      const annotations = at(metadata, 'annotations');
      const path = templatePath(subject, metadata, 'annotations');
      let size = 0;
      for (const [key, value] of annotations.fields) {
        size += byteLength(key) + byteLength(text(value));
        const problems = qualifiedName(key.toLowerCase());
        if (problems.length === 0) continue;
        const better = toQualifiedName(key);
        const isBetter = better !== '' && qualifiedName(better.toLowerCase()).length === 0;
        const fixes = isBetter
          ? fix(l10n.t('Write {0}', better), true, renameKey(subject.document, value, better))
          : [];
        const message = `Invalid key "${shorten(key)}": ${problems.join('; ')}`;
        yield foundAtKey(value, message, fixes, path);
      }
      if (size > 256 * 1024) yield foundAtKey(annotations, `Too long: ${size} bytes, and may not be more than 262144`);
    }
  },
);

export const invalidSelector: Rule = validation(
  'invalid-selector',
  'A selector has an operator, and values exactly when the operator compares with some.',
  function* (subject) {
    const { document } = subject;
    for (const expression of subject.all('LabelSelectorRequirement')) {
      const operator = at(expression, 'operator');
      const values = at(expression, 'values');
      const words = wordsOf('LabelSelectorRequirement.operator', subject.version);
      if (!words.includes(text(operator)))
        yield found(
          operator,
          `"${text(operator)}" is no selector operator: ${words.join(', ')}`,
          choiceFixes(subject, operator, words),
        );
      else if (takesValues(text(operator)) && values.items.length === 0)
        yield found(values, `values must be specified when the operator is ${text(operator)}`);
      else if (!takesValues(text(operator)) && values.items.length > 0)
        yield foundAtKey(
          values,
          `values must not be specified when the operator is ${text(operator)}`,
          fix(l10n.t('Remove them'), true, removeValue(document, values)),
        );
      yield* keyAndValues(subject, expression, true);
    }
  },
);

function takesValues(operator: string): boolean {
  return operator === 'In' || operator === 'NotIn';
}

/** The key of an expression, and its values as far as they are judged. */
export function* keyAndValues({ document }: Subject, expression: Value, judgesValues: boolean) {
  const key = at(expression, 'key');
  const problems = qualifiedName(text(key));
  if (problems.length > 0) {
    const better = toQualifiedName(text(key));
    const isBetter = better !== '' && qualifiedName(better).length === 0;
    const fixes = isBetter ? fix(l10n.t('Write {0}', better), true, replaceValue(document, key, better)) : [];
    yield found(key, `Invalid key "${shorten(text(key))}": ${problems.join('; ')}`, fixes);
  }
  if (!judgesValues) return;
  for (const value of at(expression, 'values').items) {
    const valueProblems = labelValue(text(value));
    if (valueProblems.length === 0) continue;
    const better = toLabelValue(text(value));
    const fixes = fix(l10n.t('Write {0}', better), true, replaceValue(document, value, better));
    yield found(value, `Invalid value "${shorten(text(value))}": ${valueProblems.join('; ')}`, fixes);
  }
}

/** Whether a selector of labels matches; undefined when it cannot be read. */
export function selects(selector: Value, labels: ReadonlyMap<string, string>): boolean | undefined {
  if (!isSet(selector)) return false;
  let matches = true;
  for (const [key, value] of stringMap(at(selector, 'matchLabels'))) {
    if (qualifiedName(key).length > 0 || labelValue(value).length > 0) return undefined;
    if (labels.get(key) !== value) matches = false;
  }
  for (const expression of at(selector, 'matchExpressions').items) {
    const result = selectsBy(expression, labels);
    if (result === undefined) return undefined;
    if (!result) matches = false;
  }
  return matches;
}

function selectsBy(expression: Value, labels: ReadonlyMap<string, string>): boolean | undefined {
  const key = text(at(expression, 'key'));
  const values = texts(at(expression, 'values'));
  const operator = text(at(expression, 'operator'));
  const label = labels.get(key);
  if (qualifiedName(key).length > 0 || values.some((value) => labelValue(value).length > 0)) return undefined;
  if (takesValues(operator) !== values.length > 0) return undefined;
  switch (operator) {
    case 'In':
      return label !== undefined && values.includes(label);
    case 'NotIn':
      return label === undefined || !values.includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    default:
      return undefined;
  }
}

export function isEmptySelector(selector: Value): boolean {
  return at(selector, 'matchLabels').fields.size + at(selector, 'matchExpressions').items.length === 0;
}

export const labelRules: readonly Rule[] = [invalidLabel, invalidAnnotation, invalidSelector];
