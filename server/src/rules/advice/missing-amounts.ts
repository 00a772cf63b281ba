/** Requests and limits that containers lack. */
import * as l10n from '@vscode/l10n';
import { found } from '../report.ts';
import type { Finding, Subject } from '../rule.ts';
import { at } from '../view.ts';
import { serving } from './serving.ts';

export function* missingAmounts(subject: Subject, field: string, names: readonly string[]): Generator<Finding> {
  const ofPod = subject.pod && at(subject.pod.spec, 'resources');
  for (const { value } of serving(subject)) {
    const amounts = at(value, 'resources', field);
    const has = (name: string) =>
      [amounts, at(value, 'resources', 'limits'), ...(ofPod ? [at(ofPod, field)] : [])].some((list) =>
        list.fields.has(name),
      );
    const missing = names.filter((name) => !has(name));
    if (missing.length > 0) yield found(amounts, noAmounts(field, missing));
  }
}

function noAmounts(field: string, [first = '', second]: readonly string[]): string {
  return second === undefined
    ? l10n.t('The container has no {0} for {1}', field, first)
    : l10n.t('The container has no {0} for {1} and {2}', field, first, second);
}
