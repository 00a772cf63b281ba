/** Fixes that leave one of two sources. */

import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix } from '../report.ts';
import type { Fix, Subject } from '../rule.ts';
import type { Value } from '../view.ts';

/** A fix for each source that might stay; the first written is the likeliest. */
export function keepOne(document: Subject['document'], sources: readonly Value[]): Fix[] {
  if (sources.length !== 2) return [];
  const [first, second] = sources as [Value, Value];
  return [
    ...fix(l10n.t('Keep {0}', String(first.segment)), true, removeValue(document, second)),
    ...fix(l10n.t('Keep {0}', String(second.segment)), false, removeValue(document, first)),
  ];
}
