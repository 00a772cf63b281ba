import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { renameKey } from '../edits/replace.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { labelValue, qualifiedName, toLabelValue, toQualifiedName } from '../formats.ts';
import { fix, found, foundAtKey, shorten, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, flag, pathOf, text, type Value } from '../view.ts';
import { checkedMetadata, templatePath } from './checked-metadata.ts';
import { nameOfObject } from './object-name.ts';

/** The maps of labels that the server looks at, with the path that it gives for all of one map. */
function* labelMaps(subject: Subject): Generator<readonly [labels: Value, path: string]> {
  for (const metadata of checkedMetadata(subject))
    yield [at(metadata, 'labels'), templatePath(subject, metadata, 'labels')];
  for (const spec of subject.all('PodSpec')) yield [at(spec, 'nodeSelector'), pathOf(at(spec, 'nodeSelector'))];
  for (const selector of subject.all('LabelSelector'))
    yield [at(selector, 'matchLabels'), pathOf(at(selector, 'matchLabels'))];
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
          const fixes = fixByWriting(document, value, better);
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
  const problems = labelValue(nameOfObject(subject));
  if (problems.length === 0) return;
  const message = `A Job's Pods are labelled with its name, and as a label it ${problems.join('; ')}`;
  const paths = [templatePath(subject, pod.metadata, 'labels')];
  if (takesLabels(subject)) paths.push(pathOf(at(root, 'metadata', 'labels')));
  for (const path of paths) yield found(at(root, 'metadata', 'name'), message, [], path);
}
