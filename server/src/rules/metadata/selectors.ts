/** Selectors over labels: what they select, and what their expressions must look like. */
import { meets } from '../../model/requirement.ts';
import { fixByRepairing, fixByWriting } from '../fields/field-fixes.ts';
import { labelValue, qualifiedName, toLabelValue, toQualifiedName } from '../formats.ts';
import { found, shorten } from '../report.ts';
import type { Subject } from '../rule.ts';
import { at, isSet, stringMap, text, texts, type Value } from '../view.ts';

export function takesValues(operator: string): boolean {
  return operator === 'In' || operator === 'NotIn';
}

/** The key of an expression, and its values as far as they are judged. */
export function* keyAndValues({ document }: Subject, expression: Value, judgesValues: boolean) {
  const key = at(expression, 'key');
  const problems = qualifiedName(text(key));
  if (problems.length > 0) {
    const fixes = fixByRepairing(document, key, toQualifiedName(text(key)), qualifiedName);
    yield found(key, `Invalid key "${shorten(text(key))}": ${problems.join('; ')}`, fixes);
  }
  if (!judgesValues) return;
  for (const value of at(expression, 'values').items) {
    const valueProblems = labelValue(text(value));
    if (valueProblems.length === 0) continue;
    const better = toLabelValue(text(value));
    const fixes = fixByWriting(document, value, better);
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
  if (qualifiedName(key).length > 0 || values.some((value) => labelValue(value).length > 0)) return undefined;
  if (takesValues(operator) !== values.length > 0) return undefined;
  return meets(operator, values, labels.get(key));
}

export function isEmptySelector(selector: Value): boolean {
  return at(selector, 'matchLabels').fields.size + at(selector, 'matchExpressions').items.length === 0;
}
